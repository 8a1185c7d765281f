"""Recomputing what is due: one drain at a time, reading after locking, always writing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from indicators.gauges.course import SEVERAL_YEARS, Course, courses
from indicators.gauges.places import Tree
from indicators.gauges.recompute import Sheet, Spot, recompute
from indicators.models import (
    LIVE,
    CurrentFigure,
    DrainLock,
    DueFigure,
    DuePlan,
    Gauge,
    Plan,
)

BATCH = 1000
"""Due rows recomputed in one transaction."""


def drain() -> int:
    """Recompute everything that is due; returns the number of gauges written."""
    written = 0
    while True:
        with transaction.atomic():
            _lock()
            figures = list(DueFigure.objects.order_by("area_id", "measure_id", "year")[:BATCH])
            plans = list(DuePlan.objects.select_related("plan").order_by("plan_id"))
            if not figures and not plans:
                return written
            written += _refresh(figures)
            written += rebuild([due.plan for due in plans])
            _settle(figures)
            _settle(plans)


def _lock() -> None:
    DrainLock.objects.get_or_create(id=1)
    DrainLock.objects.select_for_update().get(id=1)


def _settle(rows: Sequence[DueFigure] | Sequence[DuePlan]) -> None:
    """Remove the due rows, except those bumped since they were read."""
    by_bumps: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_bumps[row.bumps].append(row.pk)
    for bumps, ids in by_bumps.items():
        type(rows[0])._default_manager.filter(pk__in=ids, bumps=bumps).delete()


def rebuild(plans: Sequence[Plan]) -> int:
    """Compute every gauge of the plans afresh; returns how many there are."""
    if not plans:
        return 0
    tree, written = Tree(), 0
    with transaction.atomic():
        for course in courses(plans):
            Gauge.objects.filter(indicator=course.indicator, edition=LIVE).delete()
            figures = _figures(course, None)
            areas = tree.under(course.plan.area_id)
            areas |= tree.with_totals(area_id for area_id, _, _ in figures)
            latest = max((year for _, _, year in figures), default=0)
            spots = {(area, year) for area in areas for year in course.years(latest=latest)}
            written += _write(Sheet(course, tree, figures, {}), spots)
    return written


def _refresh(due: Sequence[DueFigure]) -> int:
    """Recompute the gauges that the due cells are part of, and nothing else."""
    if not due:
        return 0
    tree, written = Tree(), 0
    for course in courses():
        spots = _spots(course, tree, due)
        if not spots:
            continue
        areas = {area_id for area_id, _ in spots}
        parts = {part for area_id in areas for part in tree.parts.get(area_id, ())}
        stored = {
            (gauge.area_id, gauge.year): gauge
            for gauge in Gauge.objects.filter(
                indicator=course.indicator, edition=LIVE, area_id__in=parts - areas
            )
        }
        written += _write(Sheet(course, tree, _figures(course, areas), stored), spots)
    return written


def _spots(course: Course, tree: Tree, due: Iterable[DueFigure]) -> set[Spot]:
    """The areas and years of one indicator that the due cells touch."""
    row = course.indicator
    touched: set[Spot] = set()
    for cell in due:
        if cell.measure_id not in course.measure_ids:
            continue
        years = {cell.year}
        if cell.measure_id == row.denominator_id:
            years.add(cell.year + row.denominator_lag)
        touched |= {(area, year) for area in tree.with_totals([cell.area_id]) for year in years}
    if course.rule in SEVERAL_YEARS and touched:
        every = {year for _, year in touched} | set(course.years(latest=_latest(course)))
        touched = {(area, year) for area, _ in touched for year in every}
    return {(area, year) for area, year in touched if year >= course.plan.base_year}


def _latest(course: Course) -> int:
    figures = CurrentFigure.objects.filter(measure_id__in=course.measure_ids)
    return figures.aggregate(latest=Max("year"))["latest"] or 0


def _figures(
    course: Course, areas: Collection[int] | None
) -> dict[tuple[int, int, int], CurrentFigure]:
    rows = CurrentFigure.objects.filter(measure_id__in=course.measure_ids)
    if areas is not None:
        rows = rows.filter(area_id__in=areas)
    return {(row.area_id, row.measure_id, row.year): row for row in rows}


KEY = ("area", "indicator", "year", "edition")
COLUMNS = [f.name for f in Gauge._meta.concrete_fields if f.name not in KEY]


def _write(sheet: Sheet, spots: Collection[Spot]) -> int:
    gauges = recompute(sheet, spots, at=timezone.now())
    Gauge.objects.bulk_create(
        gauges,
        batch_size=500,
        update_conflicts=True,
        unique_fields=list(KEY),
        update_fields=COLUMNS,
    )
    return len(gauges)
