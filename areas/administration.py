"""Changing people and their seats: one administrator proposes, another confirms.

The only writer of such changes on the pages; commands at the machine go by `seating` themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit, people
from accounts.audit import Actor, Change
from accounts.lockout import Kind as Event
from accounts.lockout import note
from accounts.models import Token, User
from areas import seating
from areas.models import Area, PersonChange, Seat
from areas.problems import Problem, ProblemsFound
from areas.rights import Rights

Kind = PersonChange.Kind

NAME: Final = re.compile(r"[\w.-]{2,60}")
HIGH: Final = frozenset({Seat.Role.ACCOUNTS, Seat.Role.PLANNER, Seat.Role.AUDITOR})
"""Seats that administer or look over the others' shoulders."""
LEAST_REASON: Final = 2


class NotGranted(ProblemsFound):
    """The right is missing, or it would be one's own affair."""


def propose(
    kind: str,
    username: str,
    content: Mapping[str, str],
    *,
    reason: str,
    by: Actor,
    rights: Rights,
) -> PersonChange:
    """Raises NotGranted, or ProblemsFound with everything that is wrong with it."""
    if by.user is None:
        raise TypeError("a change is proposed by a person")
    name = unicodedata.normalize("NFKC", username).strip()
    checked = _checked(Kind(kind), name, content, reason)
    _refuse(Kind(kind), name, checked, by, rights)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = PersonChange.objects.create(
                    kind=kind, username=name, content=checked, reason=reason, by=by.user
                )
        except IntegrityError as error:
            raise ProblemsFound([Problem.of("E-DUP", what=name)]) from error
        _log(made, "person_proposed", by)
    return made


def confirm(pk: int, *, by: Actor, rights: Rights) -> str:
    """Carry out what another proposed. The answer is a first password where one was made."""
    with transaction.atomic():
        change = _open_change(pk)
        if by.user is None or change.by_id == by.user.pk:
            raise NotGranted([Problem.of("E-SOD")])
        _refuse(Kind(change.kind), change.username, change.content, by, rights)
        _decide(change, confirmed=True, by=by)
        password = _carry_out(change, by)
        _log(change, "person_confirmed", by)
    return password


def refuse(pk: int, *, by: Actor, rights: Rights) -> None:
    """Say no to a proposal, or take back one's own."""
    with transaction.atomic():
        change = _open_change(pk)
        if not rights.may(right_of(Kind(change.kind), change.content)):
            raise NotGranted([Problem.of("E-FORBIDDEN")])
        if by.user is not None and change.by_id == by.user.pk:
            PersonChange.objects.filter(pk=pk).update(confirmed=False, decided_at=timezone.now())
        else:
            _decide(change, confirmed=False, by=by)
        _log(change, "person_refused", by)


def unlock(user: User, *, by: Actor, rights: Rights) -> None:
    """End the quarter of an hour after too many wrong passwords."""
    _alone("unlock", user, by, rights)
    with transaction.atomic():
        note(Event.UNLOCKED, user.username, by.address)
        audit.write(Change(action="unlocked", subject="user", key=user.username), by=by)


def end_sessions(user: User, *, by: Actor, rights: Rights) -> int:
    """Sign somebody out wherever they are signed in, programs too; how many sessions that were."""
    _alone("end_sessions", user, by, rights)
    with transaction.atomic():
        sessions = list(UserSession.objects.filter(user=user))
        for session in sessions:
            session.end()
        living = Token.objects.filter(user=user, revoked_at=None)
        after = {"sessions": len(sessions), "tokens": living.update(revoked_at=timezone.now())}
        change = Change(action="sessions_ended", subject="user", key=user.username, after=after)
        audit.write(change, by=by)
    return len(sessions)


def right_of(kind: Kind, content: Mapping[str, Any]) -> str:
    """The action of the matrix: seats that administer have one of their own."""
    if kind == Kind.FACTOR:
        return "reset_factor"
    return "grant_high" if content.get("role") in HIGH else "manage_users"


def _refuse(kind: Kind, name: str, content: Mapping[str, Any], by: Actor, rights: Rights) -> None:
    if not rights.may(right_of(kind, content)):
        raise NotGranted([Problem.of("E-FORBIDDEN")])
    # Nobody changes what they may do themselves, nor lets another change it at their word.
    if by.user is not None and by.user.username == name:
        raise NotGranted([Problem.of("E-FORBIDDEN")])


def _alone(right: str, user: User, by: Actor, rights: Rights) -> None:
    if not rights.may(right) or by.user == user:
        raise NotGranted([Problem.of("E-FORBIDDEN")])


