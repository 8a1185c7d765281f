"""The auditor's page: what was done is found, read and taken away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from collection.log_words import ACTIONS, SUBJECTS
from dev import HOUSE
from tests.areas.cast import person, seat
from tests.collection.conftest import Office


@pytest.fixture
def auditor(office: Office) -> Client:
    seat("zhao", "auditor", office.cast.areas["shu"])
    office.enters("liumei", {"firms": "120"})
    office.enters("bai", {"firms": "=1+1"}, area="bo")
    office.enters("bai", {"firms": "7"}, area="bo", remark="=HYPERLINK(1)")
    client = Client()
    client.force_login(person("zhao"))
    return client


def read(client: Client, query: str = "") -> str:
    return client.get(f"/work/audit/{query}").content.decode()


def test_a_change_is_found_by_who_made_it_and_shows_before_and_after(auditor: Client) -> None:
    page = read(auditor, "?who=liumei")
    assert page.count(">填报<") == 1
    assert "120</li>" in page


@pytest.mark.parametrize(
    ("query", "entries"),
    [
        pytest.param("?place=bo", 1, id="by place"),
        pytest.param("?what=entered", 2, id="by action"),
        pytest.param("?what=填报项", 2, id="by subject, in the words of the screen"),
        pytest.param("?what=entered&who=bai", 1, id="by both"),
        pytest.param(f"?what=entered&since={timezone.localdate()}", 2, id="since today"),
        pytest.param("?what=entered&until=2020-01-01", 0, id="long ago"),
    ],
)
def test_entries_are_found_by_what_is_known_of_them(
    auditor: Client, query: str, entries: int
) -> None:
    assert read(auditor, query).count(">填报<") == entries


def test_whatever_is_logged_has_words_on_the_screen() -> None:
    """Every action and subject that the product writes."""
    written = "".join(
        path.read_text(encoding="utf-8")
        for app in ("accounts", "areas", "collection", "indicators", "plan_tracker")
        for path in (HOUSE / app).rglob("*.py")
    )
    actions = set(re.findall(r'(?:action=|_change\(|_on_record\()"([a-z_]+)"', written))
    subjects = set(re.findall(r'subject="([a-z]+)"', written))
    assert {"entered", "seat_given", "signed_in"} <= actions
    assert actions - set(ACTIONS) <= {"store_true", "submit"}  # of argparse, and of a move
    assert subjects <= set(SUBJECTS)


def test_a_date_that_is_none_is_refused_in_words(auditor: Client) -> None:
    answer = auditor.get("/work/audit/?since=yesterday")
    assert answer.status_code == 422
    assert "日期或时间不正确" in answer.content.decode()


def test_all_of_it_can_be_taken_away_with_the_digests_and_runs_nothing(auditor: Client) -> None:
    text = auditor.get("/work/audit.csv?what=entered").content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert len(rows) == 2
    digests = set(AuditEntry.objects.filter(action="entered").values_list("digest", flat=True))
    assert {row[head.index("digest")] for row in rows} == digests
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_log_comes_page_by_page(auditor: Client, office: Office) -> None:
    for n in range(60):
        office.enters("liumei", {"firms": str(200 + n % 7)})
    assert read(auditor).count('scope="row"') == 50
    assert "page=2" in read(auditor)


def test_what_was_changed_is_told_in_words(office: Office) -> None:
    office.enters("liumei", {"firms": "130"})
    office.enters("liumei", {"firms": "131"}, remark="两家迁入")
    office.fills()
    office.moves("liumei", "submit")
    cell = office.cell("firms").measure_id
    office.moves("chen", "give_back", reason="请核实", cells=[cell])
    seat("zhao", "auditor", office.cast.areas["shu"])
    client = Client()
    client.force_login(person("zhao"))
    page = re.sub(r"<[^>]+>|\s+", " ", client.get(reverse("audit_log")).content.decode())
    text = re.sub(r" +", " ", page)
    assert "数值 130 → 131" in text
    assert "状态 待本级审核 → 退回待修改" in text
    assert "退回项目 firms名" in text
    assert "基础指标 firms名" in text
    assert "核实说明 两家迁入" in text
    assert '{"' not in text


def test_moments_kinds_and_yes_or_no_are_told_as_people_say_them(office: Office) -> None:
    seat("zhao", "auditor", office.cast.areas["shu"])
    client = Client()
    client.force_login(person("zhao"))
    page = re.sub(r"<[^>]+>", " ", client.get(reverse("audit_log")).content.decode())
    text = re.sub(r"\s+", " ", page)
    due = timezone.localtime(office.round.due)
    assert f"报送期限 {due:%Y-%m-%d %H:%M}" in text
    assert "数据性质 年报数" in text
    assert "补报 否" in text
