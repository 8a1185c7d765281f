"""An invented country and its plan: a nation, provinces, economic areas, cities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from areas.models import Area
from benchmarks.sizes import MEASURES, Size
from indicators.models import Baseline, Indicator, Measure, Plan, Target, Unit

BASE_YEAR: Final = 2021

RATIOS: Final = {11: (12, 13), 14: (15, 13)}
"""Published measure of a ratio → its parts; both ratios share their denominator."""

PARTS: Final = {part for parts in RATIOS.values() for part in parts}
RULES: Final = {16: "maintain", 17: "yearly", 18: "cumulative", 20: "average_growth"}
"""Every other indicator is to reach a level."""

THRESHOLDS: Final = {
    "ahead": Decimal("1.1"),
    "on_schedule": Decimal("0.9"),
    "behind": Decimal("0.6"),
    "exceeded": Decimal("1.05"),
    "nearly": Decimal("0.9"),
}


def invent(size: Size) -> tuple[Plan, list[Area]]:
    """The plan, with its indicators and targets, and the cities that report."""
    nation, provinces, cities = _areas(size)
    plan = _plan(nation, target_year=BASE_YEAR + size.years - 1)
    measures = {n: _measure(n) for n in range(1, MEASURES + 1)}
    plan.measures.set(measures.values())
    for n in measures.keys() - PARTS:
        _aims(_indicator(plan, n, measures), [nation, *provinces])
    return plan, cities


def _areas(size: Size) -> tuple[Area, list[Area], list[Area]]:
    nation = _area("nation", Area.Kind.NATION, None)
    provinces = [_area(f"p{n}", Area.Kind.PROVINCE, nation) for n in range(size.provinces)]
    economic_areas = [
        _area(f"{province.code}-e{n}", Area.Kind.ECONOMIC_AREA, province)
        for province in provinces
        for n in range(size.economic_areas)
    ]
    cities = [
        _area(f"{economic_area.code}-c{n}", Area.Kind.CITY, economic_area)
        for economic_area in economic_areas
        for n in range(size.cities)
    ]
    return nation, provinces, cities


def _area(code: str, kind: Area.Kind, whole: Area | None) -> Area:
    names = {"name": code, "short_name": code, "name_en": code, "place": "invented"}
    return Area.objects.create(code=code, kind=kind, adds_to=whole, parent=whole, **names)


def _plan(nation: Area, *, target_year: int) -> Plan:
    return Plan.objects.create(
        slug="invented",
        title="Invented plan",
        issued_on=date(BASE_YEAR + 1, 1, 1),
        area=nation,
        base_year=BASE_YEAR,
        target_year=target_year,
        place="invented",
        **THRESHOLDS,
    )


def _measure(n: int) -> Measure:
    unit, _ = Unit.objects.get_or_create(symbol="家", defaults={"name_en": "enterprises"})
    return Measure.objects.create(
        code=f"m{n:02}",
        name=f"measure {n}",
        name_en=f"measure {n}",
        unit=unit,
        kind=Measure.Kind.FLOW if n in RULES else Measure.Kind.STOCK,
        additive=n not in RATIOS,
        collection=Measure.Collection.CITY,
        disclosure=Measure.Disclosure.INTERNAL,
        place="invented",
    )


def _indicator(plan: Plan, n: int, measures: dict[int, Measure]) -> Indicator:
    top, bottom = (measures[part] for part in RATIOS[n]) if n in RATIOS else (None, None)
    return Indicator.objects.create(
        plan=plan,
        code=f"i{n:02}",
        order=n,
        group=_group(n),
        name=f"indicator {n}",
        name_en=f"indicator {n}",
        unit=measures[n].unit,
        rule=RULES.get(n, "level"),
        path="linear",
        first_year=plan.base_year,
        last_year=plan.target_year,
        measure=measures[n],
        numerator=top,
        denominator=bottom,
        factor=Decimal(10_000) if top else None,
        definition="invented",
        place="invented",
    )


def _group(n: int) -> Indicator.Group:
    """Ten of the plan's first page, quotas and others, about as in a real plan."""
    if RULES.get(n) in ("yearly", "cumulative"):
        return Indicator.Group.QUOTA
    return Indicator.Group.HEADLINE if n <= 10 else Indicator.Group.PROSE


def _aims(indicator: Indicator, areas: Iterable[Area]) -> None:
    """The same way to go wherever there is a target; what is judged matters here, not how well."""
    for area in areas:
        Baseline.objects.create(
            indicator=indicator, area=area, year=indicator.plan.base_year, value=Decimal(50_000)
        )
        Target.objects.create(
            indicator=indicator,
            area=area,
            year=indicator.plan.target_year,
            operator="≥",
            value=Decimal(80 if indicator.rule == "average_growth" else 5_000_000),
            step=Decimal(1),
            in_force_from=indicator.plan.issued_on,
            document="invented",
        )
