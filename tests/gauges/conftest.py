"""The cast on stage, with a plan that is due to be computed."""

import pytest

from indicators import record
from tests.figures.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    found = assemble()
    record.plan_changed(found.plan)
    return found
