"""Making accounts and changing them: the only writer of people, save for their own choices."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction

from accounts import audit
from accounts.audit import Actor, Change
from accounts.models import User


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An account that was made, with the password that must be changed at the first sign-in."""

    user: User
    password: str


def make(username: str, *, by: Actor, full_name: str = "", phone: str = "") -> NewPerson:
    """An account with a password that nobody chose."""
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user = User(username=username, full_name=full_name, phone=phone)
        user.set_password(password)
        user.save()
        after = {"full_name": full_name}
        change = Change(action="user_created", subject="user", key=username, after=after)
        audit.write(change, by=by)
    return NewPerson(user, password)


def reset(user: User, *, by: Actor) -> str:
    """A new password that nobody chose; it must be changed at the next sign-in."""
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user.set_password(password)
        user.password_set_at = None
        user.save(update_fields=["password", "password_set_at"])
        audit.write(Change(action="password_reset", subject="user", key=user.username), by=by)
    return password


def set_active(user: User, active: bool, *, by: Actor, reason: str) -> None:
    """Whether somebody may sign in at all; what they did stays on record."""
    with transaction.atomic():
        user.is_active = active
        user.save(update_fields=["is_active"])
        action = "user_enabled" if active else "user_disabled"
        audit.write(Change(action=action, subject="user", key=user.username, reason=reason), by=by)
