"""The search page: what it shows, what it costs, and that nothing typed breaks it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from areas.models import Area
from indicators import milestone_steps, record
from indicators.models import Plan, Source
from regions.models import KeyRegion
from tests.cases import case
from tests.pages.conftest import domain, enterprises, plan, region, safeguard, task, whole_plan
from tests.pages.test_pages import read

__all__ = ["domain", "enterprises", "plan", "region", "safeguard", "task", "whole_plan"]


def asked(client: Client, words: str, **more: str) -> str:
    answer = client.get("/htp/search/", {"q": words, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_hit_is_marked_and_leads_to_its_place(client: Client, whole_plan: Plan) -> None:
    page = asked(client, "量子")
    assert '<a href="/htp/domains/chips/#field-2"><mark>量子</mark></a>' in page
    assert "三、1" in page


def test_a_measure_is_found_by_its_name_and_by_what_was_done_and_leads_to_its_safeguard(
    client: Client, whole_plan: Plan, region: KeyRegion
) -> None:
    fund = whole_plan.milestones.get(code="fund")
    region.milestones.add(fund)
    words = {"title": "办法", "publisher": "科技厅", "dated": "2023"}
    step = milestone_steps.Step(
        milestone_id=fund.pk,
        dated="2023",
        stage="done",
        wording="注册成立。",
        source_id=Source.objects.create(key="notice", **words).pk,
    )
    milestone_steps.record([step])
    for typed in ("fund名", "注册成立"):
        assert 'href="/htp/safeguards/#milestone-fund"' in asked(client, typed)


def test_what_was_typed_stays_in_the_field_and_is_no_markup(
    client: Client, whole_plan: Plan
) -> None:
    page = asked(client, '"><script>')
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


@pytest.mark.parametrize("words", ["", "   ", "没有这个词", "（）"])
def test_where_nothing_is_found_the_page_says_how_to_search(
    client: Client, whole_plan: Plan, words: str
) -> None:
    page = asked(client, words)
    assert "首字母" in page
    assert "/htp/domains/" in page


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("q=%00", id="NUL"),
        pytest.param("q=%ff%fe", id="not UTF-8"),
        pytest.param("q=%ed%a0%80", id="half a surrogate pair"),
        pytest.param(f"q={'a' * 5000}", id="very long"),
        pytest.param(f"q={'%20'.join('abcdefghijklmnop')}", id="many words"),
        pytest.param("q=a&q=b", id="twice"),
        pytest.param("q=%25%5F%27%22%5C", id="signs of queries"),
        pytest.param("q=x&kind=nothing", id="unknown kind"),
        pytest.param("kind=place", id="kind without words"),
        pytest.param("", id="nothing at all"),
    ],
)
@case("W32")
def test_nothing_typed_breaks_the_page(client: Client, whole_plan: Plan, raw: str) -> None:
    page = read(client, f"/htp/search/?{raw}")
    assert "\x00" not in page


def test_all_of_one_kind_can_be_asked_for(client: Client, whole_plan: Plan) -> None:
    for n in range(9):
        names = {"name": f"第{n}市", "short_name": f"第{n}", "name_en": f"City {n}", "place": "表"}
        Area.objects.create(code=f"c{n}", kind="city", adds_to=whole_plan.area, **names)
    assert "还有3项" in asked(client, "市")
    assert "还有" not in asked(client, "市", kind="place")


@pytest.mark.django_db(transaction=True)  # as in production, where the index stays in the process
def test_a_search_costs_no_more_than_finding_the_plan(client: Client, whole_plan: Plan) -> None:
    asked(client, "芯片")
    with CaptureQueriesContext(connection) as queries:
        asked(client, "sheji")
    assert len(queries) <= 4


@pytest.mark.django_db(transaction=True)
def test_a_changed_plan_is_searched_afresh(client: Client, whole_plan: Plan) -> None:
    assert "没有“激光”" in asked(client, "激光")
    whole_plan.domains.update(name="激光")
    record.plan_changed(whole_plan)
    assert "<mark>激光</mark>" in asked(client, "激光")


def test_the_field_stands_on_every_page_and_needs_no_script(
    client: Client, whole_plan: Plan
) -> None:
    page = read(client, "/htp/tasks/")
    assert '<form class="search" role="search" method="get" action="/htp/search/">' in page
