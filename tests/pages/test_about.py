"""What the pages about the plan and about the method say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from indicators.models import Indicator, Measure, Milestone, Note, Plan, Producer, StatusFact, Unit
from indicators.progress import STATUS_WORDS, Status
from plan_tracker.pages.about_words import COLLECTION, DISCLOSURE, KIND, NOTES, lag_words
from plan_tracker.pages.method_words import terms
from plan_tracker.pages.status_meanings import GROUPS, MEANINGS, status_groups

from .test_pages import read


def test_the_plan_says_who_issued_it_and_for_which_years(client: Client, plan: Plan) -> None:
    page = read(client, "/htp/about/")
    for words in ("科技厅", "2022-01-01", "2021", "2025", "sichuan名"):
        assert words in page


def test_a_fact_stands_with_its_unit_and_sign(client: Client, plan: Plan) -> None:
    unit = Unit.objects.create(symbol="亿元", name_en="100 million yuan")
    names = {"name": "高新区营业收入", "name_en": "Revenue", "place": "一、（一）"}
    StatusFact.objects.create(
        plan=plan, code="zones", year=2021, value=Decimal(30400), exactness="≈", unit=unit, **names
    )
    page = read(client, "/htp/about/")
    row = page[page.index('id="fact-zones"') :]
    assert row.index("高新区营业收入") < row.index("≈30,400亿元") < row.index("一、（一）")


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("contradiction", "文本不一致"),
        ("gap", "原文缺失"),
        ("reading", "理解说明"),
        ("split", "目标分解说明"),
    ],
)
def test_a_note_stands_under_its_kind(
    client: Client, plan: Plan, enterprises: Indicator, kind: str, heading: str
) -> None:
    names = {"name": "两处不同", "name_en": "Two differ", "text": "表与正文不同。", "place": "二"}
    Note.objects.create(plan=plan, code="n1", kind=kind, indicator=enterprises, **names)
    page = read(client, "/htp/about/")
    part = page[page.index(f"<h3>{heading}</h3>") :]
    assert part.index('id="note-n1"') < part.index("表与正文不同。")
    assert part.index("表与正文不同。") < part.index("/htp/indicators/enterprises/")


def test_a_plan_that_follows_another_leads_to_it(client: Client, plan: Plan) -> None:
    names = {"title": "十三五规划", "name_en": "13th plan"}
    same = ["issuer", "issuer_en", "short_title", "short_name_en", "area", "place", "issued_on"]
    same += ["ahead", "on_schedule", "behind", "exceeded", "nearly"]
    earlier = Plan.objects.create(
        slug="earlier",
        base_year=2016,
        target_year=2020,
        closed_on=date(2021, 6, 30),
        **names,
        **{name: getattr(plan, name) for name in same},
    )
    Plan.objects.filter(pk=plan.pk).update(succeeds=earlier)
    assert '<a href="/earlier/">十三五规划</a>' in read(client, "/htp/about/")
    assert "2021-06-30" in read(client, "/earlier/about/")


def test_a_measure_says_how_it_is_collected(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    measure = enterprises.measure
    plan.measures.add(measure)
    Measure.objects.filter(pk=measure.pk).update(lag_months=2, scope="有效证书", additive=False)
    Producer.objects.create(
        measure=measure, name="省科技厅", name_en="Department", since=date(2023, 1, 1)
    )
    page = read(client, "/htp/about/")
    part = page[page.index('id="measure-enterprises"') :]
    said = ["家", "有效证书数", "有效证书", "省科技厅", "（自2023-01-01起）", "市（州）填报"]
    said += ["主动公开", "期后2个月", "时点数，不可相加", "/htp/indicators/enterprises/"]
    places = [part.index(words) for words in said]
    assert places == sorted(places)


def test_a_measure_that_nothing_is_judged_by_stands_last(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    part = Measure.objects.create(
        code="part",
        name="分母数",
        name_en="Denominator",
        unit=enterprises.unit,
        kind="flow",
        collection="province",
        disclosure="internal",
        place="表",
    )
    plan.measures.add(enterprises.measure, part)
    Indicator.objects.filter(pk=enterprises.pk).update(
        numerator=enterprises.measure, denominator=part, factor=Decimal(1)
    )
    page = read(client, "/htp/about/")
    last = page[page.index("仅作分子、分母或参考") :]
    assert "分母数" in last
    assert "用于计算" in last


def test_a_milestone_that_no_chapter_names_has_its_place_here(client: Client, plan: Plan) -> None:
    names = {"name": "国家实验室", "name_en": "National laboratory", "place": "五"}
    Milestone.objects.create(plan=plan, code="lab", kind="platform", **names)
    assert 'id="milestone-lab"' in read(client, "/htp/about/")


def test_every_kind_of_note_and_measure_has_its_words() -> None:
    assert set(NOTES) == set(Note.Kind)
    assert set(COLLECTION) == set(Measure.Collection)
    assert set(DISCLOSURE) == set(Measure.Disclosure)
    assert set(KIND) == set(Measure.Kind)


@pytest.mark.parametrize(
    ("months", "words"), [(None, "未定"), (0, "期末当月"), (1, "期后1个月"), (6, "期后6个月")]
)
def test_a_lag_in_words(months: int | None, words: str) -> None:
    assert lag_words(months).zh == words


def test_every_status_has_a_meaning_and_stands_in_one_group() -> None:
    assert set(MEANINGS) == set(Status) == set(STATUS_WORDS)
    listed = [status for _, group in GROUPS for status in group]
    assert sorted(listed) == sorted(Status)


def test_the_limits_are_those_of_the_plan(client: Client, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(ahead=Decimal("1.2"), nearly=Decimal("0.85"))
    page = read(client, "/htp/method/")
    assert "与时序进度之比 ≥ 1.20。" in page
    assert "增量完成进度 ≥ 0.85" in page
    assert "{" not in "".join(row.meaning.en for _, rows in status_groups(plan) for row in rows)


def test_a_status_stands_with_icon_word_and_meaning(client: Client, plan: Plan) -> None:
    page = read(client, "/htp/method/")
    row = page[page.index('id="status-behind"') :]
    assert row.index("#down") < row.index("滞后于预期") < row.index("≥ 0.60 且 &lt; 0.90")


def test_every_term_has_an_anchor_of_its_own(client: Client, plan: Plan) -> None:
    page = read(client, "/htp/method/")
    codes = [term.code for term in terms()]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if page.count(f'id="{code}"') != 1] == []
