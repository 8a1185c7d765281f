"""说明 below a table: what a place explained of the figures that are shown, and where they are from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.charts.wording import Text
from indicators.gauges.course import Course
from indicators.models import CurrentFigure, Origin, Plan

SAID_BY_PEOPLE = (Origin.REPORTED, Origin.ASSESSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """The note of one measure's figure in one year."""

    measure: Text
    year: int
    note: str


def footnotes(
    plan: Plan, shown: Iterable[tuple[Course, int]], *, area_id: int
) -> tuple[Footnote, ...]:
    """Of every figure that one of these indicators is made of in its year; one query."""
    wanted = {(measure, year) for course, year in shown for measure in course.measure_ids}
    rows = CurrentFigure.objects.filter(
        area_id=area_id,
        measure__in={measure for measure, _ in wanted},
        year__in={year for _, year in wanted},
        origin__in=SAID_BY_PEOPLE,
    ).exclude(actual__note="")
    if plan.last_fact is not None:
        rows = rows.filter(actual__lte=plan.last_fact)
    related = rows.select_related("measure", "actual").order_by("measure", "-year")
    return tuple(
        Footnote(
            measure=Text(row.measure.name, row.measure.name_en), year=row.year, note=row.actual.note
        )
        for row in related
        if (row.measure_id, row.year) in wanted
    )
