"""The plan and its figures, for other programs. Figures are text: no program rounds them unasked.

Without a token, or with one of somebody who may not see more, the latest release is answered from.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from ninja import Field, Query, Router

from areas.api import area_named
from areas.interface.caller import ANYONE, Called
from areas.interface.faults import READING, Refusal, Refused
from areas.interface.pages import Page, Paged, page_of, whole
from areas.problems import Problem
from indicators.api_shapes import (
    ActualOut,
    GaugeOut,
    IndicatorOut,
    MeasureOut,
    PlanOut,
    ReleaseOut,
    TargetOut,
    actual_out,
    gauge_out,
    indicator_out,
    measure_out,
    plan_out,
    release_out,
    target_out,
)
from indicators.counting import Cell, counted_on, end_of, known_on
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

router = Router(tags=["plan"], auth=ANYONE)
figures = Router(tags=["figures"], auth=ANYONE)
YEARS = (1900, 2200)
Year = Field(None, ge=YEARS[0], le=YEARS[1])


class TargetsAsked(Paged):
    indicator: str = ""
    area: str = ""


class ActualsAsked(Paged):
    measure: str = ""
    area: str = ""
    year: int | None = Year
    as_of: str = Field(
        "",
        max_length=40,
        description="As known then: a day (to its end at +08:00), or a moment with its zone. What a source "
        "says is known from its date on, what has none from when it was recorded.",
    )


class GaugesAsked(Paged):
    indicator: str = ""
    area: str = ""
    year: int | None = Year
    release: int | None = Field(None, ge=1, le=10**6, description="Number of an earlier release.")


@router.get("/plans", response={200: Page[PlanOut], READING: Refusal}, url_name="api_plans")
def plans(request: Called) -> Any:
    rows = Plan.objects.select_related("area", "succeeds").order_by("-target_year", "slug")
    return whole(plan_out(row) for row in rows)


@router.get("/plans/{plan}", response={200: PlanOut, READING: Refusal}, url_name="api_plan")
def plan(request: Called, plan: str) -> Any:
    return plan_out(plan_of(request, plan))


@router.get(
    "/plans/{plan}/measures", response={200: Page[MeasureOut], READING: Refusal}, url_name="api_measures"
)  # fmt: skip
def measures(request: Called, plan: str) -> Any:
    rows = plan_of(request, plan).measures.select_related("unit").order_by("id")
    return whole(measure_out(row) for row in rows)


@router.get(
    "/plans/{plan}/indicators",
    response={200: Page[IndicatorOut], READING: Refusal},
    url_name="api_indicators",
)
def indicators(request: Called, plan: str) -> Any:
    return whole(indicator_out(row) for row in _indicators(plan_of(request, plan)))


@router.get(
    "/plans/{plan}/indicators/{code}",
    response={200: IndicatorOut, READING: Refusal},
    url_name="api_indicator",
)
def indicator(request: Called, plan: str, code: str) -> Any:
    return indicator_out(_indicator_named(plan_of(request, plan), code))


@router.get(
    "/plans/{plan}/targets", response={200: Page[TargetOut], READING: Refusal}, url_name="api_targets"
)  # fmt: skip
def targets(request: Called, plan: str, asked: Query[TargetsAsked]) -> Any:
    """Every target in every revision, as printed."""
    found = plan_of(request, plan)
    rows = Target.objects.filter(indicator__plan=found).select_related("indicator", "area")
    return page_of(_narrowed(rows, found, asked), asked, by=("id",), item=target_out)


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
    page = page_of(_narrowed(rows, found, asked), asked, by=("id",), item=lambda row: row)
    counting = _counting(page["items"], moment)
    return {**page, "items": [actual_out(row, row.pk in counting) for row in page["items"]]}


@figures.get(
    "/plans/{plan}/gauges", response={200: Page[GaugeOut], READING: Refusal}, url_name="api_gauges"
)  # fmt: skip
def gauges(request: Called, plan: str, asked: Query[GaugesAsked]) -> Any:
    """Progress of each indicator in each place and year, as the pages show it."""
    found = plan_of(request, plan)
    if asked.release is not None:
        found.edition = _release(found, asked.release).pk
    rows = Gauge.objects.filter(edition=found.edition, indicator__plan=found)
    rows = _narrowed(rows, found, asked).select_related("area", "indicator")
    return page_of(rows, asked, by=("area_id", "indicator_id", "year"), item=gauge_out)


@figures.get(
    "/plans/{plan}/releases", response={200: Page[ReleaseOut], READING: Refusal}, url_name="api_releases"
)  # fmt: skip
def releases(request: Called, plan: str) -> Any:
    rows = Release.objects.filter(plan=plan_of(request, plan)).order_by("-number")
    return whole(release_out(row) for row in rows)


@figures.get(
    "/plans/{plan}/releases/{number}",
    response={200: ReleaseOut, READING: Refusal},
    url_name="api_release",
)
def release(request: Called, plan: str, number: int) -> Any:
    return release_out(_release(plan_of(request, plan), number))


def plan_of(request: Called, slug: str) -> Plan:
    """The plan in the edition of the caller. Raises Refused (404)."""
    try:
        return plan_for(request, slug)
    except Http404 as error:
        raise Refused(404, Problem.of("E-NOTFOUND"), place="plan") from error


RowT = TypeVar("RowT", bound=Model)


def _narrowed(
    rows: QuerySet[RowT], plan: Plan, asked: TargetsAsked | ActualsAsked | GaugesAsked
) -> QuerySet[RowT]:
    """Of what was asked for by name and year. Raises Refused (404) for an unknown name."""
    if code := getattr(asked, "indicator", ""):
        rows = rows.filter(indicator=_indicator_named(plan, code))
    if code := getattr(asked, "measure", ""):
        rows = rows.filter(measure=_measure_named(plan, code))
    if asked.area:
        rows = rows.filter(area=area_named(asked.area))
    if (year := getattr(asked, "year", None)) is not None:
        rows = rows.filter(year=year)
    return rows


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
            return end_of(date.fromisoformat(said))
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
