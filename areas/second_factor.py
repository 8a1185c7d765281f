"""Whoever decides or administers needs a second factor where the password profile asks for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse

from accounts.models import User
from areas.models import Seat
from areas.rights import rights_in

Answer = Callable[[HttpRequest], HttpResponse]
WITHOUT: Final = frozenset({Seat.Role.REPORTER, Seat.Role.ANALYST})
"""Roles that neither decide nor administer nor read everything that was sent."""


class SecondFactor:
    """Leads to where a second factor is set up; until then only one's own account is reached."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _due(request) and not _own_account(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.answer(request)


def _due(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User) or not settings.PASSWORD_PROFILE.second_factor:
        return False
    decides = any(seat.role not in WITHOUT for seat in rights_in(request).seats)
    return decides and not is_mfa_enabled(user)


def _own_account(request: HttpRequest) -> bool:
    name = resolve(request.path_info).url_name or ""
    return name.startswith(("account_", "mfa_")) or name in ("usersessions_list", "set_language")
