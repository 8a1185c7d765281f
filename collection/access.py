"""Fetching a return and asking whether it may be seen are one step."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts import audit
from accounts.audit import Actor, Change
from areas.models import Seat
from areas.rights import Rights
from collection.models import Return
from collection.refusals import NotThere
from collection.states import EDITABLE, SENT, State

SUBMITTED = (*SENT, State.AT_HEAD, State.RETURNED)


def visible(rights: Rights) -> QuerySet[Return]:
    """The returns whose figures the person may read, each in the state it is in.

    A draft is its city's own. What was sent or returned is the province's to read as
    well, but a form that lies with the city's head is not yet.
    """
    allowed = Q(pk__in=[])
    for action, states in (
        ("read_drafts", list(EDITABLE)),
        ("read_submitted", [State.AT_HEAD]),
        ("read_submitted", [State.AT_PROVINCE, State.RETURNED]),
        ("read_accepted", [State.ACCEPTED, State.LOCKED]),
    ):
        places = rights.places(action)
        own = rights.places("read_drafts") or set()
        of_states = Q(state__in=states)
        if places is not None:
            allowed |= of_states & Q(area__in=places)
        elif states == [State.AT_HEAD]:
            allowed |= of_states & Q(area__in=own)
        else:
            allowed |= of_states
    rows = Return.objects.filter(allowed)
    return rows.select_related("round__plan", "area", "submitted_by", "sent_by")


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
