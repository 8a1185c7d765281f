"""One place: every indicator of the plan in a row, levels and growth but no judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q
from django.urls import reverse

from areas.models import Area
from indicators.charts.wording import Text
from indicators.models import LIVE, Gauge, Indicator, Plan, ScopeBreak
from indicators.queries.absence import NotThere
from indicators.queries.overview import gauges_by_indicator, targets_by_indicator
from indicators.queries.standing import Standing, goal_in_force, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """`on_base` and `on_last_year` are growth ratios, `share` that of the province's figure.

    None where a figure is missing or the scope changed in between.
    """

    row: Standing
    on_base: Fraction | None
    on_last_year: Fraction | None
    share: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    area: Area
    levels: tuple[Level, ...]
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
        raise NotThere(
            Text(f"没有代码为“{code}”的地区。", f"There is no place with the code “{code}”."),
            [
                (Text(row.name, row.name_en), reverse("place", args=(plan.slug, row.code)))
                for row in places_of(plan)
            ],
        )
    return area


def place_page(plan: Plan, code: str, *, year: int | None, edition: int = LIVE) -> PlacePage:
    area = place_named(plan, code)
    indicators = list(Indicator.objects.filter(plan=plan).select_related("unit", "measure"))
    here = gauges_by_indicator(plan, area_id=area.pk, edition=edition)
    whole = gauges_by_indicator(plan, area_id=plan.area_id, edition=edition)
    goals = targets_by_indicator(plan, area_id=area.pk)
    broken = _breaks()
    levels = []
    for indicator in indicators:
        goal = goal_in_force(goals[indicator.pk], year=year or plan.target_year)
        row = standing(plan, indicator, gauges=here[indicator.pk], goal=goal, year=year)
        levels.append(_level(row, indicator, here[indicator.pk], whole[indicator.pk], broken))
    return PlacePage(
        area=area,
        levels=tuple(levels),
        shows_demo=any(level.row.demo for level in levels),
        has_figures=any(level.row.value is not None for level in levels),
    )


def _breaks() -> dict[int, list[int]]:
    """The first years of a new scope by measure."""
    found: dict[int, list[int]] = {}
    for measure, year in ScopeBreak.objects.values_list("measure_id", "year"):
        found.setdefault(measure, []).append(year)
    return found


def _level(
    row: Standing,
    indicator: Indicator,
    here: Sequence[Gauge],
    whole: Sequence[Gauge],
    broken: dict[int, list[int]],
) -> Level:
    values = {gauge.year: gauge.value for gauge in here}
    parts = (indicator.measure_id, indicator.numerator_id, indicator.denominator_id)
    breaks = [year for part in parts if part for year in broken.get(part, ())]
    return Level(
        row=row,
        on_base=_growth(values, row, row.base_year, breaks),
        on_last_year=None if row.year is None else _growth(values, row, row.year - 1, breaks),
        share=_share(row, indicator, whole),
    )


def _growth(
    values: dict[int, Fraction | None], row: Standing, since: int, breaks: Sequence[int]
) -> Fraction | None:
    before = values.get(since)
    if row.year is None or since >= row.year or row.value is None or not before or before < 0:
        return None
    if any(since < year <= row.year for year in breaks):
        return None
    return row.value / before - 1


def _share(row: Standing, indicator: Indicator, whole: Sequence[Gauge]) -> Fraction | None:
    if indicator.factor is not None or not indicator.measure.additive or row.value is None:
        return None
    total = next((gauge.value for gauge in whole if gauge.year == row.year), None)
    return row.value / total if total else None
