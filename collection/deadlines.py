"""Giving one place longer, and answering what it asked for. The only writer of both."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from areas.problems import Problem
from areas.rights import Rights
from collection.access import return_for
from collection.models import ExceptionRequest, Return
from collection.refusals import NotThere, NotYours, RefusedChange, WrongState, refuse_reasonless
from collection.states import State


def return_to_date(rights: Rights, pk: int) -> Return:
    """A return whose dates may be set; what is in it stays the place's own."""
    found = Return.objects.select_related("round__plan", "area").filter(pk=pk).first()
    if found is None or rights.places("read_submitted") is not None:
        raise NotThere
    if not rights.may("set_dates"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    return found


def extend(report_id: int, until: datetime, *, reason: str, by: Actor, rights: Rights) -> Return:
    """Give one place until `until`. An open request is granted with it.

    Raises NotYours, WrongState for a locked form, RefusedChange for a moment that is past or
    before the round's own, or without a reason.
    """
    with transaction.atomic():
        return_to_date(rights, report_id)
        report = Return.objects.select_for_update(of=("self",)).get(pk=report_id)
        refuse_reasonless(reason)
        if report.state == State.LOCKED:
            raise WrongState(Problem.of("E-LOCKED"))
        if until <= max(timezone.now(), report.round.due):
            raise RefusedChange(Problem.of("E-DATE"))
        before, report.closes = report.closes, until
        report.save(update_fields=["closes"])
        change = Change(
            action="extended", subject="dates", key=str(report.pk), before={"closes": before},
            after={"closes": until}, place=report.area.code, reason=reason,
        )  # fmt: skip
        settle(report, granted=True, answer=reason, by=by)
        audit.write(change, by=by)
    return report


def ask(report_id: int, *, reason: str, by: Actor, rights: Rights) -> ExceptionRequest:
    """Ask the province for longer, or for the form back. One question at a time."""
    if by.user is None:
        raise TypeError("a request is a person's")
    with transaction.atomic():
        report = return_for(rights, report_id)
        if not rights.may("ask_exception", area_id=report.area_id):
            raise NotYours(Problem.of("E-FORBIDDEN"))
        refuse_reasonless(reason)
        try:
            with transaction.atomic():
                made = ExceptionRequest.objects.create(report=report, reason=reason, by=by.user)
        except IntegrityError as error:
            raise WrongState(Problem.of("E-DUP", what="申请")) from error
        _log(made, "exception_asked", by, reason)
    return made


def decline(request_id: int, *, answer: str, by: Actor, rights: Rights) -> None:
    """Answer with no, and why."""
    with transaction.atomic():
        made = ExceptionRequest.objects.select_for_update().filter(pk=request_id).first()
        if made is None:
            raise NotThere
        report = return_to_date(rights, made.report_id)
        refuse_reasonless(answer)
        if made.granted is not None:
            raise WrongState(Problem.of("E-STATE", state="已答复", state_en="answered"))
        settle(report, granted=False, answer=answer, by=by)


def settle(report: Return, *, granted: bool, answer: str, by: Actor) -> None:
    """Close the open request, if there is one: by an extension, a return or a refusal."""
    # Held: one that is answered meanwhile is not answered again.
    made = report.requests.select_for_update().filter(granted=None).first()
    if made is None:
        return
    made.granted, made.answer = granted, answer
    made.answered_by, made.answered_at = by.user, timezone.now()
    made.save(update_fields=["granted", "answer", "answered_by", "answered_at"])
    _log(made, "exception_granted" if granted else "exception_declined", by, answer)


def _log(made: ExceptionRequest, action: str, by: Actor, reason: str) -> None:
    change = Change(
        action=action, subject="request", key=str(made.pk), place=made.report.area.code,
        after={"return": made.report_id}, reason=reason,
    )  # fmt: skip
    audit.write(change, by=by)
