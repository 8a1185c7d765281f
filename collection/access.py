"""Fetching a return and asking whether it may be seen are one step."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts import audit
from accounts.audit import Actor, Change
from areas.models import Seat
from areas.rights import Rights
from collection.models import Return
from collection.refusals import NotThere
from collection.states import EDITABLE, State

VISIBLE: Final = (
    ("read_drafts", (*EDITABLE, State.AT_HEAD)),
    ("read_submitted", (State.AT_PROVINCE, State.RETURNED)),
    ("read_accepted", (State.ACCEPTED, State.LOCKED)),
)
"""Which right opens a return in which states; what lies with the head is the city's own still."""


def visible(rights: Rights) -> QuerySet[Return]:
    """The returns whose figures the person may read, each in the state it is in."""
    allowed = Q(pk__in=[])
    for action, states in VISIBLE:
        places = rights.places(action)
        anywhere = Q(state__in=states)
        allowed |= anywhere if places is None else anywhere & Q(area__in=places)
    return Return.objects.filter(allowed).select_related("round__plan", "area")


def return_for(rights: Rights, pk: int) -> Return:
    """Raises NotThere alike for what is not there and for what is not this person's to see."""
    found = visible(rights).filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def note_reading(report: Return, *, by: Actor, rights: Rights) -> None:
    """An auditor's look at figures that are not published is itself on record."""
    if {seat.role for seat in rights.seats} == {Seat.Role.AUDITOR}:
        with transaction.atomic():
            change = Change(
                action="looked_up", subject="reading", key=str(report.pk), place=report.area.code
            )
            audit.write(change, by=by)
