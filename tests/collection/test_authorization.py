"""Every address × every role × own and other city × every state, as the matrix has it.

What is expected is worked out from the matrix file alone; a route that is not in it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import User
from areas.matrix import SIGNED_IN, Scope, matrix
from areas.models import PersonChange, Seat
from collection.models import (
    Content,
    Entry,
    Evidence,
    ExceptionRequest,
    Import,
    Move,
    MoveProposal,
    Return,
)
from collection.states import STEPS, State
from collection.workbook.sheet import form_sheet
from collection.workbook.write import table_of
from tests.addresses import names
from tests.areas.cast import person, seat
from tests.collection.conftest import Office, set_up, undone

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


@pytest.fixture(scope="module")
def standing_office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """Besides the usual cast one person a role, who has touched nothing yet."""
    with undone(django_db_blocker):
        found = set_up()
        for role in ROLES:
            place = "shu" if role not in ("reporter", "head") else "an"
            seat(f"one-{role}", role, found.cast.areas[place])
        seat("disabled", "reporter", found.cast.areas["an"])
        User.objects.filter(username="disabled").update(is_active=False)
        yield found


def client_of(who: str) -> Client:
    client = Client()
    if who == "anonymous":
        return client
    client.force_login(person(who if who in NOBODY else f"one-{who}"))
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


def test_every_address_is_in_the_matrix_and_every_one_in_it_is_there() -> None:
    assert set(matrix().routes) == set(names(get_resolver().url_patterns))


def test_every_address_of_those_who_work_is_walked_here() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    everyone = {action.code for action in matrix().actions if action.everyone}
    worked = {
        route
        for route, actions in matrix().routes.items()
        if not set(actions) & everyone
        and not route.startswith(("account_", "mfa_", "usersessions"))
    }
    assert {route for route in worked if f'"{route}"' not in source} == set()


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_a_seat_is_lent_by_whom_the_matrix_says(office: Office, who: str) -> None:
    """One's own alone: that of another is not there."""
    name = who if who in NOBODY else f"one-{who}"
    held = Seat.objects.filter(user__username=name).first()
    key = {"pk": held.pk if held else Seat.objects.get(user=person("chen")).pk}
    to = person("liumei" if held and held.area.code == "an" else "zhang").username
    fields = {"to": to, "until": f"{timezone.localdate()}"}
    status = client_of(who).post(reverse("lend_seat", kwargs=key), fields).status_code
    if who in ("anonymous", "disabled"):
        assert status == 401
    else:
        lends = held is not None and granted(who, "lend", own=True)
        assert status == (302 if lends else 403 if held else 404)
    loan = Seat.objects.exclude(lent_by=None).last()
    end = reverse("end_loan", kwargs={"pk": loan.pk if loan else 0})
    status = client_of(who).post(end).status_code
    assert status == (302 if loan else 401 if who in ("anonymous", "disabled") else 404)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_a_page_that_asks_for_a_sign_in_or_a_right(office: Office, who: str) -> None:
    client = client_of(who)
    for route in (
        "workbench",
        "my_rights",
        "rounds",
        "round",
        "releases",
        "people",
        "figures",
        "security_log",
        "audit_log",
        "audit_csv",
    ):
        actions = matrix().routes[route]
        key = {"pk": office.round.pk} if route == "round" else None
        status = client.get(reverse(route, kwargs=key)).status_code
        if who in ("anonymous", "disabled"):
            assert status == 302, route
        elif actions == (SIGNED_IN,):
            assert status == 200, route
        else:
            # The list of people shows those of one's own place.
            own = route == "people"
            may = any(granted(who, action, own=own) for action in actions)
            assert status == (200 if may else 404 if route == "round" else 403), route


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_form_is_there_for_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report, client = stage(office, area, state), client_of(who)
    for route in ("return", "compare_years", "print_form"):
        status = client.get(reverse(route, kwargs={"pk": report.pk})).status_code
        if who in ("anonymous", "disabled"):
            assert status == 302
        else:
            assert status == (200 if sees(who, state, own=area == "an") else 404)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_cell_is_changed_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report = stage(office, area, state)
    cell = office.cell("firms", area)
    key = cell.measure_id
    fields = {f"raw-{key}": "7", f"version-{key}": str(cell.version)}
    address = reverse("save_cells", kwargs={"pk": report.pk})
    status = client_of(who).post(address, fields).status_code
    expected = _expected(
        who, "enter", state, own=area == "an", possible=state in EDITABLE, done=200
    )
    assert status == expected
    assert (office.cell("firms", area).value == 7) is (status == 200)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_file_is_taken_away_and_brought_in_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report, client, own = stage(office, area, state), client_of(who), area == "an"
    for route in ("form_xlsx", "form_csv", "bring_in"):
        status = client.get(reverse(route, kwargs={"pk": report.pk})).status_code
        assert status == _expected_page(who, "import", state, own=own), route
    table = SimpleUploadedFile("t.csv", table_of(form_sheet(report), english=False))
    status = client.post(reverse("bring_in", kwargs={"pk": report.pk}), {"file": table}).status_code
    possible = state in EDITABLE
    assert status == _expected(who, "import", state, own=own, possible=possible, done=302)
    assert Import.objects.exists() is (status == 302)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_an_import_is_seen_and_confirmed_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report, client, own = stage(office, area, state), client_of(who), area == "an"
    cell = office.cell("firms", area)
    was = {"version": cell.version, "raw": "", "value": "", "mark": ""}
    line = {"measure": cell.measure_id, "place": "B2", "raw": "7", "mark": "", "remark": None,
            "asks": [], "problems": [], "was": was}  # fmt: skip
    made = Import.objects.create(
        report=report, brought_by=person("somebody"), file_name="t.csv", digest="0" * 64,
        lines=[line], notes=[],
    )  # fmt: skip
    # Whoever may not bring files in is not told of any.
    there = sees(who, state, own=own) and granted(who, "import", own=own)
    missing = 404 if who not in ("anonymous", "disabled") else None
    for route in ("import", "import_errors"):
        status = client.get(reverse(route, kwargs={"pk": made.pk})).status_code
        assert status == (200 if there else missing or 302), route
    fields = {f"version-{cell.measure_id}": cell.version}
    status = client.post(reverse("import", kwargs={"pk": made.pk}), fields).status_code
    done = 302 if state in EDITABLE else 409
    assert status == (done if there else missing or 401)
    assert (office.cell("firms", area).value == 7) is (status == 302)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_dates_are_set_and_places_reminded_by_whom_the_matrix_says(
    office: Office, who: str, area: str
) -> None:
    report, client = office.report(area), client_of(who)
    asked = ExceptionRequest.objects.create(report=report, reason="理由", by=person("somebody"))
    key = {"pk": report.pk}
    for route, address, fields in (
        ("remind_round", reverse("remind_round", kwargs={"pk": office.round.pk}), {}),
        ("return_dates", reverse("return_dates", kwargs=key), {"until": "2098-12-31", "reason": "汛情"}),
        ("decline_exception", reverse("decline_exception", kwargs={"pk": asked.pk}), {"answer": "否决"}),
    ):  # fmt: skip
        ExceptionRequest.objects.update(granted=None, answered_at=None)
        (right,) = matrix().routes[route]
        status = client.post(address, fields).status_code
        if who in ("anonymous", "disabled"):
            assert status == 401, route
        elif not granted(who, "read_submitted", own=False):
            assert status == 404, route  # there is no round for a city, only its own form
        else:
            assert status == (302 if granted(who, right, own=False) else 403), route
            assert client.get(address).status_code in (200, 403, 405)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_evidence_is_brought_read_and_removed_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report, client, own = stage(office, area, state), client_of(who), area == "an"
    kept = Content.objects.create(digest="0" * 64, data=PDF)
    made = Evidence.objects.create(
        report=report, name="x.pdf", kind="pdf", size=len(PDF), content=kept, by=person("somebody")
    )
    key = {"pk": made.pk}
    status = client.get(reverse("evidence", kwargs=key)).status_code
    assert status == _expected_page(who, "read_evidence", state, own=own)
    possible = state in EDITABLE
    expected = _expected(who, "attach", state, own=own, possible=possible, done=302)
    fields = {"file": SimpleUploadedFile("y.pdf", PDF), "measure": ""}
    status = client.post(reverse("attach", kwargs={"pk": report.pk}), fields).status_code
    assert status == expected
    assert client.post(reverse("remove_evidence", kwargs=key)).status_code == expected
    assert Evidence.objects.filter(removed_at=None).count() == 1


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_the_province_is_asked_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report = stage(office, area, state)
    address = reverse("ask_exception", kwargs={"pk": report.pk})
    status = client_of(who).post(address, {"reason": "数据尚在核实"}).status_code
    own = area == "an"
    assert status == _expected(who, "ask_exception", state, own=own, possible=True, done=302)
    assert ExceptionRequest.objects.exists() is (status == 302)
    address = reverse("comment", kwargs={"pk": report.pk})
    status = client_of(who).post(address, {"text": "请核实", "measure": ""}).status_code
    assert status == _expected(who, "comment", state, own=own, possible=True, done=302)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_a_figure_is_chosen_by_whom_the_matrix_says(office: Office, who: str) -> None:
    office.cast.say("an", "firms", 2024, "120")
    address = reverse("choose_figure", kwargs={"pk": office.cast.said("an", "firms", 2024)[0].pk})
    status = client_of(who).post(address, {"reason": "以此为准"}).status_code
    if who in ("anonymous", "disabled"):
        assert status == 401
    else:
        assert status == (302 if granted(who, "revise", own=False) else 403)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_what_another_proposed_is_taken_back_by_nobody(office: Office, who: str) -> None:
    report = stage(office, "an", State.ACCEPTED)
    made = MoveProposal.objects.create(
        report=report, action="revoke", version=1, reason="情况说明", by=person("somebody")
    )
    for route in ("take_back_move", "take_back_choice"):
        status = client_of(who).post(reverse(route, kwargs={"pk": made.pk})).status_code
        assert status == (401 if who in ("anonymous", "disabled") else 404)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_people_are_changed_by_whom_the_matrix_says(office: Office, who: str) -> None:
    client, liumei = client_of(who), {"pk": person("liumei").pk}
    change = PersonChange.objects.create(
        kind="disable", username="liumei", reason="调离", by=person("somebody")
    )
    fields = {"kind": "disable", "username": "chen", "reason": "调离"}
    for route, key, sent, done in (
        ("person", liumei, None, 200),
        ("propose_change", None, fields, 302),
        ("decide_change", {"pk": change.pk}, {"answer": "refuse"}, 302),
        ("unlock_person", liumei, {}, 302),
        ("end_sessions", liumei, {}, 302),
    ):
        address = reverse(route, kwargs=key)
        answer = client.get(address) if sent is None else client.post(address, sent)
        may = granted(who, matrix().routes[route][0], own=False)
        if who in ("anonymous", "disabled"):
            assert answer.status_code == (302 if sent is None else 401), route
        else:
            assert answer.status_code == (done if may else 403), route


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_a_round_is_moved_as_a_whole_by_whom_the_matrix_says(office: Office, who: str) -> None:
    for area in Return.objects.values_list("area__code", flat=True):
        stage(office, area, State.ACCEPTED)
    for route in ("accept_many", "lock_round", "reopen_round"):
        (right,) = matrix().routes[route]
        address = reverse(route, kwargs={"pk": office.round.pk})
        status = client_of(who).post(address, {"reason": "情况说明"}).status_code
        if who in ("anonymous", "disabled"):
            assert status == 401, route
        elif not granted(who, "read_submitted", own=False):
            assert status == 404, route
        else:
            # Where it is granted the password is asked for again.
            assert status == (302 if granted(who, right, own=False) else 403), route
    assert set(Return.objects.values_list("state", flat=True)) == {State.ACCEPTED}


