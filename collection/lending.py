"""委托: whoever decides lends their seat for a time, so that an office of two has four eyes."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import User
from areas import seating
from areas.models import Seat
from areas.problems import Problem, ProblemsFound
from areas.rights import Rights
from collection.doors import Asked, signed_in
from collection.refusals import NotThere, NotYours, RefusedChange, WrongState

LENDABLE: Final = (Seat.Role.HEAD, Seat.Role.FIRST_REVIEWER, Seat.Role.REVIEWER)


def lendable(rights: Rights) -> list[Seat]:
    """The seats of this person that can be lent: their own, not one that was lent to them."""
    return [seat for seat in rights.seats if seat.role in LENDABLE and seat.lent_by_id is None]


def colleagues(seat: Seat) -> list[User]:
    """Whoever sits in the same place and may sign in."""
    today = timezone.localdate()
    rows = Seat.objects.filter(area=seat.area, user__is_active=True).exclude(user=seat.user)
    found = {row.user for row in rows.select_related("user") if row.in_force(today)}
    return sorted(found, key=lambda user: user.username)


def lent_now(rights: Rights) -> list[Seat]:
    """What this person has lent and what is still in force."""
    own = [seat.pk for seat in rights.seats]
    rows = Seat.objects.filter(lent_by__in=own, ended_at=None, ends__gte=timezone.localdate())
    return list(rows.select_related("user", "area"))


@require_POST
@signed_in
def lend_seat(request: Asked, pk: int) -> HttpResponse:
    seat = next((each for each in request.rights.seats if each.pk == pk), None)
    if seat is None:
        raise NotThere
    if seat not in lendable(request.rights):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    to = next(
        (user for user in colleagues(seat) if user.username == request.POST.get("to", "")), None
    )
    if to is None:
        raise RefusedChange(Problem.of("E-PARAM", field="to"))
    if any(each.user_id == to.pk and each.lent_by_id == pk for each in lent_now(request.rights)):
        raise WrongState(Problem.of("E-DUP", what=to.username))
    try:
        seating.lend(seat, to, until=_day(request.POST.get("until", "")), by=request.actor)
    except ProblemsFound as found:
        raise RefusedChange(found.problems[0]) from found
    return HttpResponseRedirect(reverse("my_rights"))


@require_POST
@signed_in
def end_loan(request: Asked, pk: int) -> HttpResponse:
    """Take back what one has lent before its time."""
    loan = next((each for each in lent_now(request.rights) if each.pk == pk), None)
    if loan is None:
        raise NotThere
    seating.end(loan, by=request.actor, reason="收回委托")
    return HttpResponseRedirect(reverse("my_rights"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RefusedChange(Problem.of("E-DATE")) from error
