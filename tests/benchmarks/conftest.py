"""What benchmarks stand on, at the size of every run."""

import pytest

from benchmarks.data import Data, load
from benchmarks.sizes import SIZES


@pytest.fixture
def data(transactional_db: None) -> Data:
    """Committed, as in production: what a drain keeps in its process outlives the transaction."""
    return load(SIZES["small"])
