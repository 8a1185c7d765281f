"""市(州)比较: levels and growth side by side, and a way covered only where a target was set."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from areas.models import Area
from indicators.charts.wording import Text
from indicators.models import Gauge, Indicator, Measure, Plan, Source, Target
from indicators.queries.compare import Asked, ComparePage, compare_page, ranked
from indicators.queries.compare_words import By, scale
from indicators.queries.growth import change, contribution
from indicators.queries.standing import courses_of

from .conftest import area, fact, gauge, indicator

NO_JUDGEMENT = "本规划未向市（州）分解目标，仅作水平比较，不作完成情况评价"


def compared(plan: Plan, found: Indicator, by: By = By.LEVEL, **more: object) -> ComparePage:
    course = next(c for c in courses_of(plan) if c.indicator.pk == found.pk)
    given: dict[str, object] = {"year": None, "group": None, **more}
    return compare_page(plan, Asked(course=course, by=by, **given), language="zh")  # type: ignore[arg-type]


def city(plan: Plan, code: str, figures: dict[int, int], **more: object) -> Area:
    """A city on the first free tile, with real figures unless `demo`."""
    found = Indicator.objects.get(code="enterprises")
    demo = bool(more.pop("demo", False))
    column = Area.objects.cities().count() + 1
    more = {"adds_to": plan.area, "tile_column": column, "tile_row": 1, **more}
    placed = area(code, "city", order=column, **more)
    for year, value in figures.items():
        gauge(found, placed, year, value, "not_assigned", demo=demo, target=None)
    return placed


@pytest.fixture
def three(plan: Plan, enterprises: Indicator) -> list[Area]:
    """The province went from 10,247 to 14,500."""
    return [
        city(plan, "jia", {2021: 100, 2022: 150}),
        city(plan, "yi", {2021: 400, 2022: 500}),
        city(plan, "bing", {2022: 90}),
    ]


def order(page: ComparePage, by: By) -> list[tuple[int | None, str, Fraction | None]]:
    return [(rank, row.area.code, row.by(by)) for rank, row in page.ranking]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        pytest.param(By.LEVEL, [(1, "yi", 500), (2, "jia", 150), (3, "bing", 90)], id="level"),
        pytest.param(
            By.ON_BASE,
            [(1, "jia", Fraction(1, 2)), (2, "yi", Fraction(1, 4)), (None, "bing", None)],
            id="since the base year; who has no figure then comes last, unranked",
        ),
        pytest.param(
            By.SHARE,
            [
                (1, "yi", Fraction(500, 14500)),
                (2, "jia", Fraction(150, 14500)),
                (3, "bing", Fraction(90, 14500)),
            ],
            id="share of the province",
        ),
        pytest.param(
            By.CONTRIBUTION,
            [(1, "yi", Fraction(100, 4253)), (2, "jia", Fraction(50, 4253)), (None, "bing", None)],
            id="part of the province's increase",
        ),
    ],
)
def test_places_stand_in_order_of_what_is_compared(
    plan: Plan, enterprises: Indicator, three: list[Area], by: By, expected: list[object]
) -> None:
    assert order(compared(plan, enterprises, by), by) == expected


def test_equal_figures_have_equal_ranks(plan: Plan, enterprises: Indicator) -> None:
    for code, value in (("jia", 7), ("yi", 9), ("bing", 7), ("ding", 5)):
        city(plan, code, {2022: value})
    page = compared(plan, enterprises)
    assert [rank for rank, _ in page.ranking] == [1, 2, 2, 4]
    assert ranked([], By.LEVEL) == ()


def test_the_page_judges_nobody_without_targets(
    client: Client, plan: Plan, three: list[Area]
) -> None:
    page = client.get("/htp/compare/").content.decode()
    assert NO_JUDGEMENT in page
    assert "增量完成进度" not in page


def test_places_with_targets_are_compared_by_the_way_covered(
    plan: Plan, enterprises: Indicator, three: list[Area]
) -> None:
    assert By.PROGRESS not in compared(plan, enterprises).choices
    Target.objects.create(
        indicator=enterprises,
        area=three[0],
        year=2025,
        operator="≥",
        value=Decimal(300),
        in_force_from=date(2022, 1, 1),
        document="分解方案",
    )
    Gauge.objects.filter(area=three[0], year=2022).update(done=Fraction(1, 4), status="on_schedule")
    page = compared(plan, enterprises, By.PROGRESS)
    assert page.judged
    assert order(page, By.PROGRESS)[0] == (1, "jia", Fraction(1, 4))
    assert NO_JUDGEMENT not in page.remark.zh


def test_what_does_not_add_up_has_no_share_and_the_page_says_so(
    client: Client, plan: Plan, enterprises: Indicator, three: list[Area]
) -> None:
    Measure.objects.filter(code="enterprises").update(additive=False)
    page = compared(plan, enterprises, By.SHARE)
    assert page.by is By.LEVEL
    assert page.unfit is not None
    assert "没有“占全省比重”" in page.unfit.zh


def test_a_percentage_is_compared_by_points() -> None:
    moved = change({2021: Fraction(30), 2022: Fraction(33)}, since=2021, until=2022, breaks=(), points=True)  # fmt: skip
    assert moved is not None
    in_points = scale(By.ON_BASE, unit=Text("%", "%"), decimals=1)
    assert (in_points.unit.zh, in_points.said(moved.by).zh) == ("个百分点", "+3")
    in_per_cent = scale(By.ON_BASE, unit=Text("家", "enterprises"), decimals=0)
    assert in_per_cent.said(Fraction(1, 8)).zh == "+12.5%"
    assert in_per_cent.said(Fraction(-1, 8)).zh == "−12.5%"


def test_growth_stops_at_a_change_of_scope() -> None:
    values = {2021: Fraction(1), 2022: Fraction(2), 2023: Fraction(3)}
    assert change(values, since=2021, until=2023, breaks=(2022,), points=False) is None
    assert change(values, since=2022, until=2023, breaks=(2022,), points=False) is not None


@pytest.mark.parametrize(
    ("part", "whole", "rising", "expected"),
    [
        pytest.param(1, 4, True, Fraction(1, 4), id="a quarter of the increase"),
        pytest.param(-1, 4, True, Fraction(-1, 4), id="fell while the whole rose"),
        pytest.param(1, -4, True, None, id="the whole fell, which it should not"),
        pytest.param(-1, -4, False, Fraction(1, 4), id="a quarter of a wanted fall"),
        pytest.param(1, 0, True, None, id="the whole stood still"),
        pytest.param(1, None, True, None, id="the whole is unknown"),
    ],
)
def test_contribution_is_part_of_a_move_in_the_right_direction(
    part: int, whole: int | None, rising: bool, expected: Fraction | None
) -> None:
    total = None if whole is None else Fraction(whole)
    assert contribution(Fraction(part), total, rising=rising) == expected


def test_a_demo_figure_does_not_grow_from_a_real_one(plan: Plan, enterprises: Indicator) -> None:
    placed = city(plan, "jia", {2021: 100})
    gauge(enterprises, placed, 2022, 150, "not_assigned", demo=True, target=None)
    ((_, row),) = compared(plan, enterprises, year=2022).ranking
    assert row.demo
    assert (row.on_base, row.on_last_year, row.contribution) == (None, None, None)


def test_demo_figures_are_labelled_in_map_bars_and_ranking(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    city(plan, "jia", {2022: 150}, demo=True)
    page = client.get("/htp/compare/").content.decode()
    assert "（演示数据）" in page
    assert "斜线为演示数据。" in page
    assert "不得引用" in page


def test_peers_are_the_places_of_one_economic_area(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    south = area("south", "economic_area", adds_to=plan.area, order=1)
    city(plan, "jia", {2022: 1}, adds_to=south)
    city(plan, "yi", {2022: 2})
    page = compared(plan, enterprises, group=south)
    assert [row.area.code for _, row in page.ranking] == ["jia"]
    assert page.map is not None
    assert 'class="tile tile-outside"' in page.map.svg
    assert "?group=south" in client.get("/htp/compare/").content.decode()


def test_without_tiles_the_ranking_stands_alone(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    city(plan, "jia", {2022: 1}, tile_column=None, tile_row=None)
    page = client.get("/htp/compare/").content.decode()
    assert "tile-map" not in page
    assert "jia名" in page


def test_by_default_the_year_in_which_most_can_be_compared(
    plan: Plan, enterprises: Indicator, three: list[Area]
) -> None:
    gauge(enterprises, three[0], 2024, 170, "not_assigned", target=None)
    assert compared(plan, enterprises).year == 2022
    assert compared(plan, enterprises, year=2024).year == 2024


def test_the_nation_stands_beside_a_ratio_with_its_source_and_is_no_place(
    client: Client, plan: Plan
) -> None:
    found = indicator(plan, "enterprises", "headline", 1, unit="%")
    Measure.objects.filter(code="enterprises").update(additive=False)
    source = Source.objects.create(key="b", title="公报", publisher="统计局", dated="2023")
    fact(found, area("guo", "nation"), 14, source=source)
    city(plan, "jia", {2022: 9})
    page = compared(plan, found)
    assert [(b.area.code, b.value) for b in page.beside] == [("guo", 14)]
    assert page.bars is not None
    assert [row[0][0] for row in page.bars.rows] == ["guo名", "jia名"]
    assert "1个市（州）中1个有数据，最高为jia名" in page.bars.sentence_zh
    assert "公报" in client.get("/htp/compare/").content.decode()


def test_the_bars_of_an_indicator_have_the_nation_among_them(client: Client, plan: Plan) -> None:
    found = indicator(plan, "enterprises", "headline", 1, unit="%")
    Measure.objects.filter(code="enterprises").update(additive=False)
    fact(found, area("guo", "nation"), 14)
    city(plan, "jia", {2022: 9})
    page = client.get("/htp/indicators/enterprises/?year=2022").content.decode()
    assert "对照，不计入市（州）" in page
    assert "1个市（州）中1个有数据" in page


def test_what_no_place_has_still_shows_the_nation(client: Client, plan: Plan) -> None:
    found = indicator(plan, "literacy", "headline", 1, unit="%")
    Measure.objects.filter(code="literacy").update(additive=False)
    fact(found, area("guo", "nation"), 14)
    page = client.get("/htp/compare/").content.decode()
    assert "尚无市（州）数据" in page
    assert "对照地区" in page


def test_a_count_stands_beside_other_provinces_but_not_the_nation(
    plan: Plan, enterprises: Indicator
) -> None:
    fact(enterprises, area("guo", "nation"), 400000)
    fact(enterprises, area("lin", "comparator"), 16000)
    assert [said.area.code for said in compared(plan, enterprises).beside] == ["lin"]


def test_the_bars_of_a_count_hold_no_other_province(plan: Plan, enterprises: Indicator) -> None:
    city(plan, "jia", {2022: 9})
    fact(enterprises, area("lin", "comparator"), 16000)
    bars = compared(plan, enterprises).bars
    assert bars is not None
    assert [row[0][0] for row in bars.rows] == ["jia名"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        pytest.param("indicator=x", "/htp/indicators/enterprises/", id="indicator"),
        pytest.param("by=x", "?by=on-base", id="measure of comparison"),
        pytest.param("group=x", "没有代码为“x”的经济区", id="group"),
        pytest.param("year=1999", "2021–2025", id="year"),
    ],
)
def test_an_unknown_choice_says_what_there_is(
    client: Client, enterprises: Indicator, query: str, said: str
) -> None:
    answer = client.get(f"/htp/compare/?{query}")
    assert answer.status_code == 404
    assert said in answer.content.decode()


def test_a_plan_without_indicators_or_figures_says_so(client: Client, plan: Plan) -> None:
    assert "本规划没有指标" in client.get("/htp/compare/").content.decode()
    indicator(plan, "empty", "headline", 1)
    assert "尚无市（州）数据" in client.get("/htp/compare/").content.decode()
