"""What holds for every chart: Plotly accepts it, nothing leaves the house, it prints."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from indicators.charts import theme
from indicators.charts.chart import Chart, Figure
from indicators.charts.comparison import comparison
from indicators.charts.gauges import gauge
from indicators.charts.trend import trend
from indicators.charts.waterfall import waterfall

from .figures import CHANGE, CITIES, ENTERPRISES, FALLING, HELD, NO_TARGET, TREND, UNKNOWN

STATIC = Path(__file__).parents[2] / "static"
GAUGES = [
    pytest.param(gauge, dial, id=f"gauge, {name}")
    for name, dial in {
        "rising": ENTERPRISES,
        "falling": FALLING,
        "unknown": UNKNOWN,
        "without target": NO_TARGET,
        "held level": HELD,
    }.items()
]
CHARTS = [
    pytest.param(trend, TREND, id="trend"),
    pytest.param(trend, replace(TREND, breaks=(2023,), verified_baseline=9), id="trend, break"),
    pytest.param(trend, replace(TREND, points=(), path=(), target=None), id="trend, empty"),
    pytest.param(comparison, CITIES, id="comparison"),
    pytest.param(comparison, replace(CITIES, places=()), id="comparison, nobody"),
    pytest.param(waterfall, CHANGE, id="waterfall"),
    pytest.param(waterfall, replace(CHANGE, own_sum=True, demo=True), id="waterfall, demo"),
    pytest.param(waterfall, replace(CHANGE, steps=(), end=CHANGE.start), id="waterfall, still"),
]


def figure_of(drawn: Chart | Figure) -> Figure:
    return drawn.figure if isinstance(drawn, Chart) else drawn


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("draw", "shown"), [*CHARTS, *GAUGES])
def test_plotly_accepts_the_figure_as_plain_json(draw: Any, shown: Any, language: Any) -> None:
    figure = figure_of(draw(shown, language=language))
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure
    go.Figure(data=figure["data"], layout=figure["layout"])


@pytest.mark.parametrize(
    ("language", "locale"),
    [pytest.param("zh", "zh-CN", id="zh"), pytest.param("en", "en", id="en")],
)
@pytest.mark.parametrize(("draw", "shown"), [*CHARTS, *GAUGES])
def test_plotly_never_offers_to_send_figures_out(
    draw: Any, shown: Any, language: Any, locale: str
) -> None:
    config = figure_of(draw(shown, language=language))["config"]
    assert config["showSendToCloud"] is False
    assert config["displaylogo"] is False
    assert config["locale"] == locale
    assert not {"plotlyServerURL", "showEditInChartStudio", "topojsonURL"} & set(config)


@pytest.mark.parametrize(("draw", "shown"), CHARTS)
def test_a_chart_has_a_sentence_and_a_table_in_both_languages(draw: Any, shown: Any) -> None:
    for language in ("zh", "en"):
        chart: Chart = draw(shown, language=language)
        assert chart.sentence.endswith(("。", ".", ")"))
        assert all(heading for heading, _ in chart.headings)
        assert all(len(row) == len(chart.headings) for row in chart.rows)
    assert not re.search("[\u4e00-\u9fff]", json.dumps(chart.figure, ensure_ascii=False))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tokens() -> dict[str, str]:
    css = (STATIC / "css" / "plan.css").read_text()
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


@pytest.mark.parametrize("tone", theme.TONES)
def test_a_status_can_be_read_on_white_and_on_its_own_ground(tone: str) -> None:
    for ground in ("#ffffff", tokens()[f"{tone}-wash"]):
        light, dark = luminance(ground), luminance(tokens()[tone])
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_style_sheet_has_the_charts_colours() -> None:
    css = tokens()
    assert {tone: css[tone] for tone in theme.TONES} == dict(theme.TONES)
    assert [css[name] for name in ("brand", "ink", "quiet", "line", "track", "paper")] == [
        theme.BRAND,
        theme.INK,
        theme.QUIET,
        theme.LINE,
        theme.TRACK,
        theme.PAPER,
    ]