@pytest.mark.parametrize("action", [action for action, step in STEPS.items() if not step.of_round])
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_form_is_moved_by_whom_the_matrix_says(
    office: Office, who: str, action: Any, area: str
) -> None:
    for state in State:
        report = stage(office, area, state)
        moves = Move.objects.count()
        address = reverse("move_return", kwargs={"pk": report.pk, "action": action})
        fields = {"version": report.version, "reason": "情况说明"}
        status = client_of(who).post(address, fields).status_code
        possible = state in STEPS[action].begins
        right = STEPS[action].right
        assert status == _expected(
            who, right, state, own=area == "an", possible=possible, done=302
        ), state
        changed = Move.objects.count() == moves + 1 or MoveProposal.objects.exists()
        assert changed is (status == 302)
        for model in (Move, MoveProposal):
            model.objects.all()._raw_delete(using=model.objects.db)


def _expected(who: str, right: str, state: State, *, own: bool, possible: bool, done: int) -> int:
    if who in ("anonymous", "disabled"):
        return 401
    if not sees(who, state, own=own):
        return 404
    if not granted(who, right, own=own):
        return 403
    return done if possible else 409


def _expected_page(who: str, right: str, state: State, *, own: bool) -> int:
    if who in ("anonymous", "disabled"):
        return 302
    return _expected(who, right, state, own=own, possible=True, done=200)
