"""Each kind of target in words, as an official would write it, and in English."""

from __future__ import annotations

import pytest
from django.test import Client

from indicators.models import Plan
from indicators.queries.overview import standings
from indicators.queries.promise_words import promise_words, rate_words
from indicators.queries.promises import Promise
from indicators.queries.reasons import reasons
from indicators.queries.standing import Standing
from indicators.queries.standing_words import goal_words, progress_words
from tests.plans.stage import put_on_stage


@pytest.fixture
def plan(db: None) -> Plan:
    return put_on_stage()


def rows(plan: Plan, year: int = 2023) -> dict[str, Standing]:
    return {row.code: row for row in standings(plan, year=year)}


def test_what_is_asked_is_said_as_the_plan_says_it(plan: Plan) -> None:
    assert {code: goal_words(row).zh for code, row in rows(plan).items()} == {
        "firms": "较2020年增加≥500家",
        "energy": "较2020年累计下降≥13.5%",
        "revenue": "年均增长≥8%",
        "output_growth": "年均增长≥6.5%",
        "reuse": "保持在95%以上",
        "debt": "控制在60%以内",
        "reserve": "保持在12%—14%",
        "rd_growth": "高于地区生产总值增速",
        "platforms": "≥20家",
        "heavy": "较2020年减少≥20家",
        "contracts": "较2021年累计增长≥30%",
        "basic": "较2020年提高≥2个百分点",
        "patents": "≥800项",
        "climate": "创新生态明显改善",
        "cover": "≥100%",
        "q_yearly": "每年≥20项",
        "q_total": "2021—2025年累计≥200项",
    }


def test_what_is_asked_is_said_in_english(plan: Plan) -> None:
    said = {code: goal_words(row).en for code, row in rows(plan).items()}
    assert {code: said[code] for code in list(said)[:10]} == {
        "firms": "up by ≥500 entities on 2020",
        "energy": "down by ≥13.5% on 2020",
        "revenue": "up by ≥8% a year on average",
        "output_growth": "up by ≥6.5% a year on average",
        "reuse": "kept at 95% or more",
        "debt": "kept at 60% or less",
        "reserve": "kept within 12% to 14%",
        "rd_growth": "above ‘Growth of regional product’",
        "platforms": "≥20 entities",
        "heavy": "down by ≥20 entities on 2020",
    }
    assert said["basic"] == "up by ≥2 percentage points on 2020"


def test_how_far_it_has_come_is_said_in_the_same_terms(plan: Plan) -> None:
    said = {code: progress_words(row).zh for code, row in rows(plan).items()}
    assert {code: words for code, words in said.items() if words != "—"} == {
        "firms": "57.0%（增加285家）",
        "energy": "47.4%（累计下降6.4%）",
        "revenue": "年均增长8.37%",
        "output_growth": "年均增长6.55%",
        "platforms": "40.0%",
        "heavy": "55.0%（减少11家）",
        "contracts": "60.0%（累计增长18.0%）",
        "basic": "45.0%（提高0.9个百分点）",
        "patents": "52.5%",
        "cover": "65.0%",
        "q_yearly": "已到期3年，至少达标1年",
        "q_total": "至少累计83项（41.5%）",
    }


