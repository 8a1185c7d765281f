"""Where a change comes from: through which places, through which part, and who said what when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from areas.models import Area
from indicators.charts.chart import Chart
from indicators.models import Actual, FigureChoice, Gauge, Indicator, Measure, Plan, ScopeBreak
from indicators.queries.indicator import IndicatorPage, indicator_page
from indicators.queries.revisions import moment

from .conftest import area, fact, gauge, indicator
from .test_pages import read

ADDRESS = "/htp/indicators/enterprises/"
CHANGE, PARTS, REVISIONS = "增减变化的市（州）构成", "比率的构成与变动来源", "修订记录"
Figures = dict[int, tuple[int, bool]]
"""By year a city's figure, and whether it is a demonstration."""


def places(plan: Plan, found: Indicator, *figures: Figures) -> list[Area]:
    placed = []
    for n, own in enumerate(figures):
        city = area(f"c{n}", "city", adds_to=plan.area, order=n + 1)
        for year, (value, demo) in own.items():
            gauge(found, city, year, value, "not_assigned", demo=demo, target=None)
        placed.append(city)
    return placed


def real(**years: int) -> Figures:
    return {int(year[1:]): (value, False) for year, value in years.items()}


def demo(**years: int) -> Figures:
    return {int(year[1:]): (value, True) for year, value in years.items()}


def page(found: Indicator, year: int | None = None) -> IndicatorPage:
    return indicator_page(found.plan, found.code, year=year, language="zh")


def cells(chart: Chart | None) -> list[list[str]]:
    assert chart is not None
    return [[cell for cell, _ in row] for row in chart.rows]


def test_real_places_stand_with_the_official_figure(plan: Plan, enterprises: Indicator) -> None:
    places(plan, enterprises, real(y2021=6000, y2022=9000), real(y2021=300, y2022=250))
    assert cells(page(enterprises).decomposition) == [
        ["sichuan名", "10,247", "≈14,500", "+4,253", "", ""],
        ["c0名", "6,000", "9,000", "+3,000", "70.5%", ""],
        ["c1名", "300", "250", "−50", "−1.2%", ""],
        ["不分地区/差额", "3,947", "5,250", "+1,303", "", ""],
    ]


def test_demo_places_stand_with_their_own_sum_only(plan: Plan, enterprises: Indicator) -> None:
    places(plan, enterprises, demo(y2021=60, y2022=90), demo(y2021=30, y2022=20))
    found = page(enterprises)
    assert cells(found.decomposition) == [
        ["市（州）合计", "90", "110", "+20", "", "演示数据"],
        ["c0名", "60", "90", "+30", "150.0%", "演示数据"],
        ["c1名", "30", "20", "−10", "−50.0%", "演示数据"],
    ]
    assert found.shows_demo
    drawn = found.decomposition.figure["data"][0]["x"] if found.decomposition else []
    assert not {10247, 14500} & set(drawn)


def test_a_place_with_both_kinds_of_figures_is_left_out(plan: Plan, enterprises: Indicator) -> None:
    mixed = {2021: (50, True), 2022: (70, False)}
    places(
        plan, enterprises, demo(y2021=60, y2022=90), mixed, demo(y2021=3, y2022=4), real(y2022=8)
    )
    table = cells(page(enterprises).decomposition)
    assert table[0][1:4] == ["63", "94", "+31"]
    assert [row[0] for row in table if row[-1] == "不可比或暂缺"] == ["c1名", "c3名"]


def test_without_an_official_figure_real_places_add_up(plan: Plan, enterprises: Indicator) -> None:
    places(plan, enterprises, real(y2021=1, y2023=3), real(y2021=2, y2023=5))
    table = cells(page(enterprises, year=2023).decomposition)
    assert [row[:4] for row in table] == [
        ["市（州）合计", "3", "8", "+5"],
        ["c1名", "2", "5", "+3"],
        ["c0名", "1", "3", "+2"],
    ]


@pytest.mark.parametrize(
    ("figures", "since"),
    [
        pytest.param(
            (demo(y2021=1, y2022=2, y2023=3), demo(y2021=1, y2022=2, y2023=3)), 2021, id="base year"
        ),
        pytest.param(
            (demo(y2021=1, y2022=2, y2023=3), demo(y2022=2, y2023=3)), 2022, id="first full year"
        ),
        pytest.param(
            (demo(y2021=1, y2023=3), demo(y2021=1, y2023=3), demo(y2023=3)),
            2021,
            id="no full year: the base year, one place left out",
        ),
    ],
)
def test_from_which_year_the_change_is_counted(
    plan: Plan, enterprises: Indicator, figures: Iterable[Figures], since: int
) -> None:
    places(plan, enterprises, *figures)
    chart = page(enterprises, year=2023).decomposition
    assert chart is not None
    assert chart.headings[1][0] == f"{since}年（家）"


