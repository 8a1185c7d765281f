"""Giving and ending seats: the only writer of them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from accounts.models import User
from areas.matrix import matrix
from areas.models import Area, Seat
from areas.problems import Problem, ProblemsFound

LONGEST_LOAN_DAYS = 92


def give(
    user: User,
    role: str,
    area: Area,
    *,
    by: Actor,
    department: str = "",
    begins: date | None = None,
    ends: date | None = None,
) -> Seat:
    """A seat from today on. Raises ProblemsFound where it may not stand beside another."""
    with transaction.atomic():
        _hold(user)
        _refuse_pairs(user, role)
        _refuse_twice(user, role, area, department)
        seat = Seat.objects.create(
            user=user,
            role=role,
            area=area,
            department=department,
            begins=begins or timezone.localdate(),
            ends=ends,
        )
        audit.write(_change("seat_given", seat), by=by)
    return seat


def lend(seat: Seat, to: User, *, until: date, by: Actor) -> Seat:
    """Delegate the seat to somebody for a time, at most a quarter of a year."""
    today = timezone.localdate()
    if not today <= until or (until - today).days > LONGEST_LOAN_DAYS:
        latest = date.fromordinal(today.toordinal() + LONGEST_LOAN_DAYS)
        raise ProblemsFound([Problem.of("E-DATE-RANGE", "ends", min=today, max=latest)])
    with transaction.atomic():
        _hold(to)
        _refuse_pairs(to, seat.role)
        _refuse_twice(to, seat.role, seat.area, seat.department)
        lent = Seat.objects.create(
            user=to,
            role=seat.role,
            area=seat.area,
            department=seat.department,
            begins=today,
            ends=until,
            lent_by=seat,
        )
        audit.write(_change("seat_lent", lent), by=by)
    return lent


def end(seat: Seat, *, by: Actor, reason: str = "") -> None:
    """The seat, and what was lent from it, is in force no more."""
    with transaction.atomic():
        _hold(seat.user)
        ended = Seat.objects.filter(pk=seat.pk, ended_at=None).update(ended_at=timezone.now())
        if ended:
            audit.write(_change("seat_ended", seat, reason=reason), by=by)


def _hold(user: User) -> None:
    """Two seats of one person are not given at the same time: each might forbid the other."""
    User.objects.select_for_update().get(pk=user.pk)


def _refuse_pairs(user: User, role: str) -> None:
    held = set(Seat.objects.filter(user=user, ended_at=None).values_list("role", flat=True))
    names = matrix().roles
    for pair in matrix().apart:
        if role in pair and (other := next(each for each in pair if each != role)) in held:
            raise ProblemsFound(
                [Problem.of("E-APART", one=names[role][0], two=names[other][0],
                            one_en=names[role][1], two_en=names[other][1])]
            )  # fmt: skip


def _refuse_twice(user: User, role: str, area: Area, department: str) -> None:
    held = user.seats.filter(role=role, area=area, department=department, ended_at=None)
    # One that has run out stands in nobody's way.
    held.filter(ends__lt=timezone.localdate()).update(ended_at=timezone.now())
    if held.exists():
        zh, en = matrix().roles[role]
        raise ProblemsFound([Problem.of("E-DUP", what=f"{user} {area.short_name} {zh} {en}")])


def _change(action: str, seat: Seat, *, reason: str = "") -> Change:
    content = {
        "user": seat.user.username,
        "role": seat.role,
        "area": seat.area.code,
        "department": seat.department,
        "begins": seat.begins,
        "ends": seat.ends,
        "lent_by": seat.lent_by_id,
    }
    return Change(
        action=action,
        subject="seat",
        key=str(seat.pk),
        before=content if action == "seat_ended" else None,
        after=None if action == "seat_ended" else content,
        place=seat.area.code,
        reason=reason,
    )