def test_each_kind_has_its_status(plan: Plan) -> None:
    assert {code: row.status.zh for code, row in rows(plan).items()} == {
        "firms": "基本符合预期",
        "energy": "滞后于预期",
        "revenue": "符合目标要求",
        "output_growth": "符合目标要求",
        "reuse": "未达目标要求",
        "debt": "未达目标要求",
        "reserve": "未达目标要求",
        "rd_growth": "仅列示，不作评价",
        "platforms": "基本符合预期",
        "heavy": "基本符合预期",
        "contracts": "快于预期",
        "basic": "滞后于预期",
        "patents": "基本符合预期",
        "climate": "仅列示，不作评价",
        "cover": "推进中",
        "q_yearly": "未达年度任务",
        "q_total": "推进中",
    }


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        pytest.param(
            "energy",
            "折算为2025年目标水平：0.5 × (1 − 13.5%)，即≤0.4325吨/万元。",
            "As a level for 2025: 0.5 × (1 − 13.5%), that is ≤0.4325 tonnes per 10,000 yuan.",
            id="累计下降, the level that follows",
        ),
        pytest.param(
            "heavy",
            "折算为2025年目标水平：120 − 20，即≤100家。",
            "As a level for 2025: 120 − 20, that is ≤100 entities.",
            id="减少, the level that follows",
        ),
        pytest.param(
            "revenue",
            "截至2023年年均增长8.37%，达到“年均增长≥8%”。",
            "By 2023 up by 8.37% a year on average; the target, up by ≥8% a year on average, is met.",
            id="年均增长, what decided",
        ),
        pytest.param(
            "platforms",
            "规划分年度目标：2022年≥12家，2023年≥14家，2024年≥17家。",
            "Set by the plan for the years between: "
            "2022 ≥12 entities, 2023 ≥14 entities, 2024 ≥17 entities.",
            id="分年度目标",
        ),
        pytest.param(
            "platforms",
            "规划设定的2023年目标=14家。",
            "Set by the plan for 2023 = 14 entities.",
            id="the plan's own year, not inferred",
        ),
        pytest.param(
            "reserve",
            "实际值14.2%不符合目标“保持在12%—14%”。",
            "14.2% is outside the target: kept within 12% to 14%.",
            id="区间, what decided",
        ),
        pytest.param(
            "climate",
            "规划原文：“创新生态明显改善”。",
            "The plan’s words: “创新生态明显改善”.",
            id="定性, the plan's words",
        ),
    ],
)
def test_the_reasons_follow_the_kind(plan: Plan, code: str, zh: str, en: str) -> None:
    said = reasons(rows(plan)[code], plan)
    assert (zh, en) in [tuple(each) for each in said]


def test_no_reference_is_called_inferred_where_the_plan_sets_it(plan: Plan) -> None:
    said = "".join(each.zh for each in reasons(rows(plan)["platforms"], plan))
    assert "推算" not in said


def test_before_an_indicator_s_own_base_year_nothing_is_judged(plan: Plan) -> None:
    early = rows(plan, 2021)
    assert (early["contracts"].base_year, early["contracts"].status.slug) == (2021, "not_started")
    assert (early["firms"].base_year, early["firms"].status.slug) == (2020, "on_schedule")


@pytest.mark.parametrize(
    ("rate", "operator", "zh"),
    [
        pytest.param(8, "≥", "年均增长≥8%", id="growth"),
        pytest.param(-3, "≤", "年均下降≥3%", id="a fall, promised at least"),
        pytest.param(-3, "", "年均下降3%", id="a fall so far"),
    ],
)
def test_a_rate_below_nought_is_a_fall(rate: int, operator: str, zh: str) -> None:
    assert rate_words(rate, 2, operator=operator).zh == zh


def test_a_relative_target_says_by_how_much_if_the_plan_does(plan: Plan) -> None:
    row = rows(plan)["rd_growth"]
    assert row.promise
    more = Promise(given_as="relative", amount=2, operator="≥", relative_to=row.promise.relative_to)
    assert promise_words(row, more).zh == "不低于地区生产总值增速2个百分点"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param("energy", "<dd>较2020年累计下降≥13.5%", id="no number in the wrong unit"),
        pytest.param("reserve", "<dd>12%—14%", id="both ends of a range"),
        pytest.param("rd_growth", "<dd>高于地区生产总值增速", id="relative"),
        pytest.param("revenue", "<dd>年均增长≥8%", id="a rate beside levels"),
    ],
)
def test_the_definition_says_the_target_as_the_plan_does(
    client: Client, plan: Plan, code: str, said: str
) -> None:
    assert said in client.get(f"/geng-145/indicators/{code}/").content.decode()


def test_a_range_is_read_out_with_both_ends(client: Client, plan: Plan) -> None:
    page = client.get("/geng-145/indicators/reserve/").content.decode()
    assert "2025年目标12—14" in page
    assert "目标≥12" not in page
