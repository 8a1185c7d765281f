"""How long a session lasts: an idle one ends, and every one ends after a working day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from accounts.lockout import Kind, note
from accounts.models import User
from accounts.passwords import must_change

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=12)
BEGAN, SEEN = "session_began", "session_seen"
NOTED_EVERY: Final = timedelta(minutes=1)
"""A session is not written again for every page."""

Answer = Callable[[HttpRequest], HttpResponse]
FREE: Final = ("account_logout", "account_change_password", "set_language")
"""What somebody may reach whose password must be changed first."""


class SignedIn:
    """Ends sessions that are over, and leads to the change of a password that is due."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(user := request.user, User):
            return self.answer(request)
        if over(request):
            note(Kind.EXPIRED, user.username, get_adapter(request).get_client_ip(request))
            logout(request)
            return _to_sign_in(request)
        days = settings.PASSWORD_PROFILE.days
        if must_change(user, days=days) and not _reaches(request, FREE):
            return HttpResponseRedirect(reverse("account_change_password"))
        response = self.answer(request)
        # What one person saw is not to come back for the next at the same machine.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def over(request: HttpRequest) -> bool:
    """Whether the session's time is over; else it is noted as in use."""
    now, session = timezone.now().timestamp(), request.session
    began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
    if now - seen > IDLE.total_seconds() or now - began > LONGEST.total_seconds():
        return True
    if now - seen > NOTED_EVERY.total_seconds():
        session[SEEN] = now
    return False


def _reaches(request: HttpRequest, names: tuple[str, ...]) -> bool:
    return request.path in {reverse(name) for name in names}


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page that was read leads back to itself; what was sent is answered 401 and stays typed."""
    if request.method in ("GET", "HEAD"):
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('account_login')}?{query}")
    return HttpResponse(status=401)
