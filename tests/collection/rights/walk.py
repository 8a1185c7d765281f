"""Who is expected to be able to do what, worked out by hand from the matrix file alone."""

from __future__ import annotations

from django.conf import settings
from django.test import Client

from areas.matrix import Scope, matrix
from collection.models import (
    Entry,
    Return,
)
from collection.states import State
from tests.areas.cast import person
from tests.collection.conftest import Office

PDF = b"%PDF-1.7"
ROLES = list(matrix().roles)
NOBODY = ("anonymous", "stranger", "disabled")
VISIBLE = {
    State.UNREPORTED: "read_drafts",
    State.FILLING: "read_drafts",
    State.AT_HEAD: "read_drafts",  # what lies with the head is the city's own as well
    State.RETURNED: "read_submitted",
    State.AT_PROVINCE: "read_submitted",
    State.ACCEPTED: "read_accepted",
    State.LOCKED: "read_accepted",
}
EDITABLE = {State.UNREPORTED, State.FILLING, State.RETURNED}


def granted(role: str, action: str, *, own: bool) -> bool:
    """What the matrix file says, read by hand."""
    scope = matrix().action(action).grants.get(role)
    return scope in (Scope.ALL, Scope.SELF) or (scope is Scope.OWN and own)


def sees(role: str, state: State, *, own: bool) -> bool:
    if state is State.RETURNED and granted(role, "read_drafts", own=own):
        return True
    return granted(role, VISIBLE[state], own=own)


SESSIONS: dict[str, str] = {}
"""Of whoever is asked, begun once a module: it is not the sign-in that is tried here."""


def sign_everybody_in() -> None:
    for who in (*ROLES, *NOBODY):
        if who != "anonymous":
            client = Client()
            client.force_login(person(who if who in NOBODY else f"one-{who}"))
            SESSIONS[who] = client.cookies[settings.SESSION_COOKIE_NAME].value


def client_of(who: str) -> Client:
    client = Client()
    if who != "anonymous":
        client.cookies[settings.SESSION_COOKIE_NAME] = SESSIONS[who]
    return client


def stage(office: Office, area: str, state: State) -> Return:
    """The form of a place in a state, filled in by people who are not asked here."""
    report = office.report(area)
    Entry.objects.filter(report=report).update(
        value=120_000_000, entered_by=person("somebody"), entered_at=report.moved_at
    )
    Return.objects.filter(pk=report.pk).update(
        state=state, submitted_by=person("somebody"), sent_by=person("somebody-else")
    )
    return office.report(area)


def expected(who: str, right: str, state: State, *, own: bool, possible: bool, done: int) -> int:
    if who in ("anonymous", "disabled"):
        return 401
    if not sees(who, state, own=own):
        return 404
    if not granted(who, right, own=own):
        return 403
    return done if possible else 409


def expected_page(who: str, right: str, state: State, *, own: bool) -> int:
    if who in ("anonymous", "disabled"):
        return 302
    return expected(who, right, state, own=own, possible=True, done=200)
