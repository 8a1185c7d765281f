"""A question of 数据查询 is kept under a name, for oneself alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.profiles import PROFILES
from reports import saved
from reports.models import SavedView
from tests.areas.cast import person, seat
from tests.figures.cast import Cast, assemble

QUERY = "indicator=firms&place=an&year=2022"
SAVE = "/shu-plan/explore/save/"


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    settings.PASSWORD_PROFILE = PROFILES["asvs"]
    cast = assemble()
    for name in ("guo", "liumei"):
        seat(name, "analyst", cast.areas["shu"])
    return cast


def browser(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def test_it_is_there_again_under_its_name(cast: Cast) -> None:
    guo = browser("guo")
    answer = guo.post(SAVE, {"name": "安的高企", "query": QUERY})
    assert answer.headers["Location"] == f"/shu-plan/explore/?{QUERY}"
    page = guo.get("/shu-plan/explore/").content.decode()
    assert "安的高企" in page
    assert QUERY.replace("&", "&amp;") in page
    assert AuditEntry.objects.filter(action="view_saved").count() == 1


def test_another_person_has_none_of_it(cast: Cast) -> None:
    browser("guo").post(SAVE, {"name": "安的高企", "query": QUERY})
    other, made = browser("liumei"), SavedView.objects.get()
    assert "安的高企" not in other.get("/shu-plan/explore/").content.decode()
    address = reverse("remove_view", kwargs={"plan": "shu-plan", "pk": made.pk})
    assert other.post(address).status_code == 404
    assert browser("guo").post(address).status_code == 302
    assert not SavedView.objects.exists()


def test_the_same_name_again_takes_the_place_of_the_old(cast: Cast) -> None:
    guo = browser("guo")
    for query in (QUERY, "indicator=share"):
        guo.post(SAVE, {"name": "常用", "query": query})
    assert SavedView.objects.get().query == "indicator=share"


@pytest.mark.parametrize("fields", [{"name": "", "query": QUERY}, {"name": "x" * 61, "query": QUERY},
                                    {"name": "x", "query": "q" * 4001}])  # fmt: skip
def test_what_makes_no_sense_is_refused(cast: Cast, fields: dict[str, str]) -> None:
    assert browser("guo").post(SAVE, fields).status_code == 422
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST", 1)
    guo = browser("guo")
    assert guo.post(SAVE, {"name": "一", "query": QUERY}).status_code == 302
    assert guo.post(SAVE, {"name": "二", "query": QUERY}).status_code == 422
    assert guo.post(SAVE, {"name": "一", "query": ""}).status_code == 302


def test_a_query_leads_nowhere_else(cast: Cast) -> None:
    answer = browser("guo").post(SAVE, {"name": "x", "query": "//evil.example"})
    assert answer.headers["Location"].startswith("/shu-plan/explore/?")
    page = browser("guo").get("/shu-plan/explore/").content.decode()
    assert 'href="//evil' not in page


def test_a_reader_without_a_sign_in_is_offered_none(cast: Cast) -> None:
    assert "view-name" not in Client().get("/shu-plan/explore/").content.decode()
    assert Client().post(SAVE, {"name": "x", "query": QUERY}).status_code == 401
