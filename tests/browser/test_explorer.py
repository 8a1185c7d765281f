"""数据查询 in a browser: a table is copied, a chart is drawn, a file is fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import LANGUAGES, Reader

ASKED = (
    "/sichuan-htp-14fyp/explore/?indicator=hnte_count&place=510100&place=510700"
    "&down=place&across=year"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copied_table_is_what_a_spreadsheet_takes(
    reader: Callable[[str, str], Reader], language: str
) -> None:
    analyst = reader(language, "desktop")
    analyst.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    analyst.goes_to(ASKED)
    button = analyst.page.locator("[data-copy]").first
    button.click()
    expect(button).to_have_text(button.get_attribute("data-copied") or "")
    copied: Any = analyst.page.evaluate("navigator.clipboard.readText()")
    lines = [line.split("\t") for line in copied.splitlines()]
    assert [len(line) for line in lines] == [6, 6, 6]
    assert lines[2][1].replace(",", "").startswith("524")
    assert not analyst.complaints


@pytest.mark.parametrize("show", ["lines", "columns", "bars", "map", "status"])
def test_every_way_to_show_it_is_drawn_without_a_complaint(
    reader: Callable[[str, str], Reader], show: str
) -> None:
    analyst = reader("zh", "phone")
    analyst.goes_to(f"{ASKED}&show={show}")
    if show in ("lines", "columns", "bars"):
        expect(analyst.page.locator(".js-plotly-plot").first).to_be_visible()
    analyst.looks(f"explore-{show}")
    assert not analyst.complaints
