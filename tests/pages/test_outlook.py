"""What an indicator's page says of the way still to go, and what other methods make of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indicators.models import Baseline, Indicator, Plan, ScopeBreak
from indicators.queries.indicator import indicator_named
from indicators.queries.opinions import opinions_panel
from indicators.queries.outlook import outlook_panel
from indicators.queries.standing import standing
from tests.pages.conftest import gauge

ADDRESS = "/htp/indicators/enterprises/"
OUTLOOK, OPINIONS = "后续要求与走势推算", "其他方法的判断"


@pytest.fixture
def course(plan: Plan, enterprises: Indicator) -> Indicator:
    """From 10,247 to 16,000: 11,000 in 2022, 12,500 in 2023."""
    Baseline.objects.create(
        indicator=enterprises,
        area=plan.area,
        year=2021,
        kind="printed",
        value=Decimal(10247),
    )
    enterprises.gauges.filter(area=plan.area, year=2022).update(value=Fraction(11000))
    more = {"baseline": Fraction(10247), "expected": Fraction("13123.5")}
    gauge(enterprises, plan.area, 2023, 12500, "behind", **more)
    return enterprises


def read(client: Client, address: str = ADDRESS) -> str:
    return client.get(address).content.decode()


def test_the_page_says_what_is_needed_and_where_the_pace_leads(
    client: Client, course: Indicator
) -> None:
    page = read(client)
    assert "1,750家（年均增长13.1%）" in page
    assert "约14,753家（14,006家至15,500家），达不到目标" in page


def test_the_page_names_the_values_at_which_the_status_changes(
    client: Client, course: Indicator
) -> None:
    page = read(client)
    assert '<th scope="row">≥12,835.85家<' in page
    assert "+335.85家" in page
    assert '<th scope="row">≥16,000家<' in page


def test_the_page_says_where_other_methods_differ(client: Client, course: Indicator) -> None:
    page = read(client)
    assert OPINIONS in page
    assert "基期以来年均增速÷所需年均增速=88.7%" in page
    assert "连续的全年数不足4个" in page


def test_it_reads_in_english(client: Client, course: Indicator) -> None:
    client.cookies["django_language"] = "en"
    page = read(client)
    assert "1,750 enterprises (13.1% a year)" in page
    assert '<th scope="row">≥12,835.85 enterprises<' in page


def test_the_year_of_the_page_is_the_last_that_is_looked_at(
    client: Client, course: Indicator
) -> None:
    page = read(client, f"{ADDRESS}?year=2022")
    assert "差额按剩余3年平均分摊" in page
    assert "全年数不足3个" in page


def test_demonstrations_lead_nowhere(client: Client, course: Indicator, plan: Plan) -> None:
    course.gauges.filter(area=plan.area).update(demo=True)
    page = read(client)
    assert "全省没有基期以后的全年实际数" in page
    assert OPINIONS not in page


def test_nothing_is_carried_across_a_break_of_scope(client: Client, course: Indicator) -> None:
    ScopeBreak.objects.create(measure=course.measure, year=2023, text="口径调整")
    page = read(client)
    assert "不跨口径推算" in page


def test_a_quota_has_no_such_section(client: Client, whole_plan: Plan) -> None:
    page = read(client, "/htp/indicators/recognised/")
    assert OUTLOOK not in page
    assert OPINIONS not in page


@pytest.mark.parametrize(
    ("status", "said"),
    [
        pytest.param("behind", "一致，均为进展偏慢。", id="moderate, as we say"),
        pytest.param(
            "ahead",
            "“快于预期”（正常推进）不一致：增长率之比为进展偏慢，增速外推法为进展偏慢。",
            id="differs",
        ),
        pytest.param("in_progress", "未作快慢评价，以下判断仅供参考。", id="we say nothing"),
    ],
)
def test_one_sentence_says_whether_the_methods_differ_from_ours(
    client: Client, course: Indicator, plan: Plan, status: str, said: str
) -> None:
    course.gauges.filter(area=plan.area, year=2023).update(status=status)
    assert said in read(client)


def test_a_falling_target_reads_downwards(client: Client, course: Indicator) -> None:
    course.targets.update(operator="≤", value=Decimal(8000))
    page = read(client)
    assert "年均需降" in page
    assert "2,250家（年均下降20.0%）" in page
    assert '<th scope="row">≤8,000家<' in page
    assert '<th scope="row">&gt;8,224.7家<' in page


def test_a_lower_bound_is_named_as_the_reason(
    client: Client, course: Indicator, plan: Plan
) -> None:
    course.gauges.filter(area=plan.area, year__gt=2021).update(exactness=">")
    page = read(client)
    assert "只有下限值（“&gt;”）" in page
    assert OPINIONS not in page


def test_a_lower_bound_beyond_the_target_says_that_it_is_met(
    client: Client, course: Indicator, plan: Plan
) -> None:
    course.gauges.filter(area=plan.area, year__gt=2021).update(exactness=">")
    course.targets.update(value=Decimal(12000))
    page = read(client)
    assert "2023年为&gt;12,500家，已达到目标（≥12,000家）。" in page
    assert "下限值（“&gt;”）已不低于目标，增速无从计算" in page
    assert "已达到目标" in page


def test_a_target_that_is_met_is_said_to_be(client: Client, course: Indicator) -> None:
    course.targets.update(value=Decimal(12000))
    assert "2023年为12,500家，已达到目标（≥12,000家）。" in read(client)


def test_a_page_with_other_opinions_leads_to_how_they_are_made(
    client: Client, course: Indicator
) -> None:
    assert "/htp/method/#second-opinions" in read(client)
    assert 'id="second-opinions"' in read(client, "/htp/method/")


def test_the_panels_ask_the_database_for_nothing(
    course: Indicator, plan: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = indicator_named(plan, course.code)
    gauges = list(course.gauges.filter(area=plan.area))
    row = standing(found, area_id=plan.area_id, gauges=gauges, year=None)
    with django_assert_num_queries(0):
        assert outlook_panel(found, row, gauges)
        assert opinions_panel(found, row, gauges)


def test_other_methods_are_not_asked_where_the_baseline_is_in_doubt(
    client: Client, plan: Plan, course: Indicator
) -> None:
    Baseline.objects.create(
        indicator=course, area=plan.area, year=2021, kind="verified", value=Decimal(9000)
    )
    course.gauges.filter(area=plan.area, year=2023).update(status="baseline_doubt")
    page = read(client)
    assert "因此不列示" in page
    assert "该方法的结论" not in page