def nothing(plan: Plan, found: Indicator) -> None:
    """No place has a figure."""


def one_place(plan: Plan, found: Indicator) -> None:
    places(plan, found, demo(y2021=1, y2022=2))


def only_the_last_year(plan: Plan, found: Indicator) -> None:
    places(plan, found, demo(y2022=1), demo(y2022=2))


def another_scope(plan: Plan, found: Indicator) -> None:
    places(plan, found, demo(y2021=1, y2022=2), demo(y2021=1, y2022=2))
    ScopeBreak.objects.create(measure=found.measure, year=2022, text="口径调整")


def no_addition(plan: Plan, found: Indicator) -> None:
    places(plan, found, demo(y2021=1, y2022=2), demo(y2021=1, y2022=2))
    Measure.objects.filter(pk=found.measure_id).update(additive=False)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        pytest.param(one_place, "2021年、2022年均有数值的市（州）不足2个", id="one place"),
        pytest.param(another_scope, "统计口径自2022年起有调整", id="another scope"),
    ],
)
def test_where_a_change_cannot_be_decomposed_the_reason_is_said(
    client: Client,
    plan: Plan,
    enterprises: Indicator,
    stage: Callable[[Plan, Indicator], None],
    said: str,
) -> None:
    stage(plan, enterprises)
    content = read(client, ADDRESS)
    assert said in content
    assert f"{ADDRESS}decomposition.csv" not in content


@pytest.mark.parametrize("stage", [nothing, only_the_last_year, no_addition])
def test_where_nothing_can_be_decomposed_nothing_is_shown(
    client: Client, plan: Plan, enterprises: Indicator, stage: Callable[[Plan, Indicator], None]
) -> None:
    stage(plan, enterprises)
    assert CHANGE not in read(client, ADDRESS)


def test_the_base_year_itself_has_no_change(plan: Plan, enterprises: Indicator) -> None:
    places(plan, enterprises, demo(y2021=1, y2022=2), demo(y2021=1, y2022=2))
    assert page(enterprises, year=2021).decomposition is None


def test_the_change_can_be_taken_away(client: Client, plan: Plan, enterprises: Indicator) -> None:
    places(plan, enterprises, demo(y2021=60, y2022=90), demo(y2021=30, y2022=20))
    assert f"{ADDRESS}decomposition.csv" in read(client, ADDRESS)
    answer = client.get(f"{ADDRESS}decomposition.csv").content.decode("utf-8-sig")
    assert "enterprises数：增减变化的市（州）构成" in answer
    assert "含演示数据，非官方数据，不得引用" in answer


@pytest.fixture
def share(plan: Plan) -> Indicator:
    """A percentage of two measures: 1 of 2, then 3 of 4."""
    found = indicator(plan, "share", "headline", 9, unit="%")
    for part in ("top", "bottom"):
        indicator(plan, part, "prose", 20)
    found.numerator = Measure.objects.get(code="top")
    found.denominator = Measure.objects.get(code="bottom")
    found.factor = Decimal(100)
    found.save()
    ratio(found, 2021, 1, 2)
    ratio(found, 2022, 3, 4)
    return found


def ratio(found: Indicator, year: int, top: int, bottom: int, **more: object) -> None:
    parts = {"own_num": top * 10**6, "own_den": bottom * 10**6}
    gauge(found, found.plan.area, year, None, "missing", **{**parts, **more})
    value = Fraction(top * 100, bottom)
    Gauge.objects.filter(indicator=found, year=year).update(value=value)


def test_a_ratio_shows_its_parts_and_what_each_did(client: Client, share: Indicator) -> None:
    found = page(share).ratio_parts
    assert found is not None
    assert [(row.year, row.figures) for row in found.rows] == [
        (2021, ("1", "2")),
        (2022, ("3", "4")),
    ]
    assert [(cause.by.zh, cause.share) for cause in found.causes] == [
        ("+75.00个百分点", "300.0%"),
        ("−50.00个百分点", "−200.0%"),
        ("+25.00个百分点", "100.0%"),
    ]
    assert "2021—2022年变动来源" in read(client, "/htp/indicators/share/")


