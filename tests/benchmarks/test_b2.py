"""B2 is right before it is fast: what single figures lead to is what the facts lead to."""

from __future__ import annotations

from itertools import islice

from benchmarks import b2
from benchmarks.data import Data, derived, rebuilt, revisions
from indicators import gauges, record


def test_accepted_figures_leave_what_a_rebuild_leaves(data: Data) -> None:
    found = b2.measure(data, pairs=20)
    assert len(found.floor) == len(found.work) == 20


def test_many_figures_at_once_leave_what_a_rebuild_leaves(data: Data) -> None:
    """Scattered over years, so that siblings are touched in other years than one another."""
    figures = revisions(data.figures)
    for _ in range(3):
        assert record.record(list(islice(figures, 40))) > 30
        gauges.drain()
    assert derived() == rebuilt(data.plan)


def test_the_table_says_ratios_and_their_spread(data: Data) -> None:
    table = b2.measure(data, pairs=5).table()
    assert all(word in table for word in ("median", "min", "max", "p99", "ratio", "×"))
