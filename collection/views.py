"""Pages of those who report, check and accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from areas.matrix import Action as Granted
from areas.matrix import Condition, matrix
from areas.models import Seat
from areas.problems import Problem
from collection import entry, review, rounds
from collection.access import note_reading, return_for, round_for
from collection.checking import by_measure, checked
from collection.comparison import compared
from collection.doors import Asked, signed_in
from collection.entry import LONGEST_REMARK
from collection.form import FormPage, filled_by, form_page
from collection.lending import colleagues, lendable, lent_now
from collection.models import Return, Round
from collection.notes import AWAITED, notes_for
from collection.notes import READERS as NOTE_READERS
from collection.notes import waiting_for as waiting_notes
from collection.numbers import Wanted
from collection.once import new_key
from collection.ratios import computed_in
from collection.refusals import NotYours, RefusedChange
from collection.round_page import round_page
from collection.second_hand import proposed
from collection.sent import cells_of, moment_of, whole, words
from collection.states import Action
from collection.wants import wanted_in
from collection.workbench import open_requests, waiting_for
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text
from indicators.models import Plan, Vintage
from indicators.queries.plans import newest_plan
from indicators.queries.statements import MARKS

MARK_NAMES = [(mark.value, words) for mark, words in MARKS.items()]
NEWEST = 3
LONGEST_HEAD = 60
ROUND_RIGHTS = ("remind", "set_dates", "accept_many", "close_year", "reopen_year")
SUPPLEMENT = "supplement"
VINTAGE_NAMES = [
    *((value, vintage.name) for value, vintage in VINTAGES.items()),
    (SUPPLEMENT, Text("补报（只含尚缺的数据）", "Late figures (what is missing)")),
]


@require_GET
@signed_in
def workbench(request: Asked) -> HttpResponse:
    rows = waiting_for(request.rights)
    more: dict[str, object] = {
        "mine": [r for r in rows if r.mine],
        "others": [r for r in rows if not r.mine],
    }
    may_plan = request.rights.may("set_dates")
    may_audit = request.rights.may("read_audit")
    more |= {"may_plan": may_plan, "may_audit": may_audit}
    links = {"list": "list_users", "official": "enter_official", "security": "read_security"}
    more |= {f"may_{link}": request.rights.may(right) for link, right in links.items()}
    awaited = notes_for(request.rights).filter(state__in=AWAITED)
    drafts = awaited.defer("progress", "problems", "next_steps")
    more |= {
        "notes": len(waiting_notes(drafts, request.rights, request.actor.user_id)),
        "may_notes": any(request.rights.may(right) for right in NOTE_READERS),
        "requests": open_requests(request.rights),
        "proposals": proposed(request.rights),
    }
    if request.rights.places("read_submitted") is None:
        more["rounds"] = Round.objects.all()[:NEWEST]
    return render(request, "collection/workbench.html", more)


@require_GET
@signed_in
def my_rights(request: Asked) -> HttpResponse:
    reached = matrix().reached
    found = [
        (action, [(seat, action.grants[seat.role]) for seat in seats], _conditions(action, seats))
        for action, seats in request.rights.actions()
        if not action.everyone and action.code in reached
    ]
    more = {
        "seats": request.rights.seats,
        "granted": found,
        "lendable": [(seat, colleagues(seat)) for seat in lendable(request.rights)],
        "lent": lent_now(request.rights),
    }
    return render(request, "collection/my_rights.html", more)


def _conditions(action: Granted, seats: Sequence[Seat]) -> list[Condition]:
    """Those that concern somebody in these seats."""
    known = [matrix().conditions[code] for code in action.conditions]
    roles = {seat.role for seat in seats}
    return [each for each in known if not each.roles or roles & set(each.roles)]


@require_GET
@signed_in
def report(request: Asked, pk: int) -> HttpResponse:
    found = return_for(request.rights, pk)
    note_reading(found, by=request.actor, rights=request.rights)
    page = form_page(found, request.rights)
    return render(request, "collection/return.html", _form(page))


@require_GET
@signed_in
def print_form(request: Asked, pk: int) -> HttpResponse:
    """The form as it is signed and stamped on paper."""
    found = return_for(request.rights, pk)
    note_reading(found, by=request.actor, rights=request.rights)
    page = form_page(found, request.rights)
    sent = found.moves.filter(action=Action.SEND).select_related("by").last()
    more = {"page": page, "sent": sent, "filled_by": filled_by(found)}
    return render(request, "collection/print.html", more)


@require_GET
@signed_in
def compare_years(request: Asked, pk: int) -> HttpResponse:
    """本年与上年比较清单."""
    found = return_for(request.rights, pk)
    note_reading(found, by=request.actor, rights=request.rights)
    more = {"report": found, "rows": compared(found), "last_year": found.round.year - 1}
    return render(request, "collection/compared.html", more)


@require_POST
@signed_in
def save_cells(request: Asked, pk: int) -> HttpResponse:
    """Keep what was typed. A browser without scripts gets the form back, with what was not kept."""
    found = return_for(request.rights, pk)
    wanted = wanted_in(found)
    typed = cells_of(request.POST, wanted)
    kept = entry.keep_cells(found.pk, typed, wanted=wanted, by=request.actor, rights=request.rights)
    if "application/json" in request.headers.get("Accept", ""):
        cells = {str(key): answer.said() for key, answer in kept.items()}
        return JsonResponse({"cells": cells, **_made_of(found, wanted)})
    page = form_page(return_for(request.rights, pk), request.rights, typed=typed, kept=kept)
    return render(request, "collection/return.html", {**_form(page), "was_sent": True})


def _form(page: FormPage) -> dict[str, object]:
    """A new key for every form besides the cells that the page has; only one is sent at a time."""
    return {"page": page, "marks": MARK_NAMES, "form_key": new_key()}


@require_POST
@signed_in
def move_return(request: Asked, pk: int, action: str) -> HttpResponse:
    found = return_for(request.rights, pk)
    review.move(
        found.pk,
        Action(action),
        version=whole(request.POST.get("version", ""), "version"),
        by=request.actor,
        rights=request.rights,
        reason=words(request.POST.get("reason", ""), most=LONGEST_REMARK),
        cells=[whole(key, "cells") for key in request.POST.getlist("cells")],
    )
    return HttpResponseRedirect(reverse("workbench"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def all_rounds(request: Asked) -> HttpResponse:
    if not request.rights.may("set_dates"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    plan, problem = newest_plan(), None
    if request.method == "POST" and plan is not None:
        try:
            made = _open_round(request, plan)
        except RefusedChange as refused:
            problem = refused.problem
        else:
            return HttpResponseRedirect(reverse("round", kwargs={"pk": made.pk}))
    more = {"rounds": Round.objects.select_related("plan"), "round_plan": plan, "problem": problem}
    status = 200 if problem is None else 422
    more |= _offered(request, plan)
    return render(request, "collection/rounds.html", more, status=status)


@require_GET
@signed_in
def one_round(request: Asked, pk: int) -> HttpResponse:
    found = round_for(request.rights, pk, "read_submitted")
    page = round_page(found, request.rights)
    rights = {name: request.rights.may(name) for name in ROUND_RIGHTS}
    return render(request, "collection/round.html", {"page": page, "may": rights})


def _made_of(report: Return, wants: Mapping[int, Wanted]) -> dict[str, object]:
    """What the whole form makes now: one figure may put another in question, and moves a ratio."""
    entries = list(report.entries.select_related("measure"))
    found = {
        str(measure): [{"hard": f.hard, "zh": f.said.zh, "en": f.said.en} for f in findings]
        for measure, findings in by_measure(checked(report, entries, wants)).items()
    }
    computed = computed_in(report, {e.measure_id: e for e in entries}, wants)
    return {"found": found, "computed": {each.indicator.code: each.shown for each in computed}}


def _open_round(request: Asked, plan: Plan) -> Round:
    vintage, sent = request.POST.get("vintage", ""), request.POST.get
    supplement = vintage == SUPPLEMENT
    if supplement:
        vintage = Vintage.ANNUAL.value
    if vintage not in Vintage.values:
        raise RefusedChange(Problem.of("E-PARAM", field="vintage"))
    return rounds.open_round(
        plan,
        year=whole(sent("year", ""), "year"),
        vintage=vintage,
        dates=rounds.Dates(
            opens=moment_of(sent("opens", ""), time.min),
            due=moment_of(sent("due", ""), time(23, 59, 59)),
            closes=moment_of(sent("closes", ""), time(23, 59, 59)),
        ),
        head={name: words(sent(name, ""), most=LONGEST_HEAD) for name in rounds.HEAD},
        supplement=supplement,
        by=request.actor,
        rights=request.rights,
    )


def _offered(request: HttpRequest, plan: Plan | None) -> dict[str, Any]:
    """The choices of the form, with what was typed or what is usual: a month, and ten days of grace."""
    today = timezone.localdate()
    usual = {
        "year": str(plan.target_year if plan else today.year - 1),
        "vintage": Vintage.ANNUAL.value,
        "opens": f"{today}",
        "due": f"{today + timedelta(days=30)}",
        "closes": f"{today + timedelta(days=40)}",
        **dict.fromkeys(rounds.HEAD, ""),
    }
    given = {name: request.POST.get(name, value) for name, value in usual.items()}
    years = [str(year) for year in range(plan.base_year, plan.target_year + 1)] if plan else []
    return {"given": given, "offered_years": years, "vintages": VINTAGE_NAMES}
