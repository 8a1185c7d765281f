"""Making accounts: the only writer of new people."""

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
