"""Bars and small trends: SVG without style or script that says what the gauge and the trend say."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.charts import theme
from indicators.charts.bullets import WIDTH, along, bullet_svg
from indicators.charts.dial import Dial, span
from indicators.charts.small_trend import small_trend, small_trend_svg
from indicators.charts.trend import trend

from .figures import ENTERPRISES, FALLING, HELD, NO_TARGET, TREND, UNKNOWN


@pytest.mark.parametrize(
    ("dial", "value", "expected"),
    [
        pytest.param(ENTERPRISES, "10247", Fraction(0), id="where it started"),
        pytest.param(ENTERPRISES, "16000", Fraction(5, 6), id="arrived, with room beyond"),
        pytest.param(ENTERPRISES, "17150.6", Fraction(1), id="a fifth past the target"),
        pytest.param(ENTERPRISES, "4494", Fraction(-5, 6), id="below where it started"),
        pytest.param(FALLING, "0.70", Fraction(5, 12), id="falling, half way"),
        pytest.param(HELD, "16000", Fraction(4, 5), id="a level to be held"),
    ],
)
def test_where_a_figure_lies_on_the_bar(dial: Dial, value: str, expected: Fraction) -> None:
    found = span(dial)
    assert found is not None
    assert along(found, Decimal(value)) == expected


def bar_width(dial: Dial) -> float:
    """Of the coloured bar; the first rectangle is the track."""
    return [float(width) for width in re.findall(r'<rect .*?width="([\d.]+)"', bullet_svg(dial))][1]


def test_the_bar_is_clamped_and_an_arrow_says_so() -> None:
    assert 0 < bar_width(ENTERPRISES) < WIDTH
    far = replace(ENTERPRISES, value=Decimal("30000"))
    fallen = replace(ENTERPRISES, value=Decimal("9000"))
    assert (bar_width(far), bar_width(fallen)) == (WIDTH, 0)
    arrows = [bullet_svg(dial).count("l9 6l-9 6z") for dial in (ENTERPRISES, far)]
    assert arrows == [0, 1]
    assert "l-9 6l9 6z" in bullet_svg(fallen)


def test_marks_for_expected_and_target_differ_without_colour() -> None:
    drawn = bullet_svg(ENTERPRISES)
    assert drawn.count("stroke-dasharray") == 1
    assert drawn.count('stroke-width="3"') == 1
    assert 'stroke-width="3"' not in bullet_svg(HELD)


def test_without_a_figure_only_the_way_is_drawn_and_without_a_target_nothing() -> None:
    assert bullet_svg(UNKNOWN).count("<rect") == 1
    assert "<rect" not in bullet_svg(NO_TARGET)
    assert "数据暂缺" in bullet_svg(UNKNOWN)


def test_the_bar_is_labelled_in_both_languages() -> None:
    assert 'aria-label="高新技术企业数2022年为≈14,500家' in bullet_svg(ENTERPRISES)
    assert 'aria-label="High-tech enterprises, 2022:' in bullet_svg(ENTERPRISES, language="en")


def test_the_small_trend_says_what_the_full_one_says() -> None:
    small, full = small_trend(TREND), trend(TREND)
    assert (small.sentence_zh, small.table) == (full.sentence_zh, full.table)
    assert full.sentence_zh in small_trend_svg(TREND)
    assert full.sentence_en in small_trend_svg(TREND, language="en")


def lines(drawn: str) -> list[int]:
    """How many points each solid line has."""
    solid = re.findall(rf'points="([^"]+)" fill="none" stroke="{theme.BRAND}"', drawn)
    return [len(points.split()) for points in solid]


def test_the_line_stops_at_a_missing_year_and_at_a_change_of_scope() -> None:
    assert lines(small_trend_svg(TREND)) == [2]  # 2021–2022; 2024 stands alone
    assert lines(small_trend_svg(replace(TREND, breaks=(2022,)))) == []


def test_earlier_and_interim_figures_are_left_to_the_full_trend() -> None:
    drawn = small_trend_svg(TREND)
    assert drawn.count("<circle") == 3
    assert "≈14,500" in drawn
    assert "14,200<" not in drawn
    assert "19,000<" not in drawn


def test_it_starts_where_the_gauge_starts_at_the_printed_baseline() -> None:
    about = replace(TREND.points[0], value=10200, about="≈")
    drawn = small_trend_svg(replace(TREND, points=(about, *TREND.points[1:])))
    assert ">10,247<" in drawn
    assert "10,200<" not in drawn


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(TREND, id="rising"),
        pytest.param(replace(TREND, points=(), path=(), target=None, baseline=None), id="empty"),
        pytest.param(replace(TREND, path=(), points=TREND.points[:1], target=10247), id="flat"),
    ],
)
def test_every_mark_lies_in_the_picture(shown: object) -> None:
    drawn = small_trend_svg(shown)  # type: ignore[arg-type]
    places = re.findall(r'(?:cx|x)="([\d.-]+)" (?:cy|y)="([\d.-]+)"', drawn)
    assert places
    assert all(0 <= float(x) <= 400 and 0 <= float(y) <= 204 for x, y in places)
    assert "style" not in drawn
