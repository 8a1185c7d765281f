"""An official walks from the overview to an indicator, a city and a task."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from .addresses import PLAN
from .conftest import LANGUAGES, WIDTHS, Reader


@pytest.mark.parametrize("screen", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_overview_to_indicator_city_and_task(
    reader: Callable[[str, str], Reader], language: str, screen: str
) -> None:
    official = reader(language, screen)
    page = official.page

    official.goes_to("/")
    assert page.url.endswith(PLAN)
    expect(page.locator(".gauge-card")).to_have_count(10)
    expect(page.locator(".gauge .js-plotly-plot")).to_have_count(10)
    official.looks("overview")

    official.clicks(".gauge-card a")
    expect(page.locator(".figure-plan .js-plotly-plot")).to_have_count(3)
    expect(page.locator(".reasons li").first).to_be_visible()
    official.looks("indicator")

    official.clicks(".masthead a[href$='/places/']")
    official.looks("places")
    official.clicks("a[href$='/places/510700/']")
    expect(page.locator("h1")).to_have_text({"zh": "绵阳市", "en": "Mianyang"}[language])
    official.looks("city")

    official.clicks(".masthead a[href$='/tasks/']")
    official.looks("tasks")
    official.clicks("h2 a[href$='/tasks/enterprise-growth/']")
    expect(page.locator("table.figures tbody tr").first).to_be_visible()
    official.looks("task")


def test_the_language_changes_on_the_page_one_is_on(
    reader: Callable[[str, str], Reader],
) -> None:
    official = reader("zh", "desktop")
    official.goes_to(f"{PLAN}?year=2022")
    official.clicks("button[name='language'][value='en']")
    assert official.page.url.endswith(f"{PLAN}?year=2022")
    expect(official.page.locator("html")).to_have_attribute("lang", "en")


def test_the_first_key_leads_past_the_masthead(reader: Callable[[str, str], Reader]) -> None:
    official = reader("zh", "desktop")
    official.goes_to(PLAN)
    official.page.keyboard.press("Tab")
    expect(official.page.locator(".skip")).to_be_in_viewport()
    official.page.keyboard.press("Enter")
    assert official.page.evaluate("document.activeElement.id") == "content"


def test_without_scripts_the_gauges_are_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{PLAN}")
    expect(page.locator(".gauge svg.gauge-svg")).to_have_count(10)
    context.close()
