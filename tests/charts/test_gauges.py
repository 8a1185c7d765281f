"""A gauge: the picture may stop at its ends, the number never does."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from math import atan2, pi
from xml.etree import ElementTree

import pytest

from indicators.charts import theme
from indicators.charts.dial import Dial, span
from indicators.charts.dial_words import sentence_en, sentence_zh
from indicators.charts.gauges import gauge
from indicators.charts.svg import FLOOR, MIDDLE, gauge_svg
from indicators.charts.wording import Text

from .figures import ENTERPRISES, FALLING, HELD, NO_TARGET, UNKNOWN


def filled(dial: Dial) -> float:
    """How much of the drawn half-circle is coloured, from 0 to 100."""
    arcs = re.findall(r'd="M[\d. ]+A[\d. ]+ 0 0 1 ([\d.e-]+) ([\d.e-]+)"', gauge_svg(dial))
    track, *coloured = [atan2(FLOOR - float(y), MIDDLE - float(x)) for x, y in arcs]
    assert track == pytest.approx(pi)
    return 100 * coloured[0] / pi if coloured else 0.0


def turned(dial: Dial) -> float | None:
    """Where the mark stands on the drawn half-circle, in degrees from the left."""
    found = re.search(r"rotate\(([\d.e-]+) ", gauge_svg(dial))
    return float(found[1]) if found else None


@pytest.mark.parametrize(
    ("dial", "share", "degrees", "number"),
    [
        pytest.param(ENTERPRISES, 73.93, 45.0, "≈14,500", id="rising, quarter of the time"),
        pytest.param(FALLING, 50.0, 45.0, "0.7", id="falling, halfway"),
        pytest.param(
            replace(ENTERPRISES, value=Decimal(24000)), 100.0, 45.0, "≈24,000", id="past target"
        ),
        pytest.param(
            replace(ENTERPRISES, value=Decimal(9000)), 0.0, 45.0, "≈9,000", id="below base"
        ),
        pytest.param(
            replace(FALLING, value=Decimal("0.90")), 0.0, 45.0, "0.9", id="falling, above base"
        ),
        pytest.param(
            replace(ENTERPRISES, value=Decimal(10247)), 0.0, 45.0, "≈10,247", id="at base"
        ),
        pytest.param(HELD, 72.5, 144.0, "≈14,500", id="held level: zero to 1.25 of target"),
        pytest.param(
            replace(ENTERPRISES, expected=None), 73.93, None, "≈14,500", id="no schedule known"
        ),
    ],
)
def test_the_picture_is_clamped_and_the_number_is_not(
    dial: Dial, share: float, degrees: float | None, number: str
) -> None:
    assert filled(dial) == pytest.approx(share, abs=0.01)
    assert turned(dial) == degrees
    assert f">{number.replace('>', '&gt;')}</text>" in gauge_svg(dial)
    trace = gauge(dial)["data"][0]
    assert Decimal(repr(trace["value"])) == dial.value
    places = trace["number"]["valueformat"]
    assert trace["number"]["prefix"] + format(dial.value, places) == number


def test_plotly_draws_the_same_stretch_and_mark_as_the_svg() -> None:
    arc = gauge(FALLING)["data"][0]["gauge"]
    assert arc["axis"]["range"] == [0.8, 0.6]
    assert arc["threshold"]["value"] == 0.75
    assert arc["bar"]["color"] == theme.TONES["good"]
    assert theme.TONES["good"] in gauge_svg(FALLING)


def test_the_mark_is_held_inside_the_picture_and_stays_true_in_the_sentence() -> None:
    late = replace(ENTERPRISES, expected=Decimal(17000))
    assert gauge(late)["data"][0]["gauge"]["threshold"]["value"] == 16000
    assert "时序参考值17,000家" in sentence_zh(late)


@pytest.mark.parametrize(
    "dial",
    [
        pytest.param(NO_TARGET, id="no target set"),
        pytest.param(
            replace(HELD, target=Decimal(0), operator="≤", baseline=Decimal(-1)), id="held at zero"
        ),
    ],
)
def test_without_a_stretch_to_measure_only_the_number_is_shown(dial: Dial) -> None:
    assert span(dial) is None
    assert gauge(dial)["data"][0]["mode"] == "number"
    assert "<path" not in gauge_svg(dial)
    assert "≈14,500" in gauge_svg(dial)


def test_a_missing_figure_is_said_and_is_not_a_zero() -> None:
    figure = gauge(UNKNOWN)
    trace = figure["data"][0]
    assert trace["mode"] == "gauge"
    assert trace["value"] is None
    assert "数据暂缺" in [note["text"] for note in figure["layout"]["annotations"]]
    assert "数据暂缺" in sentence_zh(UNKNOWN)
    assert filled(UNKNOWN) == 0
    assert "数据暂缺" in gauge_svg(UNKNOWN)


def test_both_drawings_are_of_one_size_whatever_the_window() -> None:
    figure = gauge(ENTERPRISES)
    layout = figure["layout"]
    margin = layout["margin"]
    radius = layout["width"] / 2 - margin["l"]
    assert radius == layout["height"] - margin["t"] - margin["b"] == 98
    assert figure["config"]["responsive"] is False
    assert f'0 0 216 {layout["height"]}"' in gauge_svg(ENTERPRISES)


def test_the_sentence_says_value_schedule_target_and_status() -> None:
    assert sentence_zh(ENTERPRISES) == (
        "高新技术企业数2022年为≈14,500家，时序参考值11,685.25家，2025年目标≥16,000家；快于预期。"
    )
    assert sentence_en(ENTERPRISES) == (
        "High-tech enterprises, 2022: ≈14,500 enterprises; expected 11,685.25;"
        " target for 2025 ≥ 16,000. Ahead."
    )
    demo = replace(ENTERPRISES, demo=True)
    assert sentence_zh(demo).endswith("（演示数据）")
    assert sentence_en(demo).endswith("(Demo data)")


def test_text_from_outside_stays_text() -> None:
    nasty = Text("<script>alert(1)</script>\"'&", "<b onload=x>")
    dial = replace(ENTERPRISES, name=nasty, unit=nasty, status=nasty, about=">")
    for language in ("zh", "en"):
        markup = gauge_svg(dial, language=language)
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(markup).iter()}
        assert tags == {"svg", "path", "text"}
    assert "<script" not in json.dumps(gauge(dial)["layout"])


def test_the_svg_carries_no_style_and_is_accepted_by_templates() -> None:
    markup = gauge_svg(ENTERPRISES)
    assert "style" not in markup
    assert markup.__html__() is markup
    assert ElementTree.fromstring(markup).get("aria-label") == sentence_zh(ENTERPRISES)
