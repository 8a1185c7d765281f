"""The gauges of one place and year as plain rows, for the command line and open data alike."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from areas.models import Area
from indicators.models import LIVE, Baseline, Gauge, Indicator, Plan, Target

RATIO_DECIMALS = 6
Row = dict[str, str | int | bool | None]


def text_of(value: Fraction | None, decimals: int = RATIO_DECIMALS) -> str | None:
    """An exact number as decimal text, rounded half up once; whole numbers without a point."""
    if value is None:
        return None
    scaled, rest = divmod(abs(value.numerator) * 10**decimals, value.denominator)
    rounded = scaled + (2 * rest >= value.denominator)
    text = format(Decimal(rounded if value >= 0 else -rounded).scaleb(-decimals), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def gauge_rows(plan: Plan, area: Area, year: int, *, edition: int = LIVE) -> list[Row]:
    """A row for every indicator of the plan, in the plan's order, with or without a figure."""
    gauges = {
        gauge.indicator_id: gauge
        for gauge in Gauge.objects.filter(
            area=area, year=year, edition=edition, indicator__plan=plan
        )
    }
    indicators = plan.indicators.select_related("unit").prefetch_related("baselines", "targets")
    return [_row(row, area, year, gauges.get(row.pk)) for row in indicators]


def _is_a_level(target: Target) -> bool:
    """Any other number than a level says nothing in the unit of the figures."""
    return target.value is not None and target.given_as == "level" and not target.relative_to_id


def _row(row: Indicator, area: Area, year: int, gauge: Gauge | None) -> Row:
    printed = [
        b.value
        for b in row.baselines.all()
        if b.area_id == area.pk and b.kind == Baseline.Kind.PRINTED
    ]
    targets = [
        t.value
        for t in row.targets.all()
        if t.area_id == area.pk and t.kind == Target.Kind.PLAN and _is_a_level(t)
    ]
    start = Fraction(printed[0]) if printed else None
    goal = Fraction(targets[-1]) if targets else None
    numbers = {
        name: getattr(gauge, name) if gauge else None
        for name in ("value", "expected", "done", "achieved", "schedule")
    }
    return {
        "no": row.no,
        "code": row.code,
        "name": row.name,
        "name_en": row.name_en,
        "area": area.code,
        "year": year,
        "unit": row.unit.symbol,
        "baseline": text_of(gauge.baseline if gauge and gauge.baseline is not None else start),
        "target": text_of(gauge.target if gauge and gauge.target is not None else goal),
        **{name: text_of(value) for name, value in numbers.items()},
        "status": gauge.status if gauge else "missing",
        "basis": gauge.basis if gauge else "none",
        "counted": gauge.counted if gauge else 0,
        "due": gauge.due if gauge else 0,
        "demo": gauge.demo if gauge else False,
        "borderline": gauge.borderline if gauge else False,
        "after_period": gauge.after_period if gauge else False,
        "at_least": gauge.at_least if gauge else False,
        "vintage": gauge.vintage if gauge else "",
    }
