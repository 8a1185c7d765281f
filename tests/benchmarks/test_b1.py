"""B1 is right before it is fast: afresh says what single changes have led to."""

from __future__ import annotations

from benchmarks import b1
from benchmarks.data import Data


def test_a_rebuild_leaves_what_single_changes_have_left(data: Data) -> None:
    found = b1.measure(data, pairs=1)
    assert len(found.floor) == len(found.work) == 1
