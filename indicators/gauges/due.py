"""What waits to be recomputed, as it was when it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import Model

from indicators import models, rows
from indicators.models import DrainLock, DueFigure


class DueCell(NamedTuple):
    """A cell something was said of; only where a figure `counts` does that move a gauge."""

    id: int
    bumps: int
    area_id: int
    measure_id: int
    year: int
    counts: bool


class DueIndicator(NamedTuple):
    """An indicator whose every gauge is due, and how often it fell due since they were computed."""

    indicator_id: int
    bumps: int


class PlanVersion(NamedTuple):
    """A plan and the version of its rules."""

    plan_id: int
    version: int


ALL = 2**31 - 1
LOCK = "UPDATE indicators_drainlock SET drained = drained + 1 WHERE id = 1"
CELLS = """
    SELECT due.id, due.bumps, due.area_id, due.measure_id, due.year, figure.year IS NOT NULL
    FROM indicators_duefigure due LEFT JOIN indicators_currentfigure figure
        ON figure.area_id = due.area_id AND figure.measure_id = due.measure_id
        AND figure.year = due.year
    ORDER BY due.area_id, due.measure_id, due.year LIMIT %s
"""
INDICATORS = "SELECT indicator_id, bumps FROM indicators_dueindicator ORDER BY indicator_id"
VERSIONS = "SELECT id, version FROM indicators_plan ORDER BY id"


def lock() -> None:
    """Wait until no other drain is at work, and count this one: gauges may be others after it."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        locked = cursor.rowcount == 1
    if not locked:
        DrainLock.objects.get_or_create(id=1)
        lock()


def anything_due() -> bool:
    return DueFigure.objects.exists() or models.DueIndicator.objects.exists()


def due_cells(*, most: int) -> list[DueCell]:
    return rows.query(DueCell, CELLS, [most])


def due_indicators() -> list[DueIndicator]:
    return rows.query(DueIndicator, INDICATORS)


def plan_versions() -> tuple[PlanVersion, ...]:
    return tuple(rows.query(PlanVersion, VERSIONS))


def settle_cells(cells: Iterable[DueCell]) -> None:
    """Remove the due rows, except those bumped since they were read."""
    _settle(DueFigure, "id", ((cell.id, cell.bumps) for cell in cells))


def settle_indicators(due: Iterable[DueIndicator]) -> None:
    """The same for indicators."""
    _settle(models.DueIndicator, "indicator_id", due)


def _settle(due: type[Model], key: str, done: Iterable[tuple[int, int]]) -> None:
    by_bumps: dict[int, list[int]] = defaultdict(list)
    for row_id, bumps in done:
        by_bumps[bumps].append(row_id)
    for bumps, ids in by_bumps.items():
        for some in rows.batches(ids):
            rows.delete(due, key, bumps=[bumps], **{key: some})
