"""The series goes on: a new plan's indicator shows the years of the plan before."""

from __future__ import annotations

import pytest
from django.test import Client

from indicators import gauges
from indicators.models import Plan
from indicators.queries.indicator import IndicatorPage, indicator_page
from plan_tracker import planfile
from tests.planfile.plans import edited
from tests.plans.stage import NEXT, put_on_stage


@pytest.fixture
def later(db: None) -> Plan:
    put_on_stage()
    plan, _ = planfile.load(NEXT)
    gauges.drain()
    return plan


def page_of(plan: Plan, code: str) -> IndicatorPage:
    return indicator_page(plan, code, year=None, language="zh")


def kinds(page: IndicatorPage) -> dict[str, str]:
    """What the table beside the trend says of each year with a figure."""
    rows = [[str(getattr(cell, "zh", cell)) for cell in row] for row in page.trend.table.rows]
    return {row[0]: row[3] for row in rows if row[1] != "—"}


def test_the_years_before_are_shown_and_marked(later: Plan) -> None:
    found = kinds(page_of(later, "firms"))
    assert {year: kind for year, kind in found.items() if "上一规划期" in kind} == {
        "2020年": "年报数·上一规划期",
        "2021年": "年报数·上一规划期",
        "2022年": "年报数·上一规划期",
        "2023年": "年报数·上一规划期",
    }
    assert found["2025年"] == "规划基期值"


def test_years_of_one_definition_stand_without_a_break(later: Plan) -> None:
    page = page_of(later, "firms")
    assert [years.redefined for years in page.earlier] == [False]
    assert page.trend.figure["layout"]["shapes"] == []


def test_a_redefinition_is_a_break_in_the_base_year(later: Plan) -> None:
    page = page_of(later, "energy_net")
    assert [shape["x0"] for shape in page.trend.figure["layout"]["shapes"]] == [2024.5]
    assert "2025年起统计口径调整" in page.trend.sentence_zh


def test_the_page_names_the_earlier_plan_and_the_reason(client: Client, later: Plan) -> None:
    page = client.get("/geng-155/indicators/energy_net/").content.decode()
    assert 'href="/geng-145/indicators/energy/"' in page
    assert "自2025年起口径调整，前后数值不可比：自2025年起不再计入原料用能。" in page
    client.cookies.load({"django_language": "en"})
    page = client.get("/geng-155/indicators/energy_net/").content.decode()
    assert "Redefined from 2025" in page
    assert "Energy used as a raw material is left out from 2025 on." in page


def test_the_years_before_are_judged_by_nobody_twice(later: Plan) -> None:
    """They are shown, and the new plan's status says nothing of them."""
    page = page_of(later, "firms")
    assert (page.row.value, page.row.status.slug) == (None, "missing")


def test_the_earlier_plan_s_own_page_is_as_before(later: Plan) -> None:
    page = page_of(Plan.objects.get(slug="geng-145"), "firms")
    assert page.earlier == ()
    assert "上一规划期" not in "".join(kinds(page).values())


def test_a_series_goes_back_over_several_plans(later: Plan) -> None:
    fates = "".join(
        f"    - earlier: {code}\n      becomes: same\n" for code in ("firms", "energy_net")
    )
    start, end = NEXT.index("succeeds:"), NEXT.index("\nunits:")
    third = f"{NEXT[:start]}succeeds:\n  plan: geng-155\n  indicators:\n{fates}{NEXT[end:]}"
    third = third.replace("year: 2030", "year: 2035").replace("year: 2025", "year: 2030")
    planfile.load(edited(("slug: geng-155", "slug: geng-165"), text=third))
    gauges.drain()
    page = page_of(Plan.objects.get(slug="geng-165"), "energy_net")
    assert [(years.plan.slug, years.redefined) for years in page.earlier] == [
        ("geng-155", False),
        ("geng-145", True),
    ]
    assert [shape["x0"] for shape in page.trend.figure["layout"]["shapes"]] == [2024.5]
    assert "2021年" in kinds(page)
