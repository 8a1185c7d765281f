"""Moves of a round as a whole: many accepted at once, 验收 and lock, reopen."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.audit import Actor
from areas.problems import Problem
from areas.rights import Rights
from collection import review
from collection.access import round_for
from collection.doors import Asked, signed_in
from collection.entry import LONGEST_REMARK
from collection.models import Return, Round
from collection.refusals import RefusedChange, WrongState
from collection.sent import pairs_of, words
from collection.states import STEPS, Action, State

FINISHED = (State.ACCEPTED, State.LOCKED)


@require_POST
@signed_in
def accept_many(request: Asked, pk: int) -> HttpResponse:
    round_for(request.rights, pk, "accept_many")
    answer: HttpResponse = _accept_many(request, pk)
    return answer


@require_POST
@signed_in
def lock_round(request: Asked, pk: int) -> HttpResponse:
    round_for(request.rights, pk, STEPS[Action.LOCK].right)
    answer: HttpResponse = _lock_round(request, pk)
    return answer


@require_POST
@signed_in
def reopen_round(request: Asked, pk: int) -> HttpResponse:
    found = round_for(request.rights, pk, STEPS[Action.REOPEN].right)
    reason = words(request.POST.get("reason", ""), most=LONGEST_REMARK)
    move_all(found, Action.REOPEN, by=request.actor, rights=request.rights, reason=reason)
    return HttpResponseRedirect(reverse("round", kwargs={"pk": pk}))


@reauthentication_required  # type: ignore[untyped-decorator]
def _accept_many(request: Asked, pk: int) -> HttpResponse:
    """Each by itself: one that was moved meanwhile does not keep the others."""
    found = round_for(request.rights, pk, "accept_many")
    ticked = pairs_of(request.POST, ("version",))["version"]
    rows = {row.pk: row for row in found.returns.filter(pk__in=ticked).select_related("area")}
    refused: list[tuple[Return, Problem]] = []
    for report_id, row in rows.items():
        try:
            review.move(
                report_id,
                Action.ACCEPT,
                version=ticked[report_id],
                by=request.actor,
                rights=request.rights,
            )
        except RefusedChange as problem:
            refused.append((row, problem.problem))
    if not refused:
        return HttpResponseRedirect(reverse("round", kwargs={"pk": pk}))
    more = {"round": found, "refused": refused, "accepted": len(rows) - len(refused)}
    return render(request, "collection/accepted.html", more, status=409)


@reauthentication_required  # type: ignore[untyped-decorator]
def _lock_round(request: Asked, pk: int) -> HttpResponse:
    found = round_for(request.rights, pk, STEPS[Action.LOCK].right)
    with transaction.atomic():
        # Held, so that none is revoked between this look and the lock.
        held = list(found.returns.select_for_update().order_by("pk"))
        if open_still := sum(report.state not in FINISHED for report in held):
            state = f"还有{open_still}个单位未审核通过"
            state_en = f"{open_still} places are not accepted yet"
            raise WrongState(Problem.of("E-STATE", state=state, state_en=state_en))
        move_all(found, Action.LOCK, by=request.actor, rights=request.rights)
    return HttpResponseRedirect(reverse("round", kwargs={"pk": pk}))


def move_all(found: Round, action: Action, *, by: Actor, rights: Rights, reason: str = "") -> None:
    """The action on every return of the round that it can begin from: all of them or none."""
    with transaction.atomic():
        rows = found.returns.filter(state__in=STEPS[action].begins).order_by("pk")
        # All are held before the first writes to the log, which everybody waits for.
        for held in list(rows.select_for_update()):
            review.move(held.pk, action, version=held.version, by=by, rights=rights, reason=reason)
