"""The change of the whole, part by part: it adds up, and what is grouped stays in the table."""

from dataclasses import replace
from fractions import Fraction

import pytest

from indicators.charts.steps import Step, Waterfall
from indicators.charts.waterfall import MOST_ALONE, drawn_bars, waterfall
from indicators.charts.wording import Text

from .figures import CHANGE, step


def of(*changes: int, start: int = 0, own_sum: bool = False, demo: bool = False) -> Waterfall:
    """Places that move by `changes`, and with them the whole."""
    steps = [step(f"p{n}", 1000, 1000 + by) for n, by in enumerate(changes)]
    end = start + sum(changes)
    return replace(CHANGE, steps=steps, start=start, end=end, own_sum=own_sum, demo=demo)


def test_bars_lead_from_start_to_end_the_largest_first() -> None:
    bars = waterfall(CHANGE).figure["data"][0]
    assert bars["measure"] == ["absolute", *["relative"] * 4, "absolute"]
    assert bars["x"] == [10247, 3856, 200, -10, 207, 14500]
    assert bars["text"] == ["10,247", "+3,856", "+200", "−10", "+207", "≈14,500"]
    assert sum(bars["x"][:-1]) == bars["x"][-1]


def test_the_table_names_every_place_and_adds_up() -> None:
    assert [[cell for cell, _ in row] for row in waterfall(CHANGE).rows] == [
        ["四川", "10,247", "≈14,500", "+4,253", "", ""],
        ["chengdu", "6,000", "9,856", "+3,856", "—", ""],
        ["deyang", "800", "1,000", "+200", "—", ""],
        ["aba", "30", "20", "−10", "—", ""],
        ["不分地区/差额", "3,417", "3,624", "+207", "", ""],
    ]


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        pytest.param((3, 2, 1), ["p0", "p1", "p2"], id="few: each alone"),
        pytest.param(
            (*range(20, 20 - MOST_ALONE, -1), 1, 2, -1, -2),
            [*(f"p{n}" for n in range(MOST_ALONE)), "其他2个", "其他2个"],
            id="the small ones share a bar with those of their sign",
        ),
        pytest.param(
            (*range(20, 20 - MOST_ALONE, -1), 1, -1),
            [*(f"p{n}" for n in range(MOST_ALONE + 2))],
            id="one left of a sign keeps its name",
        ),
        pytest.param(
            (*range(20, 20 - MOST_ALONE + 1, -1), -90, 1, 2),
            [*(f"p{n}" for n in range(MOST_ALONE - 1)), "其他2个", f"p{MOST_ALONE - 1}"],
            id="the largest decrease stands last",
        ),
    ],
)
def test_which_places_have_a_bar(changes: tuple[int, ...], labels: list[str]) -> None:
    shown = of(*changes, own_sum=True)
    bars = drawn_bars(shown)
    assert [bar.name.zh for bar in bars] == labels
    assert sum((bar.by for bar in bars), Fraction(0)) == shown.by == sum(changes)


def test_places_that_did_not_move_are_grouped_with_the_increases() -> None:
    bars = drawn_bars(of(*[9] * MOST_ALONE, 0, 0, own_sum=True))
    assert (bars[-1].name.zh, bars[-1].by) == ("其他2个", 0)


def test_the_parts_own_sum_leaves_nothing_over() -> None:
    shown = of(5, -2, own_sum=True)
    assert shown.remains == 0
    assert "不分地区/差额" not in [bar.name.zh for bar in drawn_bars(shown)]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        pytest.param(
            CHANGE,
            "2022年高新技术企业数比2021年增加4,253家，其中增加最多的是chengdu（3,856家）。",
            id="increase",
        ),
        pytest.param(of(-5, 1, start=9), "减少4家，其中减少最多的是p0（5家）。", id="decrease"),
        pytest.param(of(), "2022年高新技术企业数比2021年持平。", id="still"),
    ],
)
def test_the_sentence_says_what_moved_most(shown: Waterfall, said: str) -> None:
    assert said in waterfall(shown).sentence_zh


@pytest.mark.parametrize(
    ("own_sum", "said"),
    [pytest.param(True, "未计入", id="own sum"), pytest.param(False, "并入差额", id="official")],
)
def test_a_place_left_out_is_named_and_stands_in_the_table(own_sum: bool, said: str) -> None:
    chart = waterfall(replace(CHANGE, own_sum=own_sum, left_out=(Text("甘孜", "Garze"),)))
    assert f"甘孜两年数据不可比或暂缺，{said}。" in chart.sentence_zh
    assert [cell for cell, _ in chart.rows[-1]] == ["甘孜", "—", "—", "—", "—", "不可比或暂缺"]


def test_demo_figures_are_named_in_sentence_picture_and_every_row() -> None:
    chart = waterfall(of(5, 2, own_sum=True, demo=True))
    assert chart.shows_demo
    assert "均为演示数据" in chart.sentence_zh
    assert all(row[-1][0] == "演示数据" for row in chart.rows)
    assert chart.figure["layout"]["annotations"][0]["text"].startswith("演示数据")
    assert not waterfall(CHANGE).shows_demo


@pytest.mark.parametrize(
    ("shown", "cut"),
    [
        pytest.param(of(1, start=100), True, id="a small change of a large whole"),
        pytest.param(of(100, start=10), False, id="a large change"),
        pytest.param(of(-20, start=10), False, id="below 0"),
        pytest.param(of(), False, id="nothing to see"),
    ],
)
def test_an_axis_that_does_not_start_at_0_is_said(shown: Waterfall, cut: bool) -> None:
    chart = waterfall(shown)
    assert ("range" in chart.figure["layout"]["xaxis"]) is cut
    assert ("横轴不自0起" in chart.sentence_zh) is cut
    assert ("does not start at 0" in chart.sentence_en) is cut


def test_the_share_of_the_change_is_printed_where_there_is_one() -> None:
    one = Step(name=Text("a", "a"), before=1, after=3, share=Fraction(2, 3))
    assert waterfall(replace(CHANGE, steps=(one,))).rows[1][4][0] == "66.7%"
