"""Fetching a return and asking whether it may be seen are one step."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts import audit
from accounts.audit import Actor, Change
from areas.models import Seat
from areas.problems import Problem
from areas.rights import Rights
from collection.models import NoteDraft, Return, Round
from collection.refusals import NotThere, NotYours
from collection.states import EDITABLE, State

VISIBLE: Final = (
    ("read_drafts", (*EDITABLE, State.AT_HEAD)),
    ("read_submitted", (State.AT_PROVINCE, State.RETURNED)),
    ("read_accepted", (State.ACCEPTED, State.LOCKED)),
)
"""Which right opens a return in which states; what lies with the head is the city's own still."""


def readable(rights: Rights) -> Q:
    """What of a place, whether figures or words, the person may read in the state it is in."""
    allowed = Q(pk__in=[])
    for action, states in VISIBLE:
        places = rights.places(action)
        anywhere = Q(state__in=states)
        allowed |= anywhere if places is None else anywhere & Q(area__in=places)
    return allowed


def visible(rights: Rights) -> QuerySet[Return]:
    """The returns whose figures the person may read, each in the state it is in."""
    return Return.objects.filter(readable(rights)).select_related("round__plan", "area")


def return_for(rights: Rights, pk: int) -> Return:
    """Raises NotThere alike for what is not there and for what is not this person's to see."""
    found = visible(rights).filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def hold(rights: Rights, pk: int) -> Return:
    """The return, for this person's eyes, held until the transaction ends. Raises NotThere."""
    return_for(rights, pk)
    rows = Return.objects.select_for_update(of=("self",)).select_related("round", "area")
    return rows.get(pk=pk)


def round_for(rights: Rights, pk: int, right: str) -> Round:
    """Raises NotThere for a city, which has only its own forms, and NotYours without the right."""
    found = Round.objects.select_related("plan").filter(pk=pk).first()
    if found is None or rights.places("read_submitted") is not None:
        raise NotThere
    if not rights.may(right):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    return found


def note_reading(report: Return | NoteDraft, *, by: Actor, rights: Rights) -> None:
    """An auditor's look at what is not published is itself on record."""
    if {seat.role for seat in rights.seats} == {Seat.Role.AUDITOR}:
        with transaction.atomic():
            change = Change(
                action="looked_up",
                subject="reading_note" if isinstance(report, NoteDraft) else "reading",
                key=str(report.pk),
                place=report.area.code,
            )
            audit.write(change, by=by)
