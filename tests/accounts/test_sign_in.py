"""Signing in: who gets in, who does not, and that both are told the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import lockout
from accounts.models import AuditEntry, SecurityEvent, User
from tests.cases import case

SIGN_IN = "/account/sign-in/"
GOOD, WRONG = "Mianyang-2025-keji", "Mianyang-2024-keji"
WORDS = "用户名和/或密码"


@pytest.fixture
def reporter(db: None) -> User:
    """A reporter in 绵阳, who has chosen the password herself."""
    user = User(username="liumei", full_name="刘梅", password_set_at=timezone.now())
    user.set_password(GOOD)
    user.save()
    return user


def sign_in(client: Client, name: str = "liumei", password: str = GOOD, **more: str) -> bool:
    client.post(SIGN_IN, {"login": name, "password": password, **more})
    return "_auth_user_id" in client.session


def said(client: Client, name: str, password: str) -> str:
    page = client.post(SIGN_IN, {"login": name, "password": password}).content.decode()
    return re.sub(r"\s+", " ", page.split('role="alert"')[1].split("</div>")[0])


@case("W34")
def test_the_right_password_opens_a_new_session(client: Client, reporter: User) -> None:
    client.get(SIGN_IN)
    client.session["mark"] = 1
    before = client.session.session_key
    assert sign_in(client)
    assert client.session.session_key != before


def test_the_page_says_that_secrets_do_not_belong_here(client: Client, db: None) -> None:
    assert "涉密信息不上网" in client.get(SIGN_IN).content.decode()


@case("W39")
def test_wrong_password_unknown_name_disabled_and_locked_are_told_the_same(
    client: Client, reporter: User
) -> None:
    wrong = said(client, "liumei", WRONG)
    unknown = said(client, "nobody", GOOD)
    User.objects.filter(pk=reporter.pk).update(is_active=False)
    disabled = said(client, "liumei", GOOD)
    for _ in range(lockout.MOST_FOR_A_NAME):
        said(client, "liumei", WRONG)
    locked = said(client, "liumei", GOOD)
    assert wrong == unknown == disabled == locked
    assert SecurityEvent.objects.filter(kind="locked_out", subject="liumei").exists()


@case("W37")
def test_after_five_wrong_passwords_the_right_one_is_refused_for_a_quarter_of_an_hour(
    client: Client, reporter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(lockout.MOST_FOR_A_NAME):
        assert not sign_in(client, password=WRONG)
    assert not sign_in(client)
    monkeypatch.setattr(lockout, "WINDOW", timedelta(0))
    assert sign_in(client)


def test_four_wrong_passwords_do_not_lock_and_success_begins_the_count_anew(
    client: Client, reporter: User
) -> None:
    for _ in range(2):
        for _ in range(lockout.MOST_FOR_A_NAME - 1):
            sign_in(client, password=WRONG)
        assert sign_in(client)
        client.logout()


def test_letter_case_and_blanks_make_no_other_name_of_it(client: Client, reporter: User) -> None:
    for name in ("liumei", "LIUMEI", " LiuMei", "liumei ", "Liumei"):
        sign_in(client, name=name, password=WRONG)
    assert not sign_in(client)


def test_twenty_failures_from_one_address_lock_the_address(client: Client, reporter: User) -> None:
    for n in range(lockout.MOST_FROM_AN_ADDRESS):
        lockout.note(SecurityEvent.Kind.FAILED, f"name{n}", "127.0.0.1")
    assert not sign_in(client)
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"))


@pytest.mark.parametrize(
    "target", ["//evil.cn/", "https:evil.cn", "/\\evil.cn", "javascript:alert(1)", "/x%0d%0aA:b"]
)
@case("W24")
def test_signing_in_leads_to_no_other_site(client: Client, reporter: User, target: str) -> None:
    answer = client.post(f"{SIGN_IN}?next={target}", {"login": "liumei", "password": GOOD})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert "evil" not in answer["Location"]


def test_signing_in_and_out_is_on_record(client: Client, reporter: User) -> None:
    sign_in(client)
    client.post(reverse("account_logout"))
    assert [(e.action, e.actor_name) for e in AuditEntry.objects.in_order()] == [
        ("signed_in", "liumei"),
        ("signed_out", "liumei"),
    ]


def test_an_initial_password_must_be_changed_before_anything_else(
    client: Client, reporter: User
) -> None:
    User.objects.filter(pk=reporter.pk).update(password_set_at=None)
    sign_in(client)
    assert client.get("/").headers["Location"] == reverse("account_change_password")
    new = {"oldpassword": GOOD, "password1": "Anzhou.2026.new", "password2": "Anzhou.2026.new"}
    client.post(reverse("account_change_password"), new)
    assert sign_in(client, password="Anzhou.2026.new")
    assert client.get(reverse("usersessions_list")).status_code == 200


def test_a_password_that_is_too_old_must_be_changed(client: Client, reporter: User) -> None:
    User.objects.filter(pk=reporter.pk).update(password_set_at=timezone.now() - timedelta(days=91))
    sign_in(client)
    answer = client.get(reverse("usersessions_list"))
    assert answer.headers["Location"] == reverse("account_change_password")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        pytest.param("Kj2026!", "10", id="too short"),
        pytest.param("sichuankeji", "三类", id="one class"),
        pytest.param("liumei1A!x", "相似", id="like the name"),
        pytest.param(GOOD, "使用过", id="the present one"),
    ],
)
def test_a_weak_or_recent_password_is_refused(
    client: Client, reporter: User, password: str, reason: str
) -> None:
    sign_in(client)
    form = {"oldpassword": GOOD, "password1": password, "password2": password}
    answer = client.post(reverse("account_change_password"), form)
    assert answer.status_code == 200
    assert reason in answer.content.decode()
    reporter.refresh_from_db()
    assert reporter.check_password(GOOD)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    def go(by: timedelta) -> None:
        now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now + by)

    return go


@pytest.mark.parametrize(
    ("minutes", "stays"), [pytest.param(29, True, id="29"), pytest.param(31, False, id="31")]
)
@case("W36")
def test_an_idle_session_ends(
    client: Client, reporter: User, later: Callable[[timedelta], None], minutes: int, stays: bool
) -> None:
    sign_in(client)
    client.get(reverse("usersessions_list"))
    later(timedelta(minutes=minutes))
    answer = client.get(reverse("usersessions_list"))
    assert (answer.status_code == 200) is stays
    if not stays:
        assert answer.headers["Location"] == f"{SIGN_IN}?next=%2Faccount%2Fsessions%2F"


@case("T20")
def test_what_is_sent_after_the_session_ended_is_answered_401(
    client: Client, reporter: User, later: Callable[[timedelta], None]
) -> None:
    sign_in(client)
    client.get(reverse("usersessions_list"))
    later(timedelta(minutes=31))
    assert client.post(reverse("usersessions_list")).status_code == 401


@case("W45")
def test_what_one_person_saw_is_not_kept_by_the_browser(client: Client, reporter: User) -> None:
    sign_in(client)
    assert client.get(reverse("usersessions_list")).headers["Cache-Control"] == "no-store"


def test_nobody_can_make_an_account_of_their_own(client: Client, db: None) -> None:
    assert client.get("/account/signup/").status_code == 404
    assert client.get("/account/sign-up/").status_code == 404
