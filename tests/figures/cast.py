"""The small cast of the tests: one province, its plan, and what is said about it.

The province 蜀 is made of 平原 (cities 安 and 博) and 山区 (city 慈). 安 has a high-tech zone and a
county, which are part of it and join no total.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from areas.models import Area
from indicators import gauges, record
from indicators.models import (
    LIVE,
    Actual,
    Baseline,
    CurrentFigure,
    Gauge,
    Indicator,
    Measure,
    Plan,
    Source,
    Target,
    Unit,
)

BASE, MIDDLE, END = 2021, 2023, 2025
UNITS = [
    ("家", "家", "1"),
    ("万家", "家", "10000"),
    ("元", "元", "1"),
    ("万元", "元", "10000"),
    ("亿元", "元", "100000000"),
    ("件", "件", "1"),
    ("万人", "人", "10000"),
    ("%", "1", "0.01"),
    ("件/万人", None, None),
]
AREAS: list[tuple[str, str, str, str | None]] = [
    ("shu", "province", "", None),
    ("plain", "economic_area", "shu", "shu"),
    ("hills", "economic_area", "shu", "shu"),
    ("an", "city", "plain", "plain"),
    ("bo", "city", "plain", "plain"),
    ("ci", "city", "hills", "hills"),
    ("an-zone", "zone", "an", None),
    ("an-county", "county", "an", None),
]
MEASURES: list[tuple[str, str, dict[str, Any]]] = [
    ("firms", "家", {}),
    ("hitech", "亿元", {"decimals": 2, "kind": "flow"}),
    ("revenue", "亿元", {"decimals": 2, "kind": "flow"}),
    ("share", "%", {"decimals": 1, "additive": False}),
    ("patents", "件", {}),
    ("people", "万人", {"decimals": 2}),
    ("density", "件/万人", {"decimals": 2, "additive": False}),
    ("filed", "家", {"kind": "flow"}),
    ("grants", "家", {"kind": "flow"}),
]
SHARE = {"numerator": "hitech", "denominator": "revenue", "factor": Decimal(100)}
DENSITY = {
    "numerator": "patents",
    "denominator": "people",
    "factor": Decimal(1),
    "denominator_lag": 1,
}
QUOTA = {"first_year": 2022, "last_year": END}
INDICATORS: list[tuple[str, str, str | None, str | None, dict[str, Any]]] = [
    ("firms", "firms", "100", "200", {}),
    ("share", "share", "30", "38", SHARE),
    ("density", "density", None, "5", DENSITY),
    ("filed", "filed", None, "50", {"rule": "yearly", **QUOTA}),
    ("grants", "grants", None, "100", {"rule": "cumulative", **QUOTA}),
    ("growth", "revenue", "1000", "5", {"rule": "average_growth"}),
]
BANDS = {"ahead": "1.1", "on_schedule": "0.9", "behind": "0.6", "exceeded": "1.05", "nearly": "0.9"}
GAUGE_COLUMNS = [
    field.attname
    for field in Gauge._meta.concrete_fields
    if field.attname not in ("area_id", "indicator_id", "year", "edition", "computed_at")
]

Standing = dict[tuple[str, str, int], dict[str, Any]]
"""Every gauge by area, indicator and year, without the time of its computation."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The plan with its places and measures by code, and short ways to speak about them."""

    plan: Plan
    areas: dict[str, Area]
    measures: dict[str, Measure]

    def cell(self, area: str, measure: str, year: int) -> record.Cell:
        return record.Cell(self.areas[area].pk, self.measures[measure].pk, year)

    def figure(
        self, area: str, measure: str, year: int, value: str | None, **said: Any
    ) -> record.Figure:
        """What a bureau says: an annual, exact, published figure unless told otherwise."""
        return record.Figure(
            cell=self.cell(area, measure, year),
            value=None if value is None else Decimal(value),
            **{"vintage": "annual", "origin": "published", **said},
        )

    def say(self, area: str, measure: str, year: int, value: str | None, **said: Any) -> int:
        return record.record([self.figure(area, measure, year, value, **said)])

    def said(self, area: str, measure: str, year: int) -> list[Actual]:
        area_id, measure_id, _ = self.cell(area, measure, year)
        rows = Actual.objects.filter(area_id=area_id, measure_id=measure_id, year=year)
        return list(rows.order_by("sequence"))

    def current(self, area: str, measure: str, year: int) -> CurrentFigure | None:
        return CurrentFigure.objects.filter(**self.cell(area, measure, year)._asdict()).first()

    def gauge(self, area: str, indicator: str, year: int) -> Gauge:
        """The gauge after everything due has been recomputed."""
        gauges.drain()
        return Gauge.objects.get(
            area=self.areas[area], indicator=self.indicator(indicator), year=year, edition=LIVE
        )

    def indicator(self, code: str) -> Indicator:
        return Indicator.objects.get(plan=self.plan, code=code)

    def target(self, indicator: str, value: str, *, in_force_from: date, **more: Any) -> None:
        """A further target or a revision; the plan is judged again."""
        Target.objects.create(
            indicator=self.indicator(indicator),
            year=END,
            value=Decimal(value),
            **{
                "area": self.plan.area,
                "operator": "≥",
                "document": f"{in_force_from}",
                "in_force_from": in_force_from,
                **more,
            },
        )
        record.plan_changed(self.plan)

    def baseline(self, indicator: str, value: str, kind: str, **more: Any) -> None:
        Baseline.objects.create(
            indicator=self.indicator(indicator),
            area=self.plan.area,
            kind=kind,
            year=BASE,
            value=Decimal(value),
            **more,
        )
        record.plan_changed(self.plan)


