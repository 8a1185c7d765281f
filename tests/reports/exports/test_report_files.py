"""Reports by their address, and drafts for officials."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indicators import releases
from indicators.queries.plans import plan_named
from indicators.queries.released import show_released
from reports.exports import asking, making
from reports.exports.wish import Wish
from reports.models import Export
from tests.areas.cast import SHELL, person
from tests.cases import case
from tests.figures.cast import Cast
from tests.reports.exports.asked import now

State = Export.State


def test_a_report_of_the_release_has_a_stable_address(cast: Cast) -> None:
    client, address = Client(), "/shu-plan/reports/final/2025.pdf"
    first = client.get(address)
    made = Export.objects.get()
    assert first.headers["Location"] == reverse("export", kwargs={"key": made.key})
    making.make(made.pk)
    answer: Any = client.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"


@case("W31")
@pytest.mark.parametrize(
    "address",
    ["reports/other/2025.pdf", "reports/final/2024.pdf", "reports/final/2025.exe",
     "reports/place/2025.pdf", "reports/place/2025.pdf?place=nowhere"],
)  # fmt: skip
def test_a_report_that_is_not_on_the_list_is_not_there(cast: Cast, address: str) -> None:
    answer = Client().get(f"/shu-plan/{address}")
    assert answer.status_code == 404
    assert not Export.objects.exists()


def test_drafts_are_for_officials_and_of_what_stands_now(cast: Cast) -> None:
    client = Client()
    client.force_login(person("guo"))
    fields = {"kind": "final", "year": "2023", "format": "docx", "place": ""}
    client.post("/shu-plan/reports/ask/", fields)
    made = Export.objects.get()
    assert (made.owner, made.edition, made.right) == (person("guo"), 0, "report_all")
    assert made.asked["year"] == 2025, "a final report is of the target year"
    making.make(made.pk)
    assert now(made).state == State.READY


@case("W05")
def test_a_reporter_has_the_sheet_of_the_own_city_only(cast: Cast) -> None:
    client = Client()
    client.force_login(person("liumei"))
    own = {"kind": "place", "year": "2025", "format": "pdf", "place": "an"}
    assert client.post("/shu-plan/reports/ask/", own).status_code == 302
    assert client.post("/shu-plan/reports/ask/", {**own, "place": "bo"}).status_code == 403
    assert client.post("/shu-plan/reports/ask/", {**own, "kind": "final"}).status_code == 403
    assert Export.objects.count() == 1


def test_a_released_report_is_made_of_its_release_even_after_a_later_one(cast: Cast) -> None:
    releases.freeze_before_collection(cast.plan, by=SHELL)
    plan = plan_named(cast.plan.slug)
    show_released(plan)
    made = asking.ask_in_public(
        Wish(plan=plan, kind="report", format="docx", right="public_files", language="zh-hans",
             asked={"report": "final", "year": 2025, "today": "2026-11-28"}, name="r.docx")
    )  # fmt: skip
    assert making.wish_of(made).plan.edition == plan.edition != 0


@case("A15")
def test_when_too_many_files_wait_the_next_is_asked_to_come_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_PUBLIC", 1)
    client = Client()
    assert client.get("/shu-plan/reports/final/2025.pdf").status_code == 302
    answer = client.get("/shu-plan/reports/final/2025.docx")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "操作过于频繁" in answer.content.decode()


def test_a_large_question_of_an_official_is_theirs_and_of_a_reader_is_everybodys(
    cast: Cast,
) -> None:
    client = Client()
    address = "/shu-plan/explore.parquet?indicator=firms"
    assert client.get(address).status_code == 302
    assert Export.objects.get().owner is None
    for name, own in (("liumei", False), ("guo", True)):
        client.force_login(person(name))
        assert client.get(address).status_code == 302, name
        assert Export.objects.filter(owner=person(name)).exists() is own
