"""One place: every indicator of the plan in a row, levels and growth but no judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q

from areas.models import Area
from indicators.charts.wording import Text
from indicators.gauges.course import Course
from indicators.models import LIVE, Gauge, Indicator, Plan
from indicators.queries.absence import not_there
from indicators.queries.growth import Change, Values, change, values_of
from indicators.queries.overview import gauges_by_indicator, interim_figures
from indicators.queries.standing import GROUPS, Standing, courses_of, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """`on_base` and `on_last_year` compare with the base year and the year before.

    They and `before` (the base year's figure) are None where a figure is missing or the
    scope changed in between. `share` is that of the plan's own area.
    """

    row: Standing
    before: Fraction | None
    on_base: Change | None
    on_last_year: Change | None
    share: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    area: Area
    groups: tuple[tuple[Text, tuple[Level, ...]], ...]
    judged: bool
    shows_demo: bool
    has_figures: bool


def places_of(plan: Plan) -> list[Area]:
    """The 市(州) whose figures add to the plan's area, each with the area it joins."""
    joins = Q(adds_to=plan.area_id) | Q(adds_to__adds_to=plan.area_id)
    rows = Area.objects.cities().filter(joins).select_related("adds_to")
    return list(rows.order_by("adds_to__order", "order"))


def place_named(plan: Plan, code: str) -> Area:
    area = Area.objects.filter(code=code).first()
    if area is None:
        what = Text(f"没有代码为“{code}”的地区。", f"There is no place with the code “{code}”.")
        raise not_there(plan, what, route="place", instead=places_of(plan))
    return area


def place_page(plan: Plan, code: str, *, year: int | None, edition: int = LIVE) -> PlacePage:
    area = place_named(plan, code)
    courses = courses_of(plan)
    here = gauges_by_indicator(plan, area_id=area.pk, edition=edition)
    whole = gauges_by_indicator(plan, area_id=plan.area_id, edition=edition)
    interim = interim_figures(area.pk, year=year)
    levels = []
    for course in courses:
        key = course.indicator.pk
        row = standing(
            course,
            area_id=area.pk,
            gauges=here[key],
            year=year,
            interim=interim.get(course.indicator.measure_id),
        )
        levels.append(_level(row, course, here[key], whole[key]))
    return PlacePage(
        area=area,
        groups=tuple(
            (words, found)
            for group, words in GROUPS.items()
            if (found := tuple(level for level in levels if level.row.group == group))
        ),
        judged=any(area.pk in course.targets for course in courses),
        shows_demo=any(level.row.demo for level in levels),
        has_figures=any(level.row.value is not None for level in levels),
    )


def _level(row: Standing, course: Course, here: Sequence[Gauge], whole: Sequence[Gauge]) -> Level:
    # A demonstration beside a real figure makes no growth.
    values = values_of(here, demo=row.demo)
    return Level(
        row=row,
        before=None if row.year == row.base_year else values.get(row.base_year),
        on_base=_growth(values, row, row.base_year, course.breaks),
        on_last_year=None
        if row.year is None
        else _growth(values, row, row.year - 1, course.breaks),
        share=_share(row, course.indicator, whole),
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
