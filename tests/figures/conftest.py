"""The cast on stage."""

import pytest

from tests.figures.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()