def test_a_small_part_is_not_printed_as_nothing(share: Indicator) -> None:
    Gauge.objects.filter(indicator=share, year=2022).delete()
    ratio(share, 2022, 3, 2)
    Gauge.objects.filter(indicator=share, year=2022).update(
        own_den=2_000_100, value=Fraction(300_000_000, 2_000_100)
    )
    found = page(share).ratio_parts
    assert found is not None
    assert [cause.by.zh for cause in found.causes][1] == "−0.005个百分点"


def test_one_year_has_no_change_to_split(share: Indicator) -> None:
    Gauge.objects.filter(indicator=share, year=2022).delete()
    found = page(share).ratio_parts
    assert found is not None
    assert found.causes == ()
    assert found.quiet is not None
    assert found.quiet.zh.startswith("仅2021年")


def test_nothing_is_split_across_a_change_of_scope(share: Indicator) -> None:
    assert share.numerator is not None
    ScopeBreak.objects.create(measure=share.numerator, year=2022, text="口径调整")
    found = page(share).ratio_parts
    assert found is not None
    assert found.causes == ()
    assert found.quiet is not None
    assert "2022年统计口径调整" in found.quiet.zh


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"own_num": None}, id="a part is missing"),
        pytest.param({"value": Fraction(74)}, id="a published ratio counts, rounded"),
        pytest.param({"demo": True}, id="a demonstration beside a real year"),
        pytest.param(
            {"basis": "sum", "sum_num": 3, "sum_den": 4}, id="a sum beside official parts"
        ),
    ],
)
def test_a_year_of_another_kind_is_not_in_the_table(
    share: Indicator, changed: dict[str, object]
) -> None:
    Gauge.objects.filter(indicator=share, year=2022).update(**changed)
    found = page(share).ratio_parts
    assert found is not None
    assert [row.year for row in found.rows] == [2021]
    assert not found.demo


def test_sums_and_demonstrations_are_called_so(client: Client, share: Indicator) -> None:
    Gauge.objects.filter(indicator=share).update(demo=True, basis="sum", sum_num=3, sum_den=4)
    Gauge.objects.filter(indicator=share).update(value=Fraction(75))
    said = read(client, "/htp/indicators/share/").partition(PARTS)[2]
    assert "分子、分母为市（州）合计。" in said
    assert "演示数据" in said


def test_an_indicator_that_is_no_ratio_has_no_parts(client: Client, enterprises: Indicator) -> None:
    assert PARTS not in read(client, ADDRESS)


def test_a_cell_said_twice_has_its_history(client: Client, enterprises: Indicator) -> None:
    (cell,) = page(enterprises).revisions
    assert (cell.measure.zh, cell.year) == ("enterprises数", 2022)
    assert [(r.no, r.said.amount.zh, r.counts_since is not None) for r in cell.rows] == [
        (1, "≈14,500家", True),
        (2, "≈14,200家", False),
    ]
    assert "第2次" in read(client, ADDRESS)


def test_a_choice_is_told_with_its_time_and_reason(client: Client, enterprises: Indicator) -> None:
    chosen = Actual.objects.get(year=2022, sequence=1)
    choice = FigureChoice.objects.create(actual=chosen, reason="与年鉴一致")
    (cell,) = page(enterprises).revisions
    assert cell.rows[0].counts_since == moment(choice.chosen_at)
    assert cell.rows[0].choices == ((moment(choice.chosen_at), "与年鉴一致"),)
    assert "与年鉴一致" in read(client, ADDRESS)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        pytest.param({"as_at": date(2022, 9, 30)}, "年内数", id="within the year"),
        pytest.param({"origin": "assessed"}, "评估数", id="assessed, not chosen"),
        pytest.param({}, None, id="outranked"),
    ],
)
def test_why_a_statement_could_not_count(
    plan: Plan, enterprises: Indicator, more: dict[str, object], why: str | None
) -> None:
    fact(enterprises, plan.area, 9, adopted=False, **{"sequence": 3, **more})
    (cell,) = page(enterprises).revisions
    said = cell.rows[-1].why_not
    assert (said.zh[:3] if said else None) == why


def test_what_was_said_once_has_no_history(client: Client, plan: Plan) -> None:
    alone = indicator(plan, "alone", "headline", 5)
    fact(alone, plan.area, 7)
    assert REVISIONS not in read(client, "/htp/indicators/alone/")


def test_a_moment_is_told_in_the_time_of_the_place() -> None:
    at = datetime(2026, 1, 1, 23, 5, tzinfo=ZoneInfo("UTC"))
    assert moment(at) == ("2026年1月2日07:05", "2026-01-02 07:05")