def _checked(kind: Kind, name: str, content: Mapping[str, str], reason: str) -> dict[str, Any]:
    """What the kind needs of what was sent, each as it is kept."""
    problems = [*_faults(kind, name, reason)]
    kept: dict[str, Any] = {}
    if kind == Kind.PERSON:
        kept |= _of_a_person(content, problems)
    if kind in (Kind.PERSON, Kind.SEAT):
        kept |= _of_a_seat(content, problems)
    if kind == Kind.END:
        kept |= _ended(name, content, problems)
    if problems:
        raise ProblemsFound(problems)
    return kept


def _faults(kind: Kind, name: str, reason: str) -> Iterator[Problem]:
    """Of what every kind has: a reason, and a name that is new or known."""
    if len(reason) < LEAST_REASON:
        yield Problem.of("E-REASON", n=LEAST_REASON)
    user = User.objects.filter(username__iexact=name).first()
    if kind == Kind.PERSON:
        if user is not None:
            yield Problem.of("E-DUP", what=name)
        elif not NAME.fullmatch(name):
            yield Problem.of("E-PARAM", field="用户名")
    elif user is None or user.username != name:
        yield Problem.of("E-REF", kind="用户", code=name)


def _of_a_person(content: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    if not content.get("full_name"):
        problems.append(Problem.of("E-FILE-MISSING", field="姓名"))
    return {"full_name": content.get("full_name", ""), "phone": content.get("phone", "")}


def _of_a_seat(content: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    role, area, ends = content.get("role", ""), content.get("area", ""), content.get("ends", "")
    if role not in Seat.Role.values:
        problems.append(Problem.of("E-REF", kind="席位", code=role))
    if not Area.objects.filter(code=area).exists():
        problems.append(Problem.of("E-REF", kind="地区", code=area))
    try:
        if ends and date.fromisoformat(ends) < timezone.localdate():
            problems.append(Problem.of("E-DATE"))
    except ValueError:
        problems.append(Problem.of("E-DATE"))
    department = content.get("department", "")
    return {"role": role, "area": area, "department": department, "ends": ends}


def _ended(name: str, content: Mapping[str, str], problems: list[Problem]) -> dict[str, Any]:
    key = content.get("seat", "")
    held = Seat.objects.filter(user__username=name, ended_at=None)
    seat = held.filter(pk=int(key)).first() if re.fullmatch(r"[0-9]{1,9}", key) else None
    if seat is None:
        problems.append(Problem.of("E-REF", kind="席位", code=key))
        return {}
    return {"seat": seat.pk, "role": seat.role, "area": seat.area.code}


def _open_change(pk: int) -> PersonChange:
    change = PersonChange.objects.select_for_update().filter(pk=pk, confirmed=None).first()
    if change is None:
        raise ProblemsFound([Problem.of("E-STATE", state="已答复", state_en="answered")])
    return change


def _decide(change: PersonChange, *, confirmed: bool, by: Actor) -> None:
    change.confirmed, change.decided_by, change.decided_at = confirmed, by.user, timezone.now()
    change.save(update_fields=["confirmed", "decided_by", "decided_at"])


def _carry_out(change: PersonChange, by: Actor) -> str:
    kind, content = Kind(change.kind), change.content
    if kind == Kind.PERSON:
        return _made(change.username, content, by)
    user = User.objects.select_for_update().get(username=change.username)
    if kind == Kind.SEAT:
        _give(user, content, by)
    elif kind == Kind.END:
        seat = Seat.objects.select_related("user", "area").get(pk=content["seat"])
        seating.end(seat, by=by, reason=change.reason)
    elif kind == Kind.PASSWORD:
        return people.reset(user, by=by)
    elif kind == Kind.FACTOR:
        Authenticator.objects.filter(user=user).delete()
        audit.write(Change(action="factor_reset", subject="user", key=user.username), by=by)
    else:
        people.set_active(user, kind == Kind.ENABLE, by=by, reason=change.reason)
    return ""


def _made(name: str, content: Mapping[str, Any], by: Actor) -> str:
    try:
        with transaction.atomic():
            made = people.make(name, by=by, full_name=content["full_name"], phone=content["phone"])
    except IntegrityError as error:
        # Made at the machine since it was proposed.
        raise ProblemsFound([Problem.of("E-DUP", what=name)]) from error
    _give(made.user, content, by)
    return made.password


def _give(user: User, content: Mapping[str, Any], by: Actor) -> None:
    area = Area.objects.get(code=content["area"])
    ends = date.fromisoformat(content["ends"]) if content["ends"] else None
    seating.give(user, content["role"], area, by=by, department=content["department"], ends=ends)


def _log(change: PersonChange, action: str, by: Actor) -> None:
    after = {"kind": change.kind, "user": change.username, **change.content}
    entry = Change(
        action=action, subject="person", key=str(change.pk), after=after, reason=change.reason
    )
    audit.write(entry, by=by)
