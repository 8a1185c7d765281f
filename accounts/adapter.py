"""How people sign in, where our rules are stricter than the library's."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from accounts.lockout import Kind, key_of, locked, note
from accounts.models import EarlierPassword, User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Accounts are made by an administrator."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a locked name or address in the words of a wrong password, as slowly."""
        super().pre_authenticate(request, **credentials)
        name, address = credentials.get("username", ""), self.get_client_ip(request)
        if locked(name, address):
            note(Kind.LOCKED_OUT, name, address)
            make_password(credentials.get("password", ""))
            raise self.validation_error("username_password_mismatch")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """A disabled account is told what a wrong password is told."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note(Kind.FAILED, credentials.get("username", ""), self.get_client_ip(request))

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        self._on_record("signed_in", Kind.SIGNED_IN, request, user)

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        if isinstance(user, User):
            self._on_record("signed_out", Kind.SIGNED_OUT, request, user)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Someone's own choice: the time is noted, and the hash, against choosing it again."""
        with transaction.atomic():
            user.password_set_at = timezone.now()
            super().set_password(user, password)
            EarlierPassword.objects.create(user=user, password=user.password)
            name = user.username
            change = Change(action="password_changed", subject="user", key=name)
            audit.write(change, by=Actor(user=user, name=name))

    def add_message(self, *_: Any, **__: Any) -> None:
        """Pages say themselves what has happened; nothing is carried from one to the next."""

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Accounts have no mailbox of their own."""

    def _on_record(self, action: str, kind: Kind, request: HttpRequest, user: User) -> None:
        address = self.get_client_ip(request)
        with transaction.atomic():
            note(kind, user.username, address)
            by = Actor(user=user, name=user.username, address=address)
            audit.write(Change(action=action, subject="user", key=key_of(user.username)), by=by)
