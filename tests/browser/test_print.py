"""On paper: A4 in black and white, with statuses in words, without what one can only click."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .addresses import PAGES
from .conftest import Reader

A4 = (595, 842)
BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
BLACK = "rgb(0, 0, 0)"


@pytest.fixture
def sheet(reader: Callable[[str, str], Reader]) -> Callable[[str], Page]:
    def laid_out(name: str) -> Page:
        official = reader("zh", "desktop")
        official.goes_to(PAGES[name])
        official.page.emulate_media(media="print")
        return official.page

    return laid_out


@pytest.mark.parametrize("name", ["overview", "indicator", "about", "method"])
def test_a_page_prints_on_a4(sheet: Callable[[str], Page], name: str) -> None:
    boxes = BOX.findall(sheet(name).pdf(prefer_css_page_size=True))
    assert boxes
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_prints_what_is_only_clicked(sheet: Callable[[str], Page], name: str) -> None:
    expect(sheet(name).locator("nav:visible, form:visible, button:visible")).to_have_count(0)


def test_what_belongs_to_the_screen_alone_is_not_printed(sheet: Callable[[str], Page]) -> None:
    page = sheet("indicator")
    for part in (".sections", ".search", ".language", ".years", ".downloads", ".crumbs"):
        expect(page.locator(part).first).to_be_hidden()


def test_a_status_is_a_word_and_an_icon_in_black(sheet: Callable[[str], Page]) -> None:
    status = sheet("overview").locator(".status").first
    expect(status.locator("svg")).to_be_visible()
    expect(status).not_to_have_text("")
    expect(status).to_have_css("color", BLACK)
    expect(status).to_have_css("border-top-color", BLACK)


def test_tables_and_cards_are_not_cut(sheet: Callable[[str], Page]) -> None:
    page = sheet("overview")
    for part in (".gauge-card", ".table-wrap", ".figures tbody tr"):
        expect(page.locator(part).first).to_have_css("break-inside", "avoid")
    expect(page.locator("h2").first).to_have_css("break-after", "avoid")
    expect(page.locator(".table-wrap").first).to_have_css("overflow", "visible")


def test_the_table_behind_a_chart_is_printed(sheet: Callable[[str], Page]) -> None:
    expect(sheet("indicator").locator(".figure-plan table").first).to_be_visible()
