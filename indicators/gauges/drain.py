"""Recomputing what is due: one drain at a time, reading after locking, always writing."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from django.db import DataError, connection, transaction
from django.utils import timezone

from indicators import models, rows
from indicators.gauges.course import Course
from indicators.gauges.due import (
    ALL,
    DueCell,
    DueIndicator,
    due_cells,
    due_indicators,
    lock,
    settle_cells,
    settle_indicators,
)
from indicators.gauges.places import Tree
from indicators.gauges.recompute import Figure, Row, Sheet, Spot, Stored, recompute
from indicators.gauges.rulebook import Rulebook, rulebook
from indicators.models import (
    LIVE,
    CurrentFigure,
    Gauge,
    Indicator,
    Plan,
)
from indicators.record import indicators_due

BATCH = 1000
"""Due cells recomputed in one transaction."""

FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    DataError,
)
"""What a fault in figures or rules raises; being stopped, or a lost database, is none of these."""

logger = logging.getLogger(__name__)


class NotRebuilt(Exception):
    """The gauges of these indicators could not be computed; those of the others were."""


class Year(NamedTuple):
    year: int


def drain() -> int:
    """Recompute everything that is due; returns the number of gauges written.

    What falls due while this is at work has rung the bell itself. An indicator
    that cannot be computed is logged and stays due; it stops no other.
    """
    return _rebuild_due() + _refresh_due()


def rebuild(plans: Sequence[Plan]) -> int:
    """Compute every gauge of the plans afresh; returns how many there are.

    Raises NotRebuilt with the codes of those that could not be computed, after the others were.
    """
    indicators = Indicator.objects.filter(plan__in=plans).order_by("plan", "order")
    written, faulty = _rebuild_and_settle(list(indicators.values_list("pk", flat=True)))
    if faulty:
        raise NotRebuilt(", ".join(faulty))
    return written


def _rebuild_due() -> int:
    due = sorted(each.indicator_id for each in due_indicators())
    return _rebuild_and_settle(due)[0] if due else 0


def _rebuild_and_settle(indicators: Sequence[int]) -> tuple[int, list[str]]:
    """The indicators as a whole, with all that the cells due by now say of them."""
    cells, whole = due_cells(most=ALL), set(indicators)
    written, faulty = _rebuild_each(indicators)
    rules = rulebook(keep=not connection.in_atomic_block)
    settle_cells(cell for cell in cells if rules.users(cell.measure_id) <= whole)
    return written, faulty


def _rebuild_each(indicators: Iterable[int]) -> tuple[int, list[str]]:
    """How many gauges were written, and the codes of indicators that could not be computed.

    Each in a transaction of its own: whoever stops us loses one, and the next drain goes on.
    """
    written, faulty, rules = 0, list[str](), None
    keep = not connection.in_atomic_block
    for indicator_id in indicators:
        rules = rulebook(rules, keep=keep)
        try:
            written += _rebuild_one(indicator_id, rules, keep=keep)
        except FAULTS:
            course = rules.course(indicator_id)
            faulty.append(course.indicator.code if course else str(indicator_id))
            logger.exception("gauges of %s cannot be computed", faulty[-1])
    return written, faulty


def _rebuild_one(indicator_id: int, rules: Rulebook, *, keep: bool) -> int:
    with transaction.atomic():
        lock()
        due = rows.read(DueIndicator, models.DueIndicator, indicator_id=[indicator_id])
        rules = rulebook(rules, keep=keep)
        course = rules.course(indicator_id)
        written = _rebuild(course, rules.tree) if course else 0
        settle_indicators(due)
    return written


def _refresh_due() -> int:
    """The gauges that the due cells are part of, a batch a transaction."""
    written, full = 0, True
    keep = not connection.in_atomic_block
    while full:
        try:
            done, full = _refresh_batch(keep=keep)
        except FAULTS:
            logger.exception("due figures cannot be counted together")
            done, full = _put_off_batch(keep=keep)
        written += done
    return written


def _refresh_batch(*, keep: bool) -> tuple[int, bool]:
    """How many gauges were written, and whether more may be due."""
    with transaction.atomic():
        lock()
        cells, written = due_cells(most=BATCH), 0
        if moving := [cell for cell in cells if cell.counts]:
            written = _refresh(moving, rulebook(keep=keep))
        settle_cells(cells)
    return written, len(cells) == BATCH


def _put_off_batch(*, keep: bool) -> tuple[int, bool]:
    """The indicators of the batch fall due as a whole, so that each is computed by itself."""
    with transaction.atomic():
        lock()
        cells = due_cells(most=BATCH)
        touched = rulebook(keep=keep).touched(cells)
        indicators_due(course.indicator.pk for course, _ in touched)
        settle_cells(cells)
    return 0, len(cells) == BATCH


def _rebuild(course: Course, tree: Tree) -> int:
    """Every area of the plan in every year up to the last figure; other areas where they report."""
    Gauge.objects.filter(indicator_id=course.indicator.pk, edition=LIVE).delete()
    figures = _figures(measure_id=course.measure_ids)
    spots = _touched(course, tree, figures.values())
    years = course.years(latest=_last(spots))
    spots = _with_later_years(course, spots, years)
    spots |= {(area, year) for area in tree.under(course.plan.area_id) for year in years}
    return _write(recompute(Sheet(course, tree, figures, {}), spots), new=True)


def _refresh(due: Sequence[DueCell], rules: Rulebook) -> int:
    written = 0
    for course, cells in rules.touched(due):
        spots = _touched(course, rules.tree, cells)
        years = course.years(latest=_last_stored(course, spots))
        if _last(spots) > years[-1]:
            # The first figure of a year opens that year for every area.
            written += _rebuild(course, rules.tree)
        elif spots:
            spots = _with_later_years(course, spots, years)
            written += _write(_recompute(course, rules.tree, spots))
    return written


def _touched(course: Course, tree: Tree, cells: Iterable[DueCell | Figure]) -> set[Spot]:
    """The areas and years in whose value the cells have a part."""
    years_of = cache(course.years_of)
    areas_in: dict[int, set[int]] = defaultdict(set)
    for cell in cells:
        for year in years_of(cell.measure_id, cell.year):
            areas_in[year].add(cell.area_id)
    return {(area, year) for year, areas in areas_in.items() for area in tree.with_totals(areas)}


def _with_later_years(course: Course, spots: set[Spot], years: Collection[int]) -> set[Spot]:
    """The spots and, where a year is judged by those before it, every year of their areas."""
    if not course.several_years:
        return spots
    return spots | {(area, year) for area, _ in spots for year in years}


def _last(spots: Collection[Spot]) -> int:
    return max((year for _, year in spots), default=0)


def _last_stored(course: Course, spots: Collection[Spot]) -> int:
    """The last year there are gauges of, looked up only where it can matter; else 0."""
    if not course.several_years and _last(spots) <= course.plan.target_year:
        return 0
    stored = rows.read(
        Year,
        Gauge,
        area_id=[course.plan.area_id],
        indicator_id=[course.indicator.pk],
        edition=[LIVE],
    )
    return max((gauge.year for gauge in stored), default=0)


def _recompute(course: Course, tree: Tree, spots: set[Spot]) -> list[Row]:
    """The gauges of the spots; what lies beside them is taken as it is stored."""
    areas = {area for area, _ in spots}
    years = {year for _, year in spots}
    lag = course.indicator.denominator_lag
    figures = _figures(
        area_id=areas,
        measure_id=course.measure_ids,
        year=years | {year - lag for year in years},
    )
    beside = rows.read(
        Stored,
        Gauge,
        area_id=[part for area in areas for part in tree.parts.get(area, ())],
        indicator_id=[course.indicator.pk],
        year=years,
        edition=[LIVE],
    )
    stored = {(gauge.area_id, gauge.year): gauge for gauge in beside}
    return recompute(Sheet(course, tree, figures, stored), spots)


def _figures(**among: Collection[int]) -> dict[tuple[int, int, int], Figure]:
    found = rows.read(Figure, CurrentFigure, **among)
    return {(figure.area_id, figure.measure_id, figure.year): figure for figure in found}


KEY = ("area_id", "indicator_id", "year", "edition")


def _write(gauges: Sequence[Row], *, new: bool = False) -> int:
    """Store the gauges; `new` says that none of them is there."""
    if gauges:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        columns = (*Row._fields, "computed_at")
        values = ((*gauge, now) for gauge in gauges)
        if new:
            rows.append(Gauge, values, columns=columns)
        else:
            rows.upsert(Gauge, values, columns=columns, key=KEY)
    return len(gauges)
