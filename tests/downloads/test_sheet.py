"""A chart's table as CSV: the same rows, nothing that runs, and what the figures are."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from indicators.charts.comparison import comparison
from indicators.charts.series import Point
from indicators.charts.trend import trend
from indicators.downloads.sheet import safe, sheet
from tests.charts.figures import CITIES, TREND


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="old formula"),
        pytest.param("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0", id="command"),
        pytest.param("−12.5%", "-12.5%", id="a true minus is one a spreadsheet reads"),
        pytest.param("-2+3", "'-2+3", id="sum"),
        pytest.param("\t=1", "'\t=1", id="behind a tab"),
        pytest.param("-500", "-500", id="a negative figure stays one"),
        pytest.param("+3.2%", "+3.2%", id="growth"),
        pytest.param("-1,234.50", "-1,234.50", id="with thousands"),
        pytest.param("≥29,600", "≥29,600", id="a target"),
        pytest.param("—", "—", id="no figure"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_nothing_in_a_cell_runs(cell: str, written: str) -> None:
    assert safe(cell) == written


def test_the_rows_are_those_of_the_table_below_the_head() -> None:
    chart = comparison(CITIES)
    head = [("标题", "高新技术企业数")]
    rows = rows_of(sheet(head, chart))
    assert rows[0] == ["标题", "高新技术企业数"]
    assert rows[1] == []
    assert rows[2] == [heading for heading, _ in chart.headings]
    assert rows[3:] == [[cell for cell, _ in row] for row in chart.rows]


def test_a_spreadsheet_knows_it_for_utf_8() -> None:
    assert sheet([], comparison(CITIES)).startswith(b"\xef\xbb\xbf")


def test_a_chart_with_one_demo_figure_shows_demo() -> None:
    real = replace(CITIES, places=[place for place in CITIES.places if not place.demo])
    assert comparison(CITIES).shows_demo
    assert not comparison(real).shows_demo


@pytest.mark.parametrize(
    ("points", "as_at"),
    [
        pytest.param(TREND.points, "截至2025年9月30日", id="the last figure is within a year"),
        pytest.param(TREND.points[:2], "2022年", id="the last figure is of a whole year"),
        pytest.param((), None, id="no figure"),
    ],
)
def test_a_trend_says_how_far_its_data_go(points: tuple[Point, ...], as_at: str | None) -> None:
    found = trend(replace(TREND, points=points)).as_at
    assert (found and found.zh) == as_at
