"""The plan and its figures, for other programs. Figures are text: no program rounds them unasked.

Without a token, or with one of somebody who may not see more, the latest release is answered from.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from areas.api import area_named
from areas.interface.caller import ANYONE, Called
from areas.interface.faults import READING, Refusal, Refused
from areas.interface.pages import Page, Paged, page_of, whole
from areas.problems import Problem
from indicators.counting import Cell, counted_on, known_on
from indicators.editions import plan_for
from indicators.models import (
    Actual,
    CurrentFigure,
    Gauge,
    Indicator,
    Measure,
    Plan,
    Release,
    Target,
)
from indicators.queries.table import text_of

router = Router(tags=["plan"], auth=ANYONE)
figures = Router(tags=["figures"], auth=ANYONE)
YEARS = (1900, 2200)


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


class TargetsAsked(Paged):
    indicator: str = ""
    area: str = ""


class ActualsAsked(Paged):
    measure: str = ""
    area: str = ""
    year: int | None = Field(None, ge=YEARS[0], le=YEARS[1])
    as_of: str = Field(
        "",
        max_length=40,
        description="As known then: a day (to its end at +08:00), or a moment with its zone. What a source "
        "says is known from its date on, what has none from when it was recorded.",
    )


class GaugesAsked(Paged):
    indicator: str = ""
    area: str = ""
    year: int | None = Field(None, ge=YEARS[0], le=YEARS[1])
    release: int | None = Field(None, ge=1, le=10**6, description="Number of an earlier release.")


@router.get("/plans", response={200: Page[PlanOut], READING: Refusal}, url_name="api_plans")
def plans(request: Called) -> Any:
    rows = Plan.objects.select_related("area", "succeeds").order_by("-target_year", "slug")
    return whole(_plan(row) for row in rows)


@router.get("/plans/{plan}", response={200: PlanOut, READING: Refusal}, url_name="api_plan")
def plan(request: Called, plan: str) -> Any:
    return _plan(Plan.objects.select_related("area", "succeeds").get(pk=plan_of(request, plan).pk))


@router.get(
    "/plans/{plan}/measures", response={200: Page[MeasureOut], READING: Refusal}, url_name="api_measures"
)  # fmt: skip
def measures(request: Called, plan: str) -> Any:
    rows = plan_of(request, plan).measures.select_related("unit").order_by("id")
    return whole(_measure(row) for row in rows)


@router.get(
    "/plans/{plan}/indicators",
    response={200: Page[IndicatorOut], READING: Refusal},
    url_name="api_indicators",
)
def indicators(request: Called, plan: str) -> Any:
    return whole(_indicator(row) for row in _indicators(plan_of(request, plan)))


@router.get(
    "/plans/{plan}/indicators/{code}",
    response={200: IndicatorOut, READING: Refusal},
    url_name="api_indicator",
)
def indicator(request: Called, plan: str, code: str) -> Any:
    return _indicator(_indicator_named(plan_of(request, plan), code))


@router.get(
    "/plans/{plan}/targets", response={200: Page[TargetOut], READING: Refusal}, url_name="api_targets"
)  # fmt: skip
def targets(request: Called, plan: str, asked: Query[TargetsAsked]) -> Any:
    """Every target in every revision, as printed."""
    found = plan_of(request, plan)
    rows = Target.objects.filter(indicator__plan=found).select_related("indicator", "area")
    if asked.indicator:
        rows = rows.filter(indicator=_indicator_named(found, asked.indicator))
    if asked.area:
        rows = rows.filter(area=area_named(asked.area))
    return page_of(rows, asked, by=("id",), item=_target)


@figures.get(
    "/plans/{plan}/actuals", response={200: Page[ActualOut], READING: Refusal}, url_name="api_actuals"
)  # fmt: skip
def actuals(request: Called, plan: str, asked: Query[ActualsAsked]) -> Any:
    """What has been stated, by whom, when: nothing is ever taken out of this list.

    In public what was stated of the plan's own area; officials see their own places as well.
    """
    found = plan_of(request, plan)
    rows = _seen(request, found).select_related("measure", "area", "source")
    moment = _moment(asked.as_of) if asked.as_of else None
    if moment is not None:
        rows = known_on(rows, moment)
    if asked.measure:
        rows = rows.filter(measure=_measure_named(found, asked.measure))
    if asked.area:
        rows = rows.filter(area=area_named(asked.area))
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    page = page_of(rows, asked, by=("id",), item=lambda row: row)
    counting = _counting(page["items"], moment)
    return {**page, "items": [_actual(row, row.pk in counting) for row in page["items"]]}


@figures.get(
    "/plans/{plan}/gauges", response={200: Page[GaugeOut], READING: Refusal}, url_name="api_gauges"
)  # fmt: skip
def gauges(request: Called, plan: str, asked: Query[GaugesAsked]) -> Any:
    """Progress of each indicator in each place and year, as the pages show it."""
    found = plan_of(request, plan)
    if asked.release is not None:
        found.edition = _release(found, asked.release).pk
    rows = Gauge.objects.filter(edition=found.edition, indicator__plan=found)
    if asked.indicator:
        rows = rows.filter(indicator=_indicator_named(found, asked.indicator))
    if asked.area:
        rows = rows.filter(area=area_named(asked.area))
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    by = ("area_id", "indicator_id", "year")
    return page_of(rows.select_related("area", "indicator"), asked, by=by, item=_gauge)


@figures.get(
    "/plans/{plan}/releases", response={200: Page[ReleaseOut], READING: Refusal}, url_name="api_releases"
)  # fmt: skip
def releases(request: Called, plan: str) -> Any:
    rows = Release.objects.filter(plan=plan_of(request, plan)).order_by("-number")
    return whole(_released(row) for row in rows)


@figures.get(
    "/plans/{plan}/releases/{number}",
    response={200: ReleaseOut, READING: Refusal},
    url_name="api_release",
)
def release(request: Called, plan: str, number: int) -> Any:
    return _released(_release(plan_of(request, plan), number))


def plan_of(request: Called, slug: str) -> Plan:
    """The plan in the edition of the caller. Raises Refused (404)."""
    try:
        return plan_for(request, slug)
    except Http404 as error:
        raise Refused(404, Problem.of("E-NOTFOUND"), place="plan") from error


def text(value: Decimal | None) -> str | None:
    """A figure exactly, without an exponent."""
    return None if value is None else f"{value:f}"


def _seen(request: Called, plan: Plan) -> QuerySet[Actual]:
    """Statements of the plan's measures that the caller may see."""
    rows = Actual.objects.filter(measure__plans=plan)
    everywhere = request.auth.rights.places("read_accepted")
    if everywhere is None:
        return rows
    public = Q(area=plan.area_id)
    if plan.last_fact is not None:
        public &= Q(pk__lte=plan.last_fact)
    return rows.filter(public | Q(area__in=everywhere))


