"""A click under a chart hands out a picture, under the strict policy."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .conftest import LANGUAGES, Reader

INDICATOR = "/sichuan-htp-14fyp/indicators/hnte_count/"
CHARTS = ("trend", "comparison", "decomposition")


def handed_out(reader: Reader, chart: str, selector: str, folder: Path) -> Path:
    line = reader.page.locator(f"[data-chart='{chart}-data'] [data-downloads]")
    with reader.page.expect_download() as started:
        line.locator(selector).first.click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_handed_out_as_png_svg_and_csv(
    reader: Callable[[str, str], Reader], tmp_path: Path, chart: str, language: str
) -> None:
    analyst = reader(language, "desktop")
    analyst.goes_to(INDICATOR)
    expect(analyst.page.locator(".figure-plan .js-plotly-plot").first).to_be_visible()
    png = handed_out(analyst, chart, "[data-picture='png']", tmp_path)
    assert png.name == f"sichuan-htp-14fyp-hnte_count-{chart}.png"
    head = png.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", head[16:])
    assert (width, height > 400) == (1920, True)
    svg = handed_out(analyst, chart, "[data-picture='svg']", tmp_path).read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    sentence = analyst.page.locator(f"[data-chart='{chart}-data'] figcaption").inner_text()
    assert sentence[:12] in svg
    table = handed_out(analyst, chart, "a[download]", tmp_path)
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_picture_with_demo_figures_says_so(
    reader: Callable[[str, str], Reader], tmp_path: Path
) -> None:
    analyst = reader("zh", "desktop")
    analyst.goes_to(INDICATOR)
    svg = handed_out(analyst, "comparison", "[data-picture='svg']", tmp_path)
    assert "含演示数据" in svg.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "figure", "name"),
    [
        pytest.param("/compare/?indicator=hnte_count", ".tile-map", "map", id="tile map"),
        pytest.param("/places/", ".tile-map", "map", id="map of all places"),
        pytest.param("/", ".small-trends figure", "ht_revenue", id="small trend"),
    ],
)
def test_a_drawing_is_handed_out_as_png_and_svg(
    reader: Callable[[str, str], Reader], tmp_path: Path, address: str, figure: str, name: str
) -> None:
    analyst = reader("zh", "desktop")
    analyst.goes_to(f"/sichuan-htp-14fyp{address}")
    shown = analyst.page.locator(figure).first
    drawn = {}
    for kind in ("png", "svg"):
        with analyst.page.expect_download() as started:
            shown.locator(f"[data-picture='{kind}']").click()
        assert started.value.suggested_filename == f"sichuan-htp-14fyp-{name}.{kind}"
        started.value.save_as(tmp_path / kind)
        drawn[kind] = (tmp_path / kind).read_bytes()
    width, height = struct.unpack(">II", drawn["png"][16:24])
    assert (width, height > 400) == (1920, True)
    assert shown.locator("figcaption").inner_text()[:12] in drawn["svg"].decode()
    assert "class=" not in drawn["svg"].decode()


def test_without_scripts_only_what_works_is_offered(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{INDICATOR}")
    expect(page.locator("[data-picture]").first).to_be_hidden()
    expect(page.locator(".downloads a[href$='trend.csv']")).to_be_visible()
    context.close()


def test_a_key_leads_to_the_search_field(reader: Callable[[str, str], Reader]) -> None:
    analyst = reader("zh", "desktop")
    analyst.goes_to("/sichuan-htp-14fyp/tasks/")
    analyst.page.keyboard.press("/")
    expect(analyst.page.locator("[data-search]")).to_be_focused()
    analyst.page.keyboard.type("my/")
    expect(analyst.page.locator("[data-search]")).to_have_value("my/")
    analyst.page.keyboard.press("Enter")
    expect(analyst.page.locator("mark").first).to_have_text("绵阳")
