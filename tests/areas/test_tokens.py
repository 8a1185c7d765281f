"""接口令牌: made, shown once, used, and ended with its owner's rights."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit import Actor
from accounts.models import AuditEntry, Token
from accounts.profiles import PROFILES
from areas import tokens
from areas.administration import end_sessions
from areas.models import Seat
from areas.problems import ProblemsFound
from areas.rights import rights_of
from tests.areas.cast import area, person, seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reporter(settings: object) -> None:
    settings.PASSWORD_PROFILE = PROFILES["asvs"]  # type: ignore[attr-defined]
    seat("liumei", "reporter", area("an"))


def made(name: str = "报送程序", scope: str = "write", days: int = 30) -> tuple[Token, str]:
    liumei = person("liumei")
    by = Actor(user=liumei, name="liumei")
    return tokens.make_token(name, scope, days, by=by, rights=rights_of(liumei))


def test_the_secret_is_known_to_its_owner_alone() -> None:
    token, secret = made()
    assert tokens.token_of(secret) == token
    assert secret not in str(Token.objects.values())
    assert secret.startswith(token.hint)
    entry = AuditEntry.objects.get(action="token_made")
    assert secret not in f"{entry.before}{entry.after}"


def test_each_is_another() -> None:
    assert len({made(f"{n}")[1] for n in range(5)}) == 5


@pytest.mark.parametrize(
    ("name", "scope", "days", "code"),
    [("", "read", 30, "E-TXT-LENGTH"), ("x" * 61, "read", 30, "E-TXT-LENGTH"),
     ("x", "all", 30, "E-PARAM"), ("x", "read", 0, "E-NUM-RANGE"), ("x", "read", 367, "E-NUM-RANGE")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(name: str, scope: str, days: int, code: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        made(name, scope, days)
    assert refused.value.problems[0].code == code


def test_one_has_ten_at_most() -> None:
    for n in range(tokens.MOST):
        made(f"{n}")
    with pytest.raises(ProblemsFound):
        made("one more")


def test_ended_or_over_it_opens_nothing() -> None:
    token, secret = made()
    tokens.revoke(token, by=Actor(user=person("liumei"), name="liumei"))
    assert tokens.token_of(secret) is None
    other, secret = made("另一个")
    Token.objects.filter(pk=other.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert tokens.token_of(secret) is None


def test_an_administrator_who_ends_somebodys_sessions_ends_the_tokens_too() -> None:
    _, secret = made()
    seat("zhou", "accounts", area("shu", "province"))
    zhou = person("zhou")
    end_sessions(person("liumei"), by=Actor(user=zhou, name="zhou"), rights=rights_of(zhou))
    assert tokens.token_of(secret) is None


def test_with_the_seat_the_rights_are_gone() -> None:
    _, secret = made()
    Seat.objects.update(ends=timezone.localdate() - timedelta(days=1))
    found = tokens.token_of(secret)
    assert found is not None
    assert not rights_of(found.user).may("enter")


def test_the_page_shows_the_secret_once_and_lists_what_there_is() -> None:
    client = Client()
    client.force_login(person("liumei"))
    fields = {"name": "报送程序", "scope": "write", "days": "30"}
    page = client.post(reverse("tokens"), fields).content.decode()
    token = Token.objects.get()
    assert page.count("ptk_") == 2
    again = client.get(reverse("tokens")).content.decode()
    assert again.count("ptk_") == 1, "the first letters only"
    assert "报送程序" in again
    client.post(reverse("revoke_token", kwargs={"pk": token.pk}))
    assert "报送程序" not in client.get(reverse("tokens")).content.decode()


def test_what_was_typed_stays_when_it_is_refused() -> None:
    client = Client()
    client.force_login(person("liumei"))
    answer = client.post(reverse("tokens"), {"name": "报送程序", "scope": "write", "days": "999"})
    assert answer.status_code == 422
    assert 'value="报送程序"' in answer.content.decode()
