"""Several places through the years: gaps stay gaps, and no line is told by colour alone."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import plotly.graph_objects as go
import pytest

from indicators.charts.lines import MOST, Line, Lines, bars, lines
from indicators.charts.wording import Text

FIRMS = Text("高新技术企业数", "High-tech enterprises")
UNIT = Text("家", "enterprises")


def shown(*drawn: Line) -> Lines:
    return Lines(name=FIRMS, unit=UNIT, decimals=0, years=(2021, 2022, 2023), lines=drawn)


AN = Line(name=Text("安", "An"), values={2021: Fraction(10), 2023: Fraction(30)})
BO = Line(name=Text("博<b>", "Bo"), values={2022: Fraction(1200)}, demo=frozenset({2022}))


@pytest.mark.parametrize("draw", [lines, bars])
def test_plotly_takes_it(draw: Any) -> None:
    figure = draw(shown(AN, BO)).figure
    go.Figure(data=figure["data"], layout=figure["layout"])


def test_bars_begin_at_nought_and_those_of_demonstrations_are_striped() -> None:
    chart = bars(shown(AN, BO))
    assert chart.figure["layout"]["yaxis"]["rangemode"] == "tozero"
    assert [trace["marker"]["pattern"]["shape"] for trace in chart.figure["data"]] == [
        ["", "", ""], ["", "/", ""],
    ]  # fmt: skip
    assert chart.sentence_zh.endswith("斜纹柱为演示数据。")
    assert chart.table == lines(shown(AN, BO)).table


def test_each_bar_differs_in_colour_or_filling_from_every_other() -> None:
    many = [Line(name=Text(f"{n}", f"{n}"), values={2021: n}) for n in range(MOST)]
    marks = [trace["marker"] for trace in bars(shown(*many)).figure["data"]]
    assert len({(mark["color"], mark["pattern"]["shape"][0]) for mark in marks}) == MOST


def test_a_missing_year_is_a_gap() -> None:
    trace = lines(shown(AN)).figure["data"][0]
    assert trace["y"] == [10.0, None, 30.0]
    assert trace["connectgaps"] is False


def test_a_demonstration_is_hollow_and_said_to_be_one() -> None:
    chart = lines(shown(AN, BO))
    assert chart.figure["data"][1]["marker"]["symbol"] == ["circle", "circle-open", "circle"]
    assert chart.sentence_zh.endswith("空心点为演示数据。")
    assert chart.shows_demo


def test_each_line_differs_in_colour_or_stroke_from_every_other() -> None:
    many = [Line(name=Text(f"{n}", f"{n}"), values={2021: n}) for n in range(MOST)]
    looks = [(t["line"]["color"], t["line"]["dash"]) for t in lines(shown(*many)).figure["data"]]
    assert len(set(looks)) == MOST


def test_the_sentence_names_the_highest_of_the_last_year_there_is() -> None:
    chart = lines(shown(AN, BO), language="en")
    assert chart.sentence_zh.startswith(
        "2021—2023年高新技术企业数，2个地区，2023年最高为安（30家）"
    )
    assert "highest in 2023: An (30 enterprises)" in chart.sentence


def test_without_any_figure_it_says_no_more_than_what_it_is() -> None:
    nobody = lines(shown(Line(name=Text("慈", "Ci"), values={})))
    assert nobody.sentence_zh == "2021—2023年高新技术企业数，1个地区。"


def test_the_table_has_every_figure_and_a_dash_for_an_unknown() -> None:
    rows = lines(shown(AN, BO)).rows
    assert [cell for cell, _ in rows[0]] == ["安", "10", "—", "30", ""]
    assert [cell for cell, _ in rows[1]] == ["博<b>", "—", "1,200", "—", "演示数据"]


def test_a_name_is_never_markup() -> None:
    assert lines(shown(BO)).figure["data"][0]["name"] == "博&lt;b&gt;"