def standing() -> Standing:
    """All gauges as they stand."""
    rows = Gauge.objects.select_related("area", "indicator")
    return {
        (row.area.code, row.indicator.code, row.year): {
            name: getattr(row, name) for name in GAUGE_COLUMNS
        }
        for row in rows
    }


def rebuilt() -> Standing:
    """All gauges computed afresh from nothing but the facts."""
    Gauge.objects.all().delete()
    record.rebuild_current_figures()
    gauges.rebuild(list(Plan.objects.all()))
    return standing()


def source(key: str, dated: str) -> Source:
    return Source.objects.create(key=key, title=key, publisher="统计局", dated=dated)


def assemble() -> Cast:
    """Put the cast on stage; nothing is computed and nothing is due yet."""
    areas = _areas()
    units = {symbol: _unit(symbol, base, times) for symbol, base, times in UNITS}
    measures = {code: _measure(code, units[unit], more) for code, unit, more in MEASURES}
    plan = _plan(areas["shu"])
    plan.measures.set(measures.values())
    for order, (code, measure, base, target, more) in enumerate(INDICATORS):
        _indicator(plan, order, code, measures[measure], measures, base, target, more)
    return Cast(plan, areas, measures)


def _areas() -> dict[str, Area]:
    found: dict[str, Area] = {}
    for order, (code, kind, parent, total) in enumerate(AREAS):
        found[code] = Area.objects.create(
            code=code,
            kind=kind,
            parent=found.get(parent),
            adds_to=found[total] if total else None,
            order=order,
            **_names(code),
            short_name=code,
        )
    return found


def _names(code: str) -> dict[str, str]:
    return {"name": f"{code}名", "name_en": code.title(), "place": "表1"}


def _unit(symbol: str, base: str | None, times: str | None) -> Unit:
    return Unit.objects.create(
        symbol=symbol, name_en=symbol, base=base, times=None if times is None else Decimal(times)
    )


def _measure(code: str, unit: Unit, more: dict[str, Any]) -> Measure:
    kinds = {"kind": "stock", "collection": "city", "disclosure": "open"}
    return Measure.objects.create(code=code, unit=unit, **_names(code), **{**kinds, **more})


def _plan(province: Area) -> Plan:
    return Plan.objects.create(
        slug="shu-plan",
        title="蜀省规划",
        short_title="规划",
        name_en="Plan of Shu",
        short_name_en="Plan",
        issuer="科技厅",
        issuer_en="Department",
        issued_on=date(2022, 1, 1),
        area=province,
        base_year=BASE,
        target_year=END,
        place="封面",
        **{name: Decimal(value) for name, value in BANDS.items()},
    )


def _indicator(
    plan: Plan,
    order: int,
    code: str,
    measure: Measure,
    measures: dict[str, Measure],
    base: str | None,
    target: str | None,
    more: dict[str, Any],
) -> None:
    ratio: dict[str, Any] = {
        name: measures[more[name]] for name in ("numerator", "denominator") if name in more
    }
    row = Indicator.objects.create(
        plan=plan,
        code=code,
        no=order + 1,
        order=order,
        group="headline",
        unit=measure.unit,
        measure=measure,
        definition="定义",
        **_names(code),
        **({"rule": "level", "path": "linear"} | more | ratio),
    )
    if base:
        Baseline.objects.create(
            indicator=row, area=plan.area, kind="printed", year=BASE, value=Decimal(base)
        )
    if target:
        Target.objects.create(
            indicator=row,
            area=plan.area,
            year=END,
            operator="≥",
            value=Decimal(target),
            step=Decimal(1),
            in_force_from=plan.issued_on,
            document="规划",
        )


def everywhere(cast: Cast, measure: str, year: int, **values: str) -> None:
    for area, value in values.items():
        cast.say(area, measure, year, value)


def revenue(cast: Cast, year: int, **parts: tuple[str, str]) -> None:
    for area, (hitech, whole) in parts.items():
        cast.say(area, "hitech", year, hitech)
        cast.say(area, "revenue", year, whole)


def coverage(gauge: Gauge) -> tuple[str, int, int]:
    return gauge.basis, gauge.counted, gauge.due