def _counting(rows: list[Actual], moment: datetime | None) -> set[int]:
    """Which of the statements count: now, or by what was known at the moment."""
    if moment is not None:
        cells = {Cell(row.area_id, row.measure_id, row.year) for row in rows}
        return {fact.id for fact in counted_on(cells, moment)}
    current = CurrentFigure.objects.filter(actual__in=[row.pk for row in rows])
    return set(current.values_list("actual_id", flat=True))


def _moment(said: str) -> datetime:
    """The end of a day at +08:00, or the moment itself. Raises Refused (400) for what is unclear."""
    refused = Refused(400, Problem.of("E-DATE"), place="as_of")
    try:
        if len(said) == 10:
            end = datetime.combine(date.fromisoformat(said) + timedelta(days=1), time())
            return timezone.make_aware(end) - timedelta(microseconds=1)
        # A plus that was not escaped arrives as a space.
        moment = datetime.fromisoformat(said.replace(" ", "+") if "T" in said else said)
    except (ValueError, OverflowError) as error:
        raise refused from error
    if moment.tzinfo is None or not 1970 <= moment.year <= YEARS[1]:
        raise refused
    return moment


def _indicators(plan: Plan) -> QuerySet[Indicator]:
    related = ("unit", "measure", "numerator", "denominator")
    return Indicator.objects.filter(plan=plan).select_related(*related).order_by("order", "id")


def _indicator_named(plan: Plan, code: str) -> Indicator:
    found = _indicators(plan).filter(code=code).first()
    if found is None:
        raise Refused(404, Problem.of("E-NOTFOUND"), place="indicator")
    return found


def _measure_named(plan: Plan, code: str) -> Measure:
    found = plan.measures.filter(code=code).first()
    if found is None:
        raise Refused(404, Problem.of("E-NOTFOUND"), place="measure")
    return found


def _release(plan: Plan, number: int) -> Release:
    if not 0 < number < 2**31:
        raise Refused(404, Problem.of("E-NOTFOUND"), place="number")
    found = Release.objects.filter(plan=plan, number=number).first()
    if found is None:
        raise Refused(404, Problem.of("E-NOTFOUND"), place="release")
    return found


def _plan(row: Plan) -> dict[str, Any]:
    names = ("slug", "title", "name_en", "issuer", "issued_on", "base_year", "target_year")
    succeeds = row.succeeds.slug if row.succeeds else None
    return {**_copied(row, names), "area": row.area.code, "succeeds": succeeds}


def _measure(row: Measure) -> dict[str, Any]:
    names = ("code", "name", "name_en", "decimals", "kind", "additive", "collection", "disclosure")
    return {**_copied(row, names), "unit": row.unit.symbol}


def _indicator(row: Indicator) -> dict[str, Any]:
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


def _target(row: Target) -> dict[str, Any]:
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


def _actual(row: Actual, counts: bool) -> dict[str, Any]:
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


def _gauge(row: Gauge) -> dict[str, Any]:
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


def _released(row: Release) -> dict[str, Any]:
    return _copied(row, ("number", "published_at", "digest", "note"))


def _copied(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
