"""The interface × every role: a token has its owner's rights through this door as through others."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Token
from collection.models import Entry
from collection.states import State
from reports.models import Export
from tests.areas.cast import person
from tests.collection.conftest import Office
from tests.collection.rights.walk import NOBODY, ROLES, client_of, granted, sees, stage
from tests.interface.conftest import Program, token, unhurried

__all__ = ["unhurried"]

READ = ("api_rounds", "api_returns", "api_return", "api_entries", "api_moves")
FILES = ("api_exports", "api_export", "api_export_file")


def caller(who: str) -> Program:
    """With the widest token there is for the role; of others one they may have no more."""
    if who == "anonymous":
        return Program()
    scope = "write" if who == "reporter" else "read"
    return Program(token(who if who in NOBODY else f"one-{who}", scope))


def has_token(who: str) -> bool:
    return granted(who, "read_token", own=True)


def refused(who: str) -> int | None:
    """How a caller is refused before anything is looked at."""
    if who in ("anonymous", "disabled"):
        return 401
    return None if has_token(who) else 403


def status(who: str, method: str, route: str, **more: object) -> int:
    address = reverse(f"api:{route}", kwargs=more.pop("at", {}))  # type: ignore[arg-type]
    found = caller(who).calls(method, address.removeprefix("/api/v1"), **more)  # type: ignore[arg-type]
    return int(found.status_code)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_form_is_read_and_changed_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report, own = stage(office, area, state), area == "an"
    at = {"key": report.pk}
    for route in READ[2:]:
        due = refused(who) or (200 if sees(who, state, own=own) else 404)
        assert status(who, "GET", route, at=at) == due, route
    cell = office.cell("firms", area)
    body = {"entries": [{"measure": "firms", "value": "7"}]}
    found = caller(who)
    path = f"/returns/{report.pk}"
    match = {"If_Match": found.gets(path).headers.get("ETag", '"x"')}
    editable = state in (State.UNREPORTED, State.FILLING, State.RETURNED)
    answer = found.calls("PATCH", f"{path}/entries", body, **match).status_code
    due = refused(who) or (403 if who != "reporter" else 200)
    if due == 200:
        due = 404 if not sees(who, state, own=own) else 200 if editable else 409
    assert answer == due
    assert (Entry.objects.get(pk=cell.pk).value == 7) is (due == 200)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_lists_are_of_what_the_caller_may_see(office: Office, who: str) -> None:
    for route in (*READ[:2], FILES[0]):
        assert status(who, "GET", route) == (refused(who) or 200)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_a_file_is_its_owners_through_this_door_as_well(office: Office, who: str) -> None:
    made = Export.objects.create(
        owner=person("one-planner"), right="report_all", plan=office.cast.plan, edition=0,
        kind="report", format="pdf", name="x.pdf", language="zh-hans", fingerprint="0" * 64, asked={},
    )  # fmt: skip
    at, mine = {"key": made.key}, who == "planner"
    assert status(who, "GET", "api_export", at=at) == (refused(who) or (200 if mine else 404))
    assert status(who, "GET", "api_export_file", at=at) == (refused(who) or (409 if mine else 404))
    body = {"plan": "shu-plan", "report": "final", "year": 2025, "format": "pdf"}
    due = refused(who) or (201 if granted(who, "report_all", own=False) else 403)
    assert status(who, "POST", "api_exports", body=body) == due


@pytest.mark.parametrize("scope", ["read", "write"])
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_a_token_is_made_by_whom_the_matrix_says(office: Office, who: str, scope: str) -> None:
    fields = {"name": "我的程序", "scope": scope, "days": "30"}
    answer = client_of(who).post(reverse("tokens"), fields).status_code
    either = any(granted(who, right, own=True) for right in ("read_token", "write_token"))
    due = 200 if granted(who, f"{scope}_token", own=True) else 422 if either else 403
    assert answer == (401 if who in ("anonymous", "disabled") else due)
    assert Token.objects.exists() is (due == 200 and answer == 200)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_a_token_is_ended_by_its_owner_alone(office: Office, who: str) -> None:
    token("one-reporter")
    made = Token.objects.get()
    answer = client_of(who).post(reverse("revoke_token", kwargs={"pk": made.pk})).status_code
    mine = who == "reporter"
    assert answer == (302 if mine else 401 if who in ("anonymous", "disabled") else 404)
    made.refresh_from_db()
    assert (made.revoked_at is not None) is mine
    assert Client().get(reverse("api_page")).status_code == 200
