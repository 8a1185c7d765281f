"""A trend: full years by vintage, interim figures apart, path, target, breaks."""

from dataclasses import replace
from typing import Any

import pytest

from indicators.charts.chart import Chart
from indicators.charts.trend import trend

from .figures import TREND


def group(chart: Chart, name: str) -> dict[str, Any]:
    return next(trace for trace in chart.figure["data"] if trace.get("name") == name)


def test_each_vintage_has_its_own_symbol() -> None:
    chart = trend(TREND)
    shown = {
        trace["name"]: trace["marker"]["symbol"][0]
        for trace in chart.figure["data"]
        if trace.get("name") in {"快报数", "年报数", "最终核实数"}
    }
    assert shown == {"快报数": "square", "年报数": "circle", "最终核实数": "pentagon"}


def test_an_interim_figure_is_hollow_and_stands_at_its_day_off_the_line() -> None:
    chart = trend(TREND)
    interim = group(chart, "年内数据")
    assert interim["marker"]["symbol"] == ["triangle-up-open"]
    assert 2024.74 < interim["x"][0] < 2024.76
    line = chart.figure["data"][1]
    assert line["x"] == [2021, 2022, 2023, 2024]


def test_the_line_stops_at_a_year_without_a_figure() -> None:
    assert trend(TREND).figure["data"][1]["y"] == [10247, 14500, None, 18000]


def test_the_line_stops_at_a_change_of_scope_which_is_marked_and_said() -> None:
    chart = trend(replace(TREND, breaks=(2022,)))
    assert chart.figure["data"][1]["x"] == [2021, 2021.5, 2022, 2023, 2024]
    assert chart.figure["data"][1]["y"] == [10247, None, 14500, None, 18000]
    assert chart.figure["layout"]["shapes"][0]["x0"] == 2021.5
    assert "2022年起统计口径调整" in chart.sentence_zh
    assert ("2022年", "统计口径调整") in {(row[0][0], row[3][0]) for row in chart.rows}


def test_a_value_not_adopted_is_shown_apart_and_never_joined() -> None:
    chart = trend(TREND)
    assert group(chart, "曾发布数")["y"] == [14200]
    assert 14200 not in chart.figure["data"][1]["y"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_point_of_the_picture_is_in_the_table(language: Any) -> None:
    chart = trend(replace(TREND, verified_baseline=10100), language=language)
    cells = {cell for row in chart.rows for cell, _ in row}
    for trace in chart.figure["data"]:
        for said in trace.get("text", ()):
            assert said.rpartition(": ")[2] in cells


def test_the_table_reads_from_old_to_new() -> None:
    rows = [tuple(cell for cell, _ in row) for row in trend(TREND).rows]
    assert rows == [
        ("2021年", "10,247", "10,247", "最终核实数", "规划表1"),
        ("2021年", "10,247", "—", "规划基期值", ""),
        ("2022年", "≈14,500", "11,685.25", "年报数", ""),
        ("2022年", "14,200", "11,685.25", "快报数·曾发布，未采用", ""),
        ("2023年", "—", "13,123.5", "尚无数据", ""),
        ("2024年", "≈18,000", "14,561.75", "快报数", ""),
        ("截至2025年9月30日", "≈19,000", "—", "预计数", ""),
        ("2025年", "—", "16,000", "尚无数据", ""),
        ("2025年", "≥16,000", "—", "目标值", ""),
    ]


def test_the_sentence_names_the_latest_figure_and_how_old_it_is() -> None:
    assert trend(TREND).sentence_zh == (
        "高新技术企业数：截至2025年9月30日为≈19,000家（预计数），2021年基期10,247，2025年目标≥16,000。"
    )
    assert trend(replace(TREND, points=())).sentence_zh.startswith("高新技术企业数：数据暂缺")


def test_a_trend_without_any_figure_still_shows_path_and_target() -> None:
    names = [trace.get("name") for trace in trend(replace(TREND, points=())).figure["data"]]
    assert names == ["时序参考值", "目标值"]


def test_a_target_alone_is_seen_from_nought() -> None:
    alone = replace(TREND, points=(), path=(), baseline=None)
    assert trend(alone).figure["layout"]["yaxis"]["rangemode"] == "tozero"
    assert trend(TREND).figure["layout"]["yaxis"]["rangemode"] == "normal"
