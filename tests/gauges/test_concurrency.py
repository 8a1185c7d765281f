"""Several at once: writers of one cell, writers and drains, drains and drains."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import transaction

from indicators import doorbell, gauges, record
from indicators.models import Actual, DrainLock, DueFigure
from tests.at_once import at_once
from tests.figures.cast import Cast, assemble, rebuilt, standing


@pytest.fixture
def cast(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(doorbell, "ring", lambda: None)
    found = assemble()
    record.plan_changed(found.plan)
    gauges.drain()
    return found


def test_writers_of_one_cell_wait_for_each_other_and_lose_nothing(cast: Cast) -> None:
    def say(first: int) -> Callable[[], None]:
        def run() -> None:
            for n in range(first, first + 5):
                cast.say("an", "firms", 2022, str(n), origin="reported")

        return run

    assert at_once(*(say(first) for first in (0, 100, 200, 300))) == []
    rows = cast.said("an", "firms", 2022)
    assert [row.sequence for row in rows] == list(range(1, 21))
    current = cast.current("an", "firms", 2022)
    assert current is not None
    assert current.value == rows[-1].value


def test_the_same_statement_made_by_several_at_once_is_recorded_once(cast: Cast) -> None:
    assert at_once(*[lambda: cast.say("an", "firms", 2022, "120")] * 4) == []
    assert len(cast.said("an", "firms", 2022)) == 1


def test_writers_of_many_cells_and_drains_do_not_block_each_other_for_good(cast: Cast) -> None:
    """Writers lock their cells in one order, and a drain settles in the same or not at all."""
    cells = [("an", 2022), ("bo", 2022), ("ci", 2022), ("an", 2023), ("bo", 2023), ("shu", 2022)]

    def write(sign: int) -> Callable[[], None]:
        def run() -> None:
            for n in range(8):
                figures = [
                    cast.figure(area, "firms", year, str(10 * n + sign), origin="reported")
                    for area, year in cells[::sign]
                ]
                record.record(figures)

        return run

    def drain() -> None:
        for _ in range(12):
            gauges.drain()

    assert at_once(write(1), write(-1), drain, drain) == []
    assert Actual.objects.count() == 2 * 8 * len(cells)
    gauges.drain()
    assert not DueFigure.objects.exists()
    assert standing() == rebuilt()


def test_drains_and_a_rebuild_at_once_leave_every_gauge_right(cast: Cast) -> None:
    def rebuild() -> None:
        with transaction.atomic():
            record.rebuild_current_figures()
            gauges.rebuild([cast.plan])

    def write() -> None:
        for n in range(6):
            cast.say("an", "firms", 2022, str(100 + n), origin="reported")
            cast.say("bo", "revenue", 2022, str(100 + n), origin="reported")

    assert at_once(write, rebuild, gauges.drain, rebuild, gauges.drain) == []
    gauges.drain()
    found = standing()
    assert found["an", "firms", 2022]["value"] == 105
    assert found == rebuilt()


def test_the_very_first_drains_may_come_at_once(cast: Cast) -> None:
    DrainLock.objects.all().delete()
    cast.say("an", "firms", 2022, "120")
    assert at_once(*[gauges.drain] * 4) == []
    assert DrainLock.objects.count() == 1
    assert cast.gauge("an", "firms", 2022).value == Decimal(120)


if settings.DATABASE_GIVEN:  # SQLite has one writer at a time, so there a drain does wait

    def test_a_drain_never_waits_for_a_writer_so_the_two_cannot_wait_for_each_other(
        cast: Cast,
    ) -> None:
        for area in ("an", "bo", "ci"):
            cast.say(area, "firms", 2022, "1")
        cast.say("bo", "firms", 2022, "2")
        with transaction.atomic():
            cast.say("bo", "firms", 2022, "3")
            assert at_once(gauges.drain) == []
            cast.say("ci", "firms", 2022, "3")
        gauges.drain()
        assert not DueFigure.objects.exists()
        assert standing() == rebuilt()
