"""One cell of the province's record: every figure there is, which counts, and what to add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from areas.models import Area
from areas.problems import Problem
from collection import official
from collection.concealment import can_be_concealed, concealment_of
from collection.doors import Asked, signed_in
from collection.entry import LONGEST_REMARK
from collection.figure_cells import PLACES, Cell, cell_of
from collection.models import ChoiceProposal
from collection.official import Document, Statement
from collection.refusals import NotThere, NotYours, RefusedChange
from collection.sent import words
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text
from indicators.models import Actual, CurrentFigure, Measure, Origin, Plan
from indicators.queries.plans import newest_plan
from indicators.queries.statements import ORIGINS, value_or_mark
from indicators.queries.words import unit_words

LONGEST = 200
KINDS = [(kind.value, ORIGINS[kind]) for kind in official.KINDS]
VINTAGE_NAMES = [(value, vintage.name) for value, vintage in VINTAGES.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One figure on record for the cell. `proposal`: that it should count, not confirmed yet."""

    actual: Actual
    shown: Text
    origin: Text
    vintage: Text
    counts: bool
    can_count: bool
    proposal: ChoiceProposal | None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def figures(request: Asked) -> HttpResponse:
    """`?area=&measure=&year=` names the cell; `POST` puts another figure on record beside."""
    if not request.rights.may("enter_official"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    cell, problem, asked = cell_of(request.GET), None, False
    if request.method == "POST":
        if cell is None:
            raise NotThere
        try:
            official.state(_said(cell, request.POST), by=request.actor, rights=request.rights)
        except NotYours:
            raise
        except RefusedChange as refused:
            problem, asked = refused.problem, isinstance(refused, official.InQuestion)
        else:
            return HttpResponseRedirect(cell.address)
    plan = newest_plan()
    context = {
        "cell": cell,
        "unit": unit_words(cell.measure.unit) if cell else None,
        "known": _known(cell) if cell else (),
        "concealment": concealment_of(cell) if cell else None,
        "can_be_concealed": cell is not None and can_be_concealed(cell),
        "problem": problem,
        "asked": asked,
        "sent": request.POST,
        "own": request.actor.user,
        "kinds": KINDS,
        "vintages": VINTAGE_NAMES,
        **_choices(plan),
    }
    return render(request, "collection/figures.html", context, status=422 if problem else 200)


@require_POST
@signed_in
def choose_figure(request: Asked, pk: int) -> HttpResponse:
    """Propose that the figure counts, or confirm that another proposed it."""
    if not request.rights.may("revise"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    actual = Actual.objects.select_related("area", "measure").filter(pk=pk).first()
    if actual is None:
        raise NotThere
    made = ChoiceProposal.objects.filter(
        actual=actual, confirmed_by=None, taken_back_at=None
    ).first()
    if made is not None:
        official.confirm_choice(made.pk, by=request.actor, rights=request.rights)
    else:
        reason = words(request.POST.get("reason", ""), most=LONGEST_REMARK)
        official.propose_choice(actual, reason=reason, by=request.actor, rights=request.rights)
    cell = Cell(area=actual.area, measure=actual.measure, year=actual.year)
    return HttpResponseRedirect(cell.address)


def _said(cell: Cell, sent: QueryDict) -> Statement:
    def text(name: str, most: int = LONGEST) -> str:
        return words(str(sent.get(name, "")), most=most)

    return Statement(
        area=cell.area, measure=cell.measure, year=cell.year, kind=text("kind"),
        vintage=text("vintage"), raw=text("raw"), reason=text("reason"),
        confirmed=sent.get("confirmed") == "yes",
        document=Document(
            title=text("title", 120), publisher=text("publisher"), number=text("number", 60),
            dated=text("dated"),
        ),
    )  # fmt: skip


def _known(cell: Cell) -> Sequence[Known]:
    rows = Actual.objects.filter(area=cell.area, measure=cell.measure, year=cell.year)
    counting = CurrentFigure.objects.filter(
        area=cell.area, measure=cell.measure, year=cell.year
    ).values_list("actual_id", flat=True)
    counts = set(counting)
    proposals = ChoiceProposal.objects.filter(
        actual__in=rows, confirmed_by=None, taken_back_at=None
    )
    proposed = {each.actual_id: each for each in proposals.select_related("by")}
    return [
        Known(
            actual=row,
            shown=value_or_mark(row.value, row.mark, cell.measure.decimals, row.exactness),
            origin=ORIGINS[Origin(row.origin)],
            vintage=VINTAGES[row.vintage].name,
            counts=row.pk in counts,
            can_count=row.pk not in counts and row.as_at is None and not row.withdraws,
            proposal=proposed.get(row.pk),
        )
        for row in rows.select_related("source", "recorded_by").order_by("-sequence")
    ]


def _choices(plan: Plan | None) -> dict[str, object]:
    measures = plan.measures.order_by("id") if plan else Measure.objects.none()
    years = range(plan.base_year, plan.target_year + 1) if plan else ()
    areas = Area.objects.filter(kind__in=PLACES).in_order()
    return {"areas": areas, "measures": measures, "years": [str(year) for year in years]}
