"""Two steps to sign in: asked of whoever decides or administers, and of nobody else."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.profiles import PROFILES
from areas.models import Area
from tests.areas.cast import area, person, seat

PASSWORD = "Mianyang-2026-keji"
SECRET = "JBSWY3DPEHPK3PXP"
SETS_UP = "/account/second-factor/app/"


@pytest.fixture
def mianyang(db: None) -> Area:
    return area("mianyang", parent=area("shu", "province"))


def user(name: str, role: str, place: Area) -> User:
    seat(name, role, place)
    found = person(name)
    found.set_password(PASSWORD)
    found.save()
    return found


def code() -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


def sign_in(name: str) -> tuple[Client, Any]:
    client = Client()
    answer = client.post("/account/sign-in/", {"login": name, "password": PASSWORD})
    return client, answer


@pytest.mark.parametrize("role", ["head", "reviewer", "planner", "accounts", "leader", "auditor"])
def test_whoever_decides_or_administers_sets_one_up_first(mianyang: Area, role: str) -> None:
    user("chen", role, mianyang)
    client, _ = sign_in("chen")
    answer = client.get("/work/")
    assert answer.headers["Location"] == SETS_UP
    again = client.get(SETS_UP).headers["Location"]
    answer = client.post(again, {"password": PASSWORD})
    assert answer.headers["Location"] == SETS_UP
    assert "用验证器应用" in client.get(SETS_UP).content.decode()
    assert client.get(reverse("usersessions_list")).status_code == 200


@pytest.mark.parametrize("role", ["reporter", "analyst"])
def test_others_may_do_without(mianyang: Area, role: str) -> None:
    user("liumei", role, mianyang)
    client, _ = sign_in("liumei")
    assert client.get("/work/").status_code == 200


def test_the_other_profile_does_not_ask_for_it(mianyang: Area, settings: Any) -> None:
    settings.PASSWORD_PROFILE = PROFILES["asvs"]
    user("chen", "head", mianyang)
    client, _ = sign_in("chen")
    assert client.get("/work/").status_code == 200


def test_with_one_set_up_the_password_alone_does_not_sign_in(mianyang: Area) -> None:
    TOTP.activate(user("chen", "head", mianyang), SECRET)
    client, answer = sign_in("chen")
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/work/").headers["Location"].startswith("/account/sign-in/")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert client.get("/work/").status_code == 200


def test_a_recovery_code_works_once(mianyang: Area) -> None:
    chen = user("chen", "head", mianyang)
    TOTP.activate(chen, SECRET)
    one = RecoveryCodes.activate(chen).get_unused_codes()[0]
    for works in (True, False):
        client, _ = sign_in("chen")
        client.post(reverse("mfa_authenticate"), {"code": one})
        assert ("_auth_user_id" in client.session) is works


def test_the_secret_is_not_readable_in_the_database(mianyang: Area) -> None:
    TOTP.activate(user("chen", "head", mianyang), SECRET)
    assert SECRET not in str(Authenticator.objects.get().data)
