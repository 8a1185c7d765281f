"""Every other address of those who work × every role; and that no address is left out.

What is expected is worked out from the matrix file alone; a route that is not in it fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from areas.matrix import SIGNED_IN, matrix
from areas.models import PersonChange, Seat
from collection.models import (
    ExceptionRequest,
    HistoryUpload,
    MoveProposal,
    Return,
)
from collection.states import State
from indicators.models import Concealment
from tests.addresses import names
from tests.areas.cast import person
from tests.collection.conftest import Office
from tests.collection.rights.walk import (
    NOBODY,
    ROLES,
    client_of,
    granted,
    stage,
)


def test_every_address_is_in_the_matrix_and_every_one_in_it_is_there() -> None:
    assert set(matrix().routes) == set(names(get_resolver().url_patterns))


def test_every_address_of_those_who_work_is_walked_here() -> None:
    source = "".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")
    )
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
        "profile",
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
def test_a_figure_is_kept_from_the_public_by_whom_the_matrix_says(office: Office, who: str) -> None:
    made = Concealment.objects.create(
        area=office.cast.areas["bo"], measure=office.cast.measures["firms"], year=2024,
        reason="理由", by=person("somebody"),
    )  # fmt: skip
    conceal = f"{reverse('conceal_figure')}?area=an&measure=firms&year=2024"
    reveal = reverse("reveal_figure", kwargs={"pk": made.pk})
    for route, address in (("conceal_figure", conceal), ("reveal_figure", reveal)):
        status = client_of(who).post(address, {"reason": "一家独大"}).status_code
        if who in ("anonymous", "disabled"):
            assert status == 401, route
        else:
            assert status == (302 if granted(who, "enter_official", own=False) else 403), route


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_history_is_brought_in_and_confirmed_by_whom_the_matrix_says(
    office: Office, who: str
) -> None:
    made = HistoryUpload.objects.create(
        plan=office.cast.plan, file_name="t.csv", digest="0", reason="补录", by=person("somebody")
    )
    key, client = {"pk": made.pk}, client_of(who)
    may = granted(who, "upload_history", own=False)
    for route in ("history", "history_form", "one_history"):
        address = reverse(route, kwargs=key if route == "one_history" else None)
        status = client.get(address).status_code
        out = who in ("anonymous", "disabled")
        assert status == (302 if out else 200 if may else 403), route
    for route in ("confirm_history", "take_back_history"):
        status = client.post(reverse(route, kwargs=key)).status_code
        done = 302 if route == "confirm_history" else 404  # another's is not there
        if who in ("anonymous", "disabled"):
            assert status == 401, route
        else:
            assert status == (done if may else 403), route


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
