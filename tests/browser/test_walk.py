"""An official walks from the overview to an indicator, a city and a task."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import SCREENSHOTS

PLAN = "/sichuan-htp-14fyp/"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
WIDTHS = {"desktop": 1440, "phone": 390}


@dataclass
class Reader:
    """A person at a browser, and everything the browser complains of or asks elsewhere for."""

    page: Page
    site: str
    name: str
    complaints: list[str] = field(default_factory=list)

    def goes_to(self, address: str) -> None:
        self.page.goto(f"{self.site}{address}", wait_until="networkidle")

    def clicks(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state("networkidle")

    def looks(self, at: str) -> None:
        """Keep a picture; nothing may reach past the edge of the screen."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{at}-{self.name}.png", full_page=True)
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{at} is {wide} px too wide"


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Callable[[str, str], Reader]]:
    """Sit a reader of a language down at a screen; at the end nothing was complained of."""
    seated: list[Reader] = []

    def sit_down(language: str, screen: str) -> Reader:
        context = browser.new_context(viewport={"width": WIDTHS[screen], "height": 900})
        cookie = {"name": "django_language", "value": LANGUAGES[language], "url": site}
        context.add_cookies([cookie])  # type: ignore[list-item]
        found = Reader(context.new_page(), site, f"{language}-{screen}")
        found.page.on("console", lambda said: found.complaints.append(f"{said.type}: {said.text}"))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.on("request", lambda asked: _note_outside(found, asked.url))
        seated.append(found)
        return found

    yield sit_down
    for found in seated:
        found.page.context.close()
        assert found.complaints == []


def _note_outside(reader: Reader, url: str) -> None:
    if not url.startswith((reader.site, "data:", "blob:")):
        reader.complaints.append(f"asked outside: {url}")


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
    expect(page.locator(".figure-plan .js-plotly-plot")).to_have_count(2)
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
