"""One place: every indicator of the plan in a row, levels and growth but no judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q

from areas.models import Area
from indicators.charts.wording import Text
from indicators.gauges.course import Course
from indicators.models import Gauge, Indicator, Plan
from indicators.queries.absence import not_there
from indicators.queries.beside import KINDS
from indicators.queries.footnotes import Footnote, footnotes
from indicators.queries.growth import Change, Values, change, values_of
from indicators.queries.milestones import MilestoneRow, milestone_rows
from indicators.queries.overview import gauges_by_indicator, interim_figures
from indicators.queries.parts import Parts, parts_of
from indicators.queries.standing import GROUPS, Standing, courses_of, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """`on_base` and `on_last_year` compare with the base year and the year before.

    They and `before` (the base year's figure) are None where a figure is missing or the
    scope changed in between. `share` is that of the plan's own area. `counted`,
    `demo_counted` and `due` count the places a sum is made of.
    """

    row: Standing
    before: Fraction | None
    on_base: Change | None
    on_last_year: Change | None
    share: Fraction | None
    counted: int = 0
    demo_counted: int = 0
    due: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """`beside` says that the place is shown for comparison and has only a few figures.

    `compared`: it is one of the places whose figures add to the plan's area.
    `milestones` are those that lie in the place, such as a zone's upgrade.
    """

    area: Area
    groups: tuple[tuple[Text, tuple[Level, ...]], ...]
    parts: Parts
    milestones: tuple[MilestoneRow, ...]
    notes: tuple[Footnote, ...]
    beside: bool
    compared: bool
    judged: bool
    shows_demo: bool
    has_figures: bool


def places_of(plan: Plan) -> list[Area]:
    """The 市(州) whose figures add to the plan's area, each with the area it joins."""
    joins = Q(adds_to=plan.area_id) | Q(adds_to__adds_to=plan.area_id)
    rows = Area.objects.cities().filter(joins).select_related("adds_to")
    return list(rows.order_by("adds_to__order", "order"))


def groups_of(plan: Plan) -> list[Area]:
    """The 经济区 that places can be compared within, in order."""
    found = {p.adds_to.pk: p.adds_to for p in places_of(plan) if p.adds_to is not None}
    return [area for area in found.values() if area.pk != plan.area_id]


def place_named(plan: Plan, code: str) -> Area:
    area = Area.objects.select_related("adds_to", "parent").filter(code=code).first()
    if area is None:
        what = Text(f"没有代码为“{code}”的地区。", f"There is no place with the code “{code}”.")
        raise not_there(plan, what, route="place", instead=places_of(plan))
    return area


def place_page(plan: Plan, code: str, *, year: int | None) -> PlacePage:
    area = place_named(plan, code)
    courses = courses_of(plan)
    here = gauges_by_indicator(plan, area_id=area.pk)
    whole = gauges_by_indicator(plan, area_id=plan.area_id)
    interim = interim_figures(plan, area_id=area.pk, year=year)
    beside = area.kind in KINDS
    rows = [
        standing(
            course,
            area_id=area.pk,
            gauges=here[course.indicator.pk],
            year=year,
            interim=interim.get(course.indicator.measure_id),
        )
        for course in courses
    ]
    within = _lies_within(plan, area)
    levels = [
        _level(row, course, here[course.indicator.pk], whole[course.indicator.pk] if within else ())
        for course, row in zip(courses, rows, strict=True)
        if not beside or row.value is not None
    ]
    shown = [
        (course, row.year)
        for course, row in zip(courses, rows, strict=True)
        if row.value is not None and row.year is not None
    ]
    parts = parts_of(plan, area, zip(courses, rows, strict=True), year=year)
    return PlacePage(
        area=area,
        groups=tuple(
            (words, found)
            for group, words in GROUPS.items()
            if (found := tuple(level for level in levels if level.row.group == group))
        ),
        parts=parts,
        milestones=milestone_rows(plan.milestones.filter(area=area).select_related("area"), plan),
        notes=footnotes(plan, shown, area_id=area.pk),
        beside=beside,
        compared=within and area.pk != plan.area_id,
        judged=any(area.pk in course.targets for course in courses),
        shows_demo=parts.shows_demo or any(level.row.demo for level in levels),
        has_figures=any(level.row.value is not None for level in levels),
    )


def _lies_within(plan: Plan, area: Area) -> bool:
    """Whether the area's figures are part of the plan's own, so that a share of it means anything."""
    totals = (area.pk, area.adds_to_id, area.adds_to.adds_to_id if area.adds_to else None)
    return plan.area_id in totals


def _level(row: Standing, course: Course, here: Sequence[Gauge], whole: Sequence[Gauge]) -> Level:
    # A demonstration beside a real figure makes no growth.
    values = values_of(here, demo=row.demo)
    own = next((gauge for gauge in here if gauge.year == row.year), None)
    return Level(
        row=row,
        before=None if row.year == row.base_year else values.get(row.base_year),
        on_base=_growth(values, row, row.base_year, course.breaks),
        on_last_year=None
        if row.year is None
        else _growth(values, row, row.year - 1, course.breaks),
        share=_share(row, course.indicator, whole),
        counted=own.counted if own else 0,
        demo_counted=own.demo_counted if own else 0,
        due=own.due if own else 0,
    )


def _growth(values: Values, row: Standing, since: int, breaks: Sequence[int]) -> Change | None:
    if row.year is None:
        return None
    points = row.unit.zh == "%"
    return change(values, since=since, until=row.year, breaks=breaks, points=points)


def _share(row: Standing, indicator: Indicator, whole: Sequence[Gauge]) -> Fraction | None:
    if indicator.factor is not None or not indicator.measure.additive or row.value is None:
        return None
    total = next((gauge.value for gauge in whole if gauge.year == row.year), None)
    return row.value / total if total else None
