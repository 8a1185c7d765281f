"""委托: a seat lent for a time, and four eyes in an office of two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from areas.models import Seat
from collection.refusals import NotYours
from collection.states import State
from tests.areas.cast import person, seat
from tests.collection.conftest import Office
from tests.collection.test_pages import read, signed_in


def lends(office: Office, name: str = "chen", to: str = "liumei", days: int = 9) -> Any:
    held = Seat.objects.get(user=person(name), lent_by=None)
    until = timezone.localdate() + timedelta(days=days)
    address = reverse("lend_seat", kwargs={"pk": held.pk})
    return signed_in(name).post(address, {"to": to, "until": f"{until}"})


def test_a_head_who_is_away_lends_the_seat_to_a_colleague_who_then_sends(office: Office) -> None:
    seat("hong", "reporter", office.cast.areas["an"])
    assert lends(office, to="hong").status_code == 302
    office.fills()
    office.moves("liumei", "submit")
    office.moves("hong", "send")
    assert office.report().state == State.AT_PROVINCE


def test_whoever_filled_it_in_does_not_send_it_with_a_lent_seat_either(office: Office) -> None:
    lends(office)
    office.fills()
    office.moves("liumei", "submit")
    with pytest.raises(NotYours) as refused:
        office.moves("liumei", "send")
    assert refused.value.problem.code == "E-SOD"


def test_a_loan_is_taken_back_before_its_time(office: Office) -> None:
    lends(office)
    loan = Seat.objects.get(user=person("liumei"), role="head")
    assert "收回" in read(signed_in("chen"), "my_rights")
    address = reverse("end_loan", kwargs={"pk": loan.pk})
    assert signed_in("liumei").post(address).status_code == 404
    assert signed_in("chen").post(address).status_code == 302
    assert not office.rights("liumei").may("send", area_id=office.cast.areas["an"].pk)


@pytest.mark.parametrize(
    ("to", "days", "status"),
    [
        ("bai", 9, 422),
        ("chen", 9, 422),
        ("nobody", 9, 422),
        ("liumei", 93, 422),
        ("liumei", -1, 422),
    ],
)
def test_a_seat_is_lent_within_the_place_and_for_a_quarter_at_most(
    office: Office, to: str, days: int, status: int
) -> None:
    assert lends(office, to=to, days=days).status_code == status
    assert not Seat.objects.exclude(lent_by=None).exists()


def test_a_loan_that_has_run_out_can_be_made_again(office: Office) -> None:
    lends(office)
    loan = Seat.objects.filter(user=person("liumei"), role="head")
    loan.update(
        begins=timezone.localdate() - timedelta(days=9),
        ends=timezone.localdate() - timedelta(days=1),
    )
    assert lends(office).status_code == 302
    assert office.rights("liumei").may("send", area_id=office.cast.areas["an"].pk)


def test_nobody_is_lent_the_seat_they_hold(office: Office) -> None:
    seat("liumei", "head", office.cast.areas["an"])
    assert lends(office).status_code == 422


def test_what_was_lent_is_not_lent_on_and_not_lent_twice(office: Office) -> None:
    assert lends(office).status_code == 302
    assert lends(office).status_code == 409
    lent = Seat.objects.get(user=person("liumei"), role="head")
    address = reverse("lend_seat", kwargs={"pk": lent.pk})
    answer = signed_in("liumei").post(address, {"to": "chen", "until": "2026-12-31"})
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["bai", "wang", "stranger"])
def test_nobody_lends_the_seat_of_another(office: Office, name: str) -> None:
    held = Seat.objects.get(user=person("chen"))
    address = reverse("lend_seat", kwargs={"pk": held.pk})
    assert signed_in(name).post(address, {"to": "bai", "until": "2026-12-31"}).status_code == 404


def test_a_reporter_has_nothing_to_lend(office: Office) -> None:
    assert lends(office, "liumei", "chen").status_code == 403
    assert "委托给" not in read(signed_in("liumei"), "my_rights")
