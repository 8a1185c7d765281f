"""Pages about time: 催报, giving one place longer, asking for it."""

from __future__ import annotations

from datetime import time

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from areas.problems import Problem
from collection import deadlines, reminders
from collection.access import round_for
from collection.doors import Asked, signed_in
from collection.entry import LONGEST_REMARK
from collection.form import state_shown
from collection.models import Return
from collection.refusals import RefusedChange
from collection.sent import moment_of, words

LONGEST_WORDS = 200


@require_POST
@signed_in
def remind_round(request: Asked, pk: int) -> HttpResponse:
    found = round_for(request.rights, pk, "remind")
    said = words(request.POST.get("words", ""), most=LONGEST_WORDS)
    reminders.press(found, words=said, by=request.actor, rights=request.rights)
    return HttpResponseRedirect(reverse("round", kwargs={"pk": pk}))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def return_dates(request: Asked, pk: int) -> HttpResponse:
    report, problem = deadlines.return_to_date(request.rights, pk), None
    if request.method == "POST":
        try:
            _extend(request, report)
        except RefusedChange as refused:
            problem = refused.problem
        else:
            return HttpResponseRedirect(reverse("round", kwargs={"pk": report.round_id}))
    context = {
        "report": report,
        "state": state_shown(report.state),
        "open": report.requests.filter(granted=None).select_related("by").first(),
        "problem": problem,
        "until": request.POST.get("until", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "collection/dates.html", context, status=422 if problem else 200)


@require_POST
@signed_in
def ask_exception(request: Asked, pk: int) -> HttpResponse:
    said = words(request.POST.get("reason", ""), most=LONGEST_REMARK)
    deadlines.ask(pk, reason=said, by=request.actor, rights=request.rights)
    return HttpResponseRedirect(reverse("return", kwargs={"pk": pk}))


@require_POST
@signed_in
def decline_exception(request: Asked, pk: int) -> HttpResponse:
    said = words(request.POST.get("answer", ""), most=LONGEST_REMARK)
    deadlines.decline(pk, answer=said, by=request.actor, rights=request.rights)
    return HttpResponseRedirect(reverse("workbench"))


def _extend(request: Asked, report: Return) -> None:
    until = request.POST.get("until", "")
    if not until:
        raise RefusedChange(Problem.of("E-DATE"))
    deadlines.extend(
        report.pk,
        moment_of(until, time(23, 59, 59)),
        reason=words(request.POST.get("reason", ""), most=LONGEST_REMARK),
        by=request.actor,
        rights=request.rights,
    )
