"""Who calls: a program with a token has its owner's rights, read anew each time; others none."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.security.base import AuthBase

from accounts.audit import Actor
from accounts.models import Token, User
from areas.interface.faults import Refused
from areas.interface.limits import Limit
from areas.problems import Problem
from areas.rights import Rights, rights_of
from areas.tokens import RIGHTS, token_of

IN_ADDRESS: Final = ("token", "access_token", "api_key", "apikey", "authorization")
"""Names under which a secret would stand in an address and so in logs."""
KNOWN_NAMES: Final[dict[tuple[str, str], frozenset[str]]] = {}
"""Of every address and method what may stand behind the question mark; see plan_tracker/api.py."""
STRANGERS, PROGRAMS = Limit(settings.API_RATE_ANONYMOUS), Limit(settings.API_RATE_TOKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """`actor` is None for nobody in particular; to ask who it is then is refused (401)."""

    rights: Rights
    actor: Actor | None = None

    @property
    def by(self) -> Actor:
        if self.actor is None:
            raise Refused(HTTPStatus.UNAUTHORIZED, Problem.of("E-AUTH"))
        return self.actor

    @property
    def user(self) -> User:
        if self.by.user is None:
            raise Refused(HTTPStatus.UNAUTHORIZED, Problem.of("E-AUTH"))
        return self.by.user


class Called(HttpRequest):
    """A request of a program."""

    auth: Caller


class Anyone(AuthBase):
    """With a token or without. A session of a browser counts for nothing here."""

    openapi_type = "http"
    needs_token = False
    scope: str | None = None

    def __call__(self, request: HttpRequest) -> Any:
        _refuse_secret_in_address(request)
        _refuse_unknown_names(request)
        address = str(get_adapter(request).get_client_ip(request))
        header = request.headers.get("Authorization", "")
        token = self._token(header, address) if header else None
        if token is None:
            STRANGERS.take(address)
            if self.needs_token:
                raise Refused(HTTPStatus.UNAUTHORIZED, Problem.of("E-AUTH"))
            request.user = AnonymousUser()
            return self._caller(request, Caller(rights=Rights(())))
        PROGRAMS.take(f"token {token.pk}")
        if self.scope is not None and token.scope != self.scope:
            raise Refused(HTTPStatus.FORBIDDEN, Problem.of("E-FORBIDDEN"))
        rights = rights_of(token.user)
        if not rights.may(RIGHTS[Token.Scope(token.scope)]):
            # Whoever may have no such token any more has no use of the one they made.
            raise Refused(HTTPStatus.FORBIDDEN, Problem.of("E-FORBIDDEN"))
        request.user = token.user
        actor = Actor(user=token.user, name=token.user.username, address=address)
        return self._caller(request, Caller(rights=rights, actor=actor))

    @staticmethod
    def _token(header: str, address: str) -> Token:
        kind, _, secret = header.partition(" ")
        found = token_of(secret.strip()) if kind.lower() == "bearer" else None
        if found is None:
            STRANGERS.take(address)
            raise Refused(HTTPStatus.UNAUTHORIZED, Problem.of("E-AUTH"))
        return found

    @staticmethod
    def _caller(request: HttpRequest, caller: Caller) -> Caller:
        # What a middleware asked for the session of a browser is forgotten.
        request.rights = caller.rights  # type: ignore[attr-defined]
        return caller


class WithToken(Anyone):
    """Only with a token."""

    openapi_scheme = "bearer"
    needs_token = True


class ToWrite(WithToken):
    """Only with a token that was made to write."""

    scope = Token.Scope.WRITE


ANYONE, WITH_TOKEN, TO_WRITE = Anyone(), WithToken(), ToWrite()


def _refuse_secret_in_address(request: HttpRequest) -> None:
    if any(name.lower() in IN_ADDRESS for name in request.GET):
        raise Refused(HTTPStatus.UNAUTHORIZED, Problem.of("E-AUTH"))


def _refuse_unknown_names(request: HttpRequest) -> None:
    """A filter that is misspelt would otherwise answer with everything."""
    match = request.resolver_match
    known = KNOWN_NAMES.get((str(match.url_name if match else ""), str(request.method)))
    for name in request.GET:
        if known is not None and name not in known:
            raise Refused(HTTPStatus.BAD_REQUEST, Problem.of("E-PARAM", field=name), place=name)
        if any("\0" in text for text in (name, *request.GET.getlist(name))):
            problem = Problem.of("E-TXT-CONTROL", where="U+0000")
            raise Refused(HTTPStatus.BAD_REQUEST, problem, place=name)
