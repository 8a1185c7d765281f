"""Who acts: the person behind a request, or whoever runs a command."""

from __future__ import annotations

import getpass

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from accounts.audit import Actor
from accounts.models import User


def actor_of(request: HttpRequest) -> Actor:
    """Raises TypeError for a request of nobody: it changes nothing."""
    if not isinstance(request.user, User):
        raise TypeError("nobody is signed in")
    user = request.user
    return Actor(user=user, name=user.username, address=address_of(request))


def address_of(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request))


def command_actor() -> Actor:
    """The account of the machine under which a command runs."""
    return Actor(user=None, name=f"shell:{getpass.getuser()}")
