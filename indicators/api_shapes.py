"""What other programs are told of a plan and its figures, and how each row becomes that."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ninja import Schema

from indicators.models import Actual, Gauge, Indicator, Measure, Plan, Release, Target
from indicators.queries.table import text_of


class PlanOut(Schema):
    slug: str
    title: str
    name_en: str
    issuer: str
    issued_on: date
    area: str
    base_year: int
    target_year: int
    succeeds: str | None


class MeasureOut(Schema):
    """`disclosure`: open, on_request or internal."""

    code: str
    name: str
    name_en: str
    unit: str
    decimals: int
    kind: str
    additive: bool
    collection: str
    disclosure: str


class IndicatorOut(Schema):
    """`numerator`, `denominator` and `factor` (text) of a ratio only."""

    code: str
    no: int | None
    group: str
    name: str
    name_en: str
    unit: str
    decimals: int
    binding: bool
    rule: str
    path: str
    measure: str
    numerator: str | None
    denominator: str | None
    factor: str | None
    definition: str
    scope: str


class TargetOut(Schema):
    """`value` and `upper` as printed; `given_as` says whether that is a level or a change."""

    indicator: str
    area: str
    kind: str
    year: int
    operator: str
    value: str | None
    upper: str | None
    given_as: str
    wording: str
    aspirational: bool
    in_force_from: date
    document: str


class ActualOut(Schema):
    """One statement. `counts`: it is the one that is used; `as_at` null for the full year."""

    id: int
    measure: str
    area: str
    year: int
    sequence: int
    value: str | None
    mark: str
    exactness: str
    as_at: date | None
    vintage: str
    origin: str
    source: str
    note: str
    recorded_at: datetime
    counts: bool


class GaugeOut(Schema):
    """Computed figures as text, rounded half up at six places; ratios, not per cent."""

    indicator: str
    area: str
    year: int
    value: str | None
    exactness: str
    basis: str
    vintage: str
    demo: bool
    baseline: str | None
    target: str | None
    expected: str | None
    done: str | None
    achieved: str | None
    schedule: str | None
    status: str
    borderline: bool
    after_period: bool
    at_least: bool
    counted: int
    due: int


class ReleaseOut(Schema):
    number: int
    published_at: datetime
    digest: str
    note: str


def text(value: Decimal | None) -> str | None:
    """A figure exactly, without an exponent."""
    return None if value is None else f"{value:f}"


def plan_out(row: Plan) -> dict[str, Any]:
    names = ("slug", "title", "name_en", "issuer", "issued_on", "base_year", "target_year")
    succeeds = row.succeeds.slug if row.succeeds else None
    return {**_copied(row, names), "area": row.area.code, "succeeds": succeeds}


def measure_out(row: Measure) -> dict[str, Any]:
    names = ("code", "name", "name_en", "decimals", "kind", "additive", "collection", "disclosure")
    return {**_copied(row, names), "unit": row.unit.symbol}


def indicator_out(row: Indicator) -> dict[str, Any]:
    names = (
        *("code", "no", "group", "name", "name_en", "decimals", "binding", "rule", "path"),
        *("definition", "scope"),
    )
    return {
        **_copied(row, names),
        "unit": row.unit.symbol,
        "measure": row.measure.code,
        "numerator": row.numerator.code if row.numerator else None,
        "denominator": row.denominator.code if row.denominator else None,
        "factor": text(row.factor),
    }


def target_out(row: Target) -> dict[str, Any]:
    names = (
        *("kind", "year", "operator", "given_as", "wording", "aspirational", "in_force_from"),
        "document",
    )
    return {
        **_copied(row, names),
        "indicator": row.indicator.code,
        "area": row.area.code,
        "value": text(row.value),
        "upper": text(row.upper),
    }


def actual_out(row: Actual, counts: bool) -> dict[str, Any]:
    names = (
        *("id", "year", "sequence", "mark", "exactness", "as_at", "vintage", "origin", "note"),
        "recorded_at",
    )
    return {
        **_copied(row, names),
        "measure": row.measure.code,
        "area": row.area.code,
        "value": text(row.value),
        "source": str(row.source or ""),
        "counts": counts,
    }


COMPUTED = ("value", "baseline", "target", "expected", "done", "achieved", "schedule")


def gauge_out(row: Gauge) -> dict[str, Any]:
    names = (
        *("year", "exactness", "basis", "vintage", "demo", "status", "borderline"),
        *("after_period", "at_least", "counted", "due"),
    )
    computed: dict[str, Fraction | None] = {name: getattr(row, name) for name in COMPUTED}
    return {
        **_copied(row, names),
        "indicator": row.indicator.code,
        "area": row.area.code,
        **{name: text_of(value) for name, value in computed.items()},
    }


def release_out(row: Release) -> dict[str, Any]:
    return _copied(row, ("number", "published_at", "digest", "note"))


def _copied(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
