"""Changing people and their seats: one administrator proposes, another confirms."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.lockout import Kind as Event
from accounts.lockout import note
from accounts.models import AuditEntry, User
from accounts.profiles import PROFILES
from areas.models import Area, PersonChange, Seat
from tests.areas.cast import area, person, seat
from tests.cases import case

NEW = {
    "kind": "person", "username": "hefang", "full_name": "何芳", "phone": "0816-1",
    "role": "reporter", "area": "an", "reason": "新到岗",
}  # fmt: skip


@pytest.fixture
def shu(db: None, settings: Any) -> Area:
    """赵 and 钱 administer accounts; 刘梅 reports for 安, 陈主任 heads it, 周 audits."""
    settings.PASSWORD_PROFILE = PROFILES["asvs"]
    province = area("shu", "province")
    an = area("an", "city", province)
    for name, role, place in (
        ("zhao", "accounts", province), ("qian", "accounts", province),
        ("liumei", "reporter", an), ("chen", "head", an), ("zhou", "auditor", province),
    ):  # fmt: skip
        seat(name, role, place)
    seat("bai", "reporter", area("bo", "city", province))
    return province


def client_of(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def proposes(name: str, **fields: str) -> Any:
    return client_of(name).post(reverse("propose_change"), fields)


def decides(name: str, answer: str = "confirm") -> Any:
    change = PersonChange.objects.get(confirmed=None)
    address = reverse("decide_change", kwargs={"pk": change.pk})
    return client_of(name).post(address, {"answer": answer})


def both(**fields: str) -> Any:
    """赵 proposes and 钱 confirms."""
    assert proposes("zhao", **fields).status_code == 302
    return decides("qian")


# --- New people ---------------------------------------------------------------------------


def test_a_new_person_is_there_once_another_has_confirmed(shu: Area) -> None:
    assert proposes("zhao", **NEW).status_code == 302
    assert not User.objects.filter(username="hefang").exists()
    answer = decides("qian")
    (password,) = re.findall(r"<code>(.+?)</code>", answer.content.decode())
    made = User.objects.get(username="hefang")
    assert made.check_password(password)
    assert made.password_set_at is None
    assert str(made.seats.get()) == "an 填报人"


def test_whoever_proposed_it_does_not_confirm_it(shu: Area) -> None:
    proposes("zhao", **NEW)
    assert decides("zhao").status_code == 403
    assert not User.objects.filter(username="hefang").exists()


def test_a_name_that_was_taken_since_is_told_so(shu: Area) -> None:
    proposes("zhao", **NEW)
    person("hefang")
    assert decides("qian").status_code == 422
    assert not person("hefang").seats.exists()


def test_a_proposal_is_refused_or_taken_back_and_then_nothing_happens(shu: Area) -> None:
    for name in ("qian", "zhao"):
        proposes("zhao", **NEW)
        assert decides(name, "refuse").status_code == 302
    assert not User.objects.filter(username="hefang").exists()
    assert PersonChange.objects.filter(confirmed=False).count() == 2


def test_what_is_decided_is_not_decided_again(shu: Area) -> None:
    proposes("zhao", **NEW)
    change = PersonChange.objects.get()
    decides("qian", "refuse")
    address = reverse("decide_change", kwargs={"pk": change.pk})
    assert client_of("qian").post(address, {"answer": "confirm"}).status_code == 422
    assert not User.objects.filter(username="hefang").exists()


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("username", "x", "用户名"),
        ("username", "a b", "用户名"),
        ("full_name", "", "姓名"),
        ("role", "king", "席位"),
        ("area", "nowhere", "地区"),
        ("ends", "2020-01-01", "日期"),
        ("ends", "morgen", "日期"),
        ("reason", "", "理由"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    shu: Area, field: str, typed: str, code: str
) -> None:
    answer = proposes("zhao", **{**NEW, field: typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert code in page.split('role="alert"')[1].split("</div>")[0]
    assert 'value="0816-1"' in page
    assert not PersonChange.objects.exists()


@case("S20")
@pytest.mark.parametrize("name", ["LiuMei", "ｌｉｕｍｅｉ", " liumei "])
def test_a_name_that_only_looks_different_is_the_same_name(shu: Area, name: str) -> None:
    answer = proposes("zhao", **{**NEW, "username": name})
    assert answer.status_code == 422
    assert "已存在相同的记录" in answer.content.decode()


# --- Changes ------------------------------------------------------------------------------


def test_a_seat_is_given_and_ended_by_two(shu: Area) -> None:
    both(kind="seat", username="liumei", role="analyst", area="shu", reason="兼职")
    given = Seat.objects.get(user=person("liumei"), role="analyst")
    both(kind="end", username="liumei", seat=str(given.pk), reason="调离")
    given.refresh_from_db()
    assert given.ended_at is not None


def test_seats_that_control_each_other_are_not_given_here_either(shu: Area) -> None:
    proposes("zhao", kind="seat", username="liumei", role="auditor", area="shu", reason="兼职")
    assert decides("qian").status_code == 422
    assert not Seat.objects.filter(user=person("liumei"), role="auditor").exists()


def test_somebody_disabled_signs_in_no_more_until_they_are_enabled(shu: Area) -> None:
    both(kind="disable", username="liumei", reason="调离")
    assert not person("liumei").is_active
    both(kind="enable", username="liumei", reason="返岗")
    assert person("liumei").is_active


def test_a_password_is_reset_to_one_nobody_chose(shu: Area) -> None:
    answer = both(kind="password", username="liumei", reason="本人来电，已核对工号")
    (password,) = re.findall(r"<code>(.+?)</code>", answer.content.decode())
    assert person("liumei").check_password(password)
    assert person("liumei").password_set_at is None


def test_both_administrators_are_on_record(shu: Area) -> None:
    both(kind="disable", username="liumei", reason="调离")
    entries = AuditEntry.objects.filter(subject__in=["person", "user"]).order_by("number")
    assert [(each.action, each.actor_name) for each in entries] == [
        ("person_proposed", "zhao"),
        ("user_disabled", "qian"),
        ("person_confirmed", "qian"),
    ]


def test_one_change_of_a_person_at_a_time(shu: Area) -> None:
    proposes("zhao", kind="disable", username="liumei", reason="调离")
    answer = proposes("zhao", kind="password", username="liumei", reason="忘记密码")
    assert answer.status_code == 422


def test_a_locked_name_is_unlocked_by_one(shu: Area) -> None:
    for _ in range(5):
        note(Event.FAILED, "liumei", "10.0.0.9")
    key = {"pk": person("liumei").pk}
    assert "解除锁定" in client_of("zhao").get(reverse("person", kwargs=key)).content.decode()
    assert client_of("zhao").post(reverse("unlock_person", kwargs=key)).status_code == 302
    assert "解除锁定" not in client_of("zhao").get(reverse("person", kwargs=key)).content.decode()


def test_somebody_s_sessions_are_ended_wherever_they_are(shu: Area) -> None:
    user = person("liumei")
    user.set_password("Keji.2026.tianbao")
    user.save()
    theirs = Client()
    signed = {"login": "liumei", "password": "Keji.2026.tianbao"}
    theirs.post(reverse("account_login"), signed)
    assert theirs.get(reverse("workbench")).status_code == 200
    client_of("zhao").post(reverse("end_sessions", kwargs={"pk": user.pk}))
    assert theirs.get(reverse("workbench")).status_code == 302


# --- Who may ------------------------------------------------------------------------------


@case("W12")
@pytest.mark.parametrize("name", ["liumei", "chen", "zhou"])
def test_nobody_else_changes_an_account(shu: Area, name: str) -> None:
    key = {"pk": person("bai").pk}
    assert proposes(name, **NEW).status_code == 403
    assert client_of(name).get(reverse("person", kwargs=key)).status_code == 403
    for route in ("unlock_person", "end_sessions"):
        assert client_of(name).post(reverse(route, kwargs=key)).status_code == 403


@case("W13")
@pytest.mark.parametrize("kind", ["seat", "password", "disable", "factor"])
def test_nobody_changes_what_they_may_do_themselves(shu: Area, kind: str) -> None:
    fields = {"kind": kind, "username": "zhao", "role": "planner", "area": "shu", "reason": "需要"}
    assert proposes("zhao", **fields).status_code == 403
    assert proposes("qian", **fields).status_code == 302
    assert decides("zhao").status_code == 403


def test_a_head_reads_the_names_of_their_own_place_and_no_more(shu: Area) -> None:
    page = client_of("chen").get(reverse("people")).content.decode()
    assert "liumei" in page
    assert "bai" not in page
    assert "新建账号" not in page


def test_the_auditor_reads_everybody_and_changes_nobody(shu: Area) -> None:
    page = client_of("zhou").get(reverse("people")).content.decode()
    assert "bai" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
