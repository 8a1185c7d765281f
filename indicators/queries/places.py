"""The 市(州) of a plan on its map and by economic area, with how much of each is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from areas.models import Area
from indicators.charts.wording import Language, Text
from indicators.models import Gauge, Indicator, Plan
from indicators.queries.coverage import Coverage, Known, coverage
from indicators.queries.map import Map, map_of
from indicators.queries.place import places_of
from indicators.queries.standing import courses_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesPage:
    """`groups` are the places by the total they join."""

    groups: tuple[tuple[Area, tuple[tuple[Area, Coverage], ...]], ...]
    map: Map | None
    count: int
    due: int
    shows_demo: bool


def places_page(plan: Plan, *, year: int | None, language: Language) -> PlacesPage:
    places = places_of(plan)
    found = _figures(plan, places, year=year)
    headline = [c for c in courses_of(plan) if c.indicator.group == Indicator.Group.HEADLINE]
    covered = {p.pk: coverage(found.get(p.pk, ()), due=len(headline)) for p in places}
    return PlacesPage(
        groups=_grouped(places, covered),
        map=_map(plan, places, covered, year=year, language=language),
        count=len(places),
        due=len(headline),
        shows_demo=any(each.demo for each in covered.values()),
    )


def _figures(plan: Plan, places: Sequence[Area], *, year: int | None) -> dict[int, list[Known]]:
    rows = Gauge.objects.filter(
        area__in=places,
        indicator__plan=plan,
        indicator__group=Indicator.Group.HEADLINE,
        edition=plan.edition,
        value__isnull=False,
    )
    rows = rows.filter(year__gt=plan.base_year) if year is None else rows.filter(year=year)
    found: dict[int, list[Known]] = {}
    for area, indicator, demo in rows.values_list("area_id", "indicator_id", "demo").distinct():
        found.setdefault(area, []).append((indicator, demo))
    return found


def _grouped(
    places: Sequence[Area], covered: dict[int, Coverage]
) -> tuple[tuple[Area, tuple[tuple[Area, Coverage], ...]], ...]:
    groups: dict[int, tuple[Area, list[tuple[Area, Coverage]]]] = {}
    for place in places:
        if place.adds_to is not None:
            _, members = groups.setdefault(place.adds_to.pk, (place.adds_to, []))
            members.append((place, covered[place.pk]))
    return tuple((area, tuple(members)) for area, members in groups.values())


def _map(
    plan: Plan,
    places: Sequence[Area],
    covered: dict[int, Coverage],
    *,
    year: int | None,
    language: Language,
) -> Map | None:
    return map_of(
        plan,
        places,
        {area: (each.words, Fraction(each.real)) for area, each in covered.items()},
        said=_said(covered, year),
        demo={area for area, each in covered.items() if each.demo},
        year=year,
        language=language,
    )


def _said(covered: dict[int, Coverage], year: int | None) -> Text:
    """How many places have any real figure, and how many figures the fullest of them."""
    known = sum(each.real > 0 for each in covered.values())
    most = max((each.real for each in covered.values()), default=0)
    when = Text("", "") if year is None else Text(f"{year}年", f" for {year}")
    zh = f"{len(covered)}个市（州）中{known}个已有{when.zh}主要指标实际数值，最多{most}项；"
    en = f"{known} of {len(covered)} places have real headline figures{when.en}, at most {most};"
    demo = any(each.demo for each in covered.values())
    return Text(
        f"{zh}颜色越深，到位项数越多。{'右上角三角为演示数据。' if demo else ''}",
        f"{en} the darker, the more.{' A corner marks demo data.' if demo else ''}",
    )
