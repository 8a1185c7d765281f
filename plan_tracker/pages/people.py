"""人员: who may sign in and with which seats, and what two administrators change about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.lockout import locked
from accounts.models import User
from areas import administration
from areas.administration import Kind, NotGranted
from areas.models import Area, PersonChange, Seat
from areas.problems import Problem, ProblemsFound
from areas.rights import held_today
from collection.doors import Asked, signed_in
from collection.refusals import NotThere, NotYours, RefusedChange
from collection.sent import words

LONGEST = 200
FIELDS = ("full_name", "phone", "role", "area", "department", "ends", "seat")
CHANGES = (Kind.SEAT, Kind.PASSWORD, Kind.FACTOR, Kind.DISABLE, Kind.ENABLE)
SEATED = (Area.Kind.PROVINCE, Area.Kind.CITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One line of the list; of a name only, where no more is this reader's to know."""

    user: User
    seats: tuple[Seat, ...]
    last_seen: datetime | None


@require_GET
@signed_in
def all_people(request: Asked) -> HttpResponse:
    _require(request, "list_users")
    manages = request.rights.may("manage_users")
    context = {
        "people": _people(request.rights.places("list_users")),
        "manages": manages,
        "changes": PersonChange.objects.filter(confirmed=None).select_related("by"),
        "own": request.actor.user,
        **(_choices() if manages else {}),
    }
    return render(request, "pages/people.html", context)


@require_GET
@signed_in
def one_person(request: Asked, pk: int) -> HttpResponse:
    _require(request, "manage_users")
    return _page(request, _user(pk))


@require_http_methods(["POST"])
@signed_in
def propose_change(request: Asked) -> HttpResponse:
    _require(request, "manage_users")
    sent = {name: words(request.POST.get(name, ""), most=LONGEST) for name in FIELDS}
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        raise RefusedChange(Problem.of("E-PARAM", field="kind"))
    name = words(request.POST.get("username", ""), most=LONGEST)
    reason = words(request.POST.get("reason", ""), most=LONGEST)
    try:
        administration.propose(
            kind, name, sent, reason=reason, by=request.actor, rights=request.rights
        )
    except NotGranted as refused:
        raise NotYours(refused.problems[0]) from refused
    except ProblemsFound as found:
        # What was typed stays in the form.
        user = User.objects.filter(username=name).first() if kind != Kind.PERSON else None
        return _page(request, user, problems=found.problems, status=422)
    return HttpResponseRedirect(reverse("people"))


@require_POST
@signed_in
def decide_change(request: Asked, pk: int) -> HttpResponse:
    _require(request, "manage_users")
    change = PersonChange.objects.filter(pk=pk).first()
    if change is None:
        raise NotThere
    try:
        if request.POST.get("answer") == "refuse":
            administration.refuse(pk, by=request.actor, rights=request.rights)
            return HttpResponseRedirect(reverse("people"))
        password = administration.confirm(pk, by=request.actor, rights=request.rights)
    except NotGranted as refused:
        raise NotYours(refused.problems[0]) from refused
    except ProblemsFound as found:
        raise RefusedChange(found.problems[0]) from found
    if not password:
        return HttpResponseRedirect(reverse("people"))
    # Shown once: it is kept nowhere.
    return render(request, "pages/first_password.html", {"change": change, "password": password})


@require_POST
@signed_in
def unlock_person(request: Asked, pk: int) -> HttpResponse:
    return _at_once(request, pk, "unlock")


@require_POST
@signed_in
def end_sessions(request: Asked, pk: int) -> HttpResponse:
    return _at_once(request, pk, "end_sessions")


def _at_once(request: Asked, pk: int, right: str) -> HttpResponse:
    _require(request, right)
    user, act = _user(pk), getattr(administration, right)
    try:
        act(user, by=request.actor, rights=request.rights)
    except NotGranted as refused:
        raise NotYours(refused.problems[0]) from refused
    return HttpResponseRedirect(reverse("person", kwargs={"pk": pk}))


def _page(
    request: Asked, user: User | None, *, problems: Sequence[Problem] = (), status: int = 200
) -> HttpResponse:
    """Of one person; without one, of somebody who is to be."""
    context = {
        "person": user,
        "problems": problems,
        "sent": request.POST,
        "own": request.actor.user == user,
        "kinds": CHANGES,
        **_choices(),
    }
    if user is not None:
        context |= {
            "seats": user.seats.filter(ended_at=None).with_places(),
            "sessions": UserSession.objects.filter(user=user).count(),
            "locked": locked(user.username, ""),
            "second_factor": is_mfa_enabled(user),
            "change": PersonChange.objects.filter(username=user.username, confirmed=None).first(),
        }
    return render(request, "pages/person.html", context, status=status)


def _people(places: set[int] | None) -> list[Person]:
    """Whoever sits in the places; where it is every place, those without a seat too."""
    today = timezone.localdate()
    seats: dict[int, list[Seat]] = {}
    for seat in held_today(Seat.objects.filter(ended_at=None).with_places(), today):
        seats.setdefault(seat.user_id, []).append(seat)
    return [
        Person(user=user, seats=tuple(seats.get(user.pk, ())), last_seen=user.last_login)
        for user in User.objects.order_by("username")
        if places is None or any(seat.area_id in places for seat in seats.get(user.pk, ()))
    ]


def _choices() -> dict[str, object]:
    areas = Area.objects.filter(kind__in=SEATED).in_order()
    return {"roles": Seat.Role.choices, "areas": areas}


def _user(pk: int) -> User:
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def _require(request: Asked, right: str) -> None:
    if not request.rights.may(right):
        raise NotYours(Problem.of("E-FORBIDDEN"))
