"""演示数据: labelled figures for every 市(州), plausible in size and shape, from a seed.

They show what the pages look like when the cities have reported. They never
enter counts by status, judgement text or the province's gauges.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from areas.models import Area
from indicators import record
from indicators.demo_sizes import Sizes
from indicators.models import Actual, Indicator, Measure, Origin, Plan, Vintage
from indicators.units import RATIO_BASE

SEED = 20211017
SPREAD = (Decimal("0.30"), Decimal("0.90"))
CONCENTRATED = (Decimal("0.55"), Decimal("0.88"))
"""The first city's share, and how the others fall off; innovation gathers where people do less."""

LEAN = Decimal("0.15")
"""By how much a level lies above the province's in the largest city, and below in the smallest."""

Values = dict[tuple[int, int], list[Decimal]]
"""Of a measure in a city, year by year."""


def load(plan: Plan, *, largest_first: Sequence[str] = ()) -> int:
    """Record demo figures for all cities and measures of the plan; returns how many were added.

    `largest_first`: codes of cities in order of their size; the others follow in their own order.
    """
    cities = _by_size(largest_first)
    measures = list(plan.measures.select_related("unit").order_by("id"))
    return record.record(list(_figures(plan, cities, measures)))


def _by_size(largest_first: Sequence[str]) -> list[Area]:
    """Raises ValueError where a code is none of a city."""
    cities = list(Area.objects.cities().filter(adds_to__isnull=False).in_order())
    if unknown := set(largest_first) - {city.code for city in cities}:
        raise ValueError(", ".join(sorted(unknown)))
    rank = {code: n for n, code in enumerate(largest_first)}
    return sorted(cities, key=lambda city: rank.get(city.code, len(rank)))


def refuses(plan: Plan) -> bool:
    """True where reported figures stand: demo figures are not put beside them."""
    return Actual.objects.filter(origin=Origin.REPORTED, measure__plans=plan).exists()


def _figures(
    plan: Plan, cities: Sequence[Area], measures: Sequence[Measure]
) -> Iterator[record.Figure]:
    ratios = plan.indicators.exclude(numerator=None).select_related("measure")
    published = {row.measure_id: row for row in ratios}
    collected = [measure for measure in measures if measure.pk not in published]
    values = _collected(plan, cities, collected)
    for measure in measures:
        for city in cities:
            if measure.pk in published:
                series = _ratio(published[measure.pk], city, values, measure.decimals)
            else:
                series = values[measure.pk, city.pk]
            for year, value in enumerate(series, start=plan.base_year):
                yield _figure(measure, city, year, value)


def _collected(plan: Plan, cities: Sequence[Area], measures: Sequence[Measure]) -> Values:
    sizes, values = Sizes(plan), Values()
    numerators = set(plan.indicators.values_list("numerator_id", flat=True))
    wholes = set(plan.indicators.values_list("denominator_id", flat=True)) - numerators
    years = plan.target_year - plan.base_year + 1
    for measure in measures:
        chance = random.Random(f"{SEED}/{measure.code}")  # noqa: S311 - repeatable on purpose
        shares = _shares(cities, SPREAD if measure.pk in wholes else CONCENTRATED)
        levels = _levels(cities)
        for city in cities:
            part = shares[city.pk] if measure.additive else levels[city.pk]
            start = sizes.size(measure) * part * chance.randint(92, 108) / 100
            series = _series(start, sizes.growth(measure), years, chance)
            values[measure.pk, city.pk] = [
                _printed(min(value, _whole(measure)), measure.decimals) for value in series
            ]
    return values


def _shares(cities: Sequence[Area], profile: tuple[Decimal, Decimal]) -> Mapping[int, Decimal]:
    """A share of the province for each city, the first far ahead; they add up to one."""
    first, decay = profile
    weights = [decay**n for n in range(1, len(cities))]
    rest = (1 - first) / sum(weights) if weights else Decimal(0)
    shares = [first, *(weight * rest for weight in weights)]
    return {city.pk: share for city, share in zip(cities, shares, strict=True)}


def _levels(cities: Sequence[Area]) -> Mapping[int, Decimal]:
    """What adds to nothing lies a little higher in larger cities, as times the province's."""
    steps = max(len(cities) - 1, 1)
    return {city.pk: 1 + LEAN - 2 * LEAN * n / steps for n, city in enumerate(cities)}


def _series(
    start: Decimal, growth: Decimal, years: int, chance: random.Random
) -> Iterator[Decimal]:
    """Year by year, now faster and now slower, never against its own direction."""
    value = start
    for _ in range(years):
        yield value
        value *= 1 + (growth - 1) * chance.randint(50, 130) / 100


def _ratio(row: Indicator, city: Area, values: Values, decimals: int) -> list[Decimal]:
    """What the city would publish: its own parts, divided. Nothing where there is no whole."""
    if row.numerator_id is None or row.denominator_id is None or row.factor is None:
        return []
    tops = values[row.numerator_id, city.pk]
    bottoms = values[row.denominator_id, city.pk]
    lagged = [bottoms[max(0, n - row.denominator_lag)] for n in range(len(bottoms))]
    return [
        _printed(top / bottom * row.factor, decimals)
        for top, bottom in zip(tops, lagged, strict=True)
        if bottom
    ]


def _whole(measure: Measure) -> Decimal:
    """A hundred for percentages; nothing else has a ceiling."""
    times = measure.unit.times if measure.unit.base == RATIO_BASE else None
    return 1 / times if times else Decimal("Infinity")


def _printed(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _figure(measure: Measure, city: Area, year: int, value: Decimal) -> record.Figure:
    return record.Figure(
        cell=record.Cell(city.pk, measure.pk, year),
        value=value,
        vintage=Vintage.ANNUAL.value,
        origin=Origin.DEMO.value,
        note="演示数据，非官方数据，不得引用",
        note_en="Demo data; not official, not to be quoted",
    )
