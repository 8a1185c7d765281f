"""演示数据: labelled figures for every 市(州), plausible in size and shape, from a seed.

They show what the pages look like when the cities have reported. They never
enter counts by status, judgement text or the province's gauges.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from areas.models import Area
from indicators import record
from indicators.models import Actual, Measure, Origin, Plan, Vintage

SEED = 20211017
DECAY = 0.86
"""City sizes fall off by a constant share, the first city far ahead, as in most provinces."""


def load(plan: Plan) -> int:
    """Record demo figures for all cities and measures of the plan; returns how many were added."""
    cities = list(Area.objects.cities().filter(adds_to__isnull=False).in_order())
    measures = list(plan.measures.order_by("id"))
    return record.record(list(_figures(plan, cities, measures)))


def refuses(plan: Plan) -> bool:
    """True where reported figures stand: demo figures are not put beside them."""
    return Actual.objects.filter(origin=Origin.REPORTED, measure__plans=plan).exists()


def _figures(plan: Plan, cities: list[Area], measures: list[Measure]) -> Iterator[record.Figure]:
    shares = _shares(cities)
    for measure in measures:
        chance = random.Random(f"{SEED}/{measure.code}")  # noqa: S311 - repeatable on purpose
        level, growth = _size(measure, plan), Decimal(chance.randint(104, 118)) / 100
        for city in cities:
            local = level * shares[city.code] if measure.additive else level
            value = local * Decimal(chance.randint(80, 120)) / 100
            for year in range(plan.base_year, plan.target_year + 1):
                yield _figure(measure, city, year, value)
                wobble = Decimal(chance.randint(97, 104)) / 100
                value = value * (growth if measure.additive else Decimal("1.02")) * wobble


def _shares(cities: list[Area]) -> Mapping[str, Decimal]:
    """A share of the province for each city, the largest first; they add up to about one."""
    weights = [
        Decimal(10) if n == 0 else Decimal(str(round(DECAY**n, 4))) for n in range(len(cities))
    ]
    total = sum(weights, Decimal(0))
    return {city.code: weight / total for city, weight in zip(cities, weights, strict=True)}


def _size(measure: Measure, plan: Plan) -> Decimal:
    """The province's size of a measure: its base-year figure where one is known."""
    known = (
        Actual.objects.filter(measure=measure, area=plan.area, value__isnull=False)
        .exclude(origin=Origin.DEMO)
        .order_by("year", "sequence")
        .first()
    )
    if known and known.value:
        return Decimal(known.value)
    for indicator in measure.indicators.filter(plan=plan):
        for baseline in indicator.baselines.filter(area=plan.area):
            return Decimal(baseline.value)
    return Decimal(2000) if measure.additive else Decimal(10)


def _figure(measure: Measure, city: Area, year: int, value: Decimal) -> record.Figure:
    quantum = Decimal(1).scaleb(-measure.decimals)
    return record.Figure(
        cell=record.Cell(city.pk, measure.pk, year),
        value=value.quantize(quantum, rounding=ROUND_HALF_UP),
        vintage=Vintage.ANNUAL.value,
        origin=Origin.DEMO.value,
        note="演示数据,非官方数据,不得引用",
        note_en="Demo data; not official, not to be quoted",
    )
