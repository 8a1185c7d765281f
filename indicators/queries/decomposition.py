"""The change of the plan's area between two years, through which 市(州) it came.

The figures of one kind only: real ones with the official figure of the whole, or demonstrations
with their own sum. A place that has both kinds, or lacks one, is left out and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from areas.models import Area
from indicators.charts.chart import Chart
from indicators.charts.steps import Step, Waterfall
from indicators.charts.waterfall import waterfall
from indicators.charts.wording import Language, Text, sign_of
from indicators.gauges.course import Course
from indicators.models import Gauge, Plan
from indicators.queries.growth import Values, contribution, values_of
from indicators.queries.standing import Standing

OFFICIAL = ("official", "published", "derived")
OWN_SUM = Text("市（州）合计", "places' sum")
LEAST = 2
"""Fewer places decompose nothing."""
NEITHER = (None, None)


def decomposition(
    course: Course,
    row: Standing,
    places: Sequence[Area],
    gauges: Iterable[Gauge],
    whole: Sequence[Gauge],
    *,
    year: int | None,
    language: Language,
) -> tuple[Chart | None, Text | None]:
    """The chart, or why there is none; neither where the question does not arise.

    `gauges` are those of the places, `whole` those of the plan's area; `year` as asked for.
    """
    if course.indicator.factor is not None or not course.indicator.measure.additive:
        return NEITHER
    by_place = _by_place(places, gauges)
    years = _years(row, by_place, year=year)
    if years is None:
        return NEITHER
    broken = [found for found in course.breaks if years[0] < found <= years[1]]
    if broken:
        return None, _across(max(broken))
    pairs = {demo: _pairs(by_place, *years, demo=demo) for demo in (False, True)}
    demo = len(pairs[True]) > len(pairs[False])
    if len(pairs[demo]) < LEAST:
        return None, _too_few(*years)
    official = None if demo else _official(whole, *years)
    shown = _waterfall(course.plan, row, places, pairs[demo], official, years=years, demo=demo)
    return waterfall(shown, language=language), None


def _across(year: int) -> Text:
    return Text(
        f"统计口径自{year}年起有调整，前后数值不可比，不作分解。",
        f"The statistical scope changed in {year}: figures before and after it are not compared, "
        "so the change is not decomposed.",
    )


def _too_few(since: int, until: int) -> Text:
    return Text(
        f"{since}年、{until}年均有数值的市（州）不足{LEAST}个，不作分解。",
        f"Fewer than {LEAST} places have a figure for both {since} and {until}, so the change is "
        "not decomposed.",
    )


ByPlace = Mapping[int, Sequence[Gauge]]
Pair = tuple[Fraction, Fraction]


def _by_place(places: Sequence[Area], gauges: Iterable[Gauge]) -> ByPlace:
    found: dict[int, list[Gauge]] = {place.pk: [] for place in places}
    for gauge in gauges:
        if gauge.value is not None:
            found[gauge.area_id].append(gauge)
    return found


def _years(row: Standing, by_place: ByPlace, *, year: int | None) -> tuple[int, int] | None:
    """From the base year, or the first in which every place has a figure, to the page's year."""
    counts: dict[int, int] = {}
    for gauges in by_place.values():
        for gauge in gauges:
            counts[gauge.year] = counts.get(gauge.year, 0) + 1
    shown = year or row.year
    until = shown if shown in counts or year else max(counts, default=None)
    if until is None or until not in counts:
        return None
    earlier = sorted(known for known in counts if row.base_year <= known < until)
    full = [known for known in earlier if counts[known] == len(by_place)]
    since = full[0] if full else row.base_year
    return (since, until) if since in earlier else None


def _pairs(by_place: ByPlace, since: int, until: int, *, demo: bool) -> Mapping[int, Pair]:
    """The figures of the two years, of each place that has both of the kind."""
    found: dict[int, Pair] = {}
    for place, gauges in by_place.items():
        values: Values = values_of(gauges, demo=demo)
        if since in values and until in values:
            found[place] = (values[since], values[until])
    return found


def _official(whole: Sequence[Gauge], since: int, until: int) -> tuple[Gauge, Gauge] | None:
    found = {g.year: g for g in whole if g.basis in OFFICIAL and not g.demo and g.value is not None}
    return (found[since], found[until]) if since in found and until in found else None


def _waterfall(
    plan: Plan,
    row: Standing,
    places: Sequence[Area],
    pairs: Mapping[int, Pair],
    official: tuple[Gauge, Gauge] | None,
    *,
    years: tuple[int, int],
    demo: bool,
) -> Waterfall:
    start, end = _ends(pairs, official)
    return Waterfall(
        name=row.name,
        unit=row.unit,
        decimals=row.decimals,
        since=years[0],
        until=years[1],
        whole=Text(plan.area.short_name, plan.area.name_en) if official else OWN_SUM,
        start=start,
        end=end,
        steps=[
            _step(place, pairs[place.pk], end - start, rising=row.operator != "≤")
            for place in places
            if place.pk in pairs
        ],
        about=(sign_of(official[0].exactness), sign_of(official[1].exactness))
        if official
        else ("", ""),
        own_sum=official is None,
        left_out=[_name(place) for place in places if place.pk not in pairs],
        demo=demo,
    )


def _ends(pairs: Mapping[int, Pair], official: tuple[Gauge, Gauge] | None) -> Pair:
    if official is None:
        before, after = zip(*pairs.values(), strict=True)
        return sum(before, Fraction(0)), sum(after, Fraction(0))
    start, end = (Fraction(gauge.value or 0) for gauge in official)
    return start, end


def _step(place: Area, pair: Pair, change: Fraction, *, rising: bool) -> Step:
    before, after = pair
    share = contribution(after - before, change, rising=rising)
    return Step(name=_name(place), before=before, after=after, share=share)


def _name(place: Area) -> Text:
    return Text(place.short_name, place.name_en)
