"""Every page type under the strict policy: silent, usable by everybody, as wide as the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from plan_tracker.urls import plan_pages
from tests.addresses import names

from .addresses import PAGES
from .conftest import LANGUAGES, Reader

SERIOUS = ("serious", "critical")


def test_every_page_of_a_plan_is_looked_at() -> None:
    assert set(names(plan_pages)) == set(PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_silent_and_fits_the_telephone(
    reader: Callable[[str, str], Reader], name: str, language: str
) -> None:
    official = reader(language, "phone")
    official.goes_to(PAGES[name])
    official.looks(name)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_obstacle(reader: Callable[[str, str], Reader], name: str) -> None:
    official = reader("zh", "desktop")
    official.goes_to(PAGES[name])
    official.looks(name)
    found = Axe().run(official.page).response["violations"]
    assert [
        (each["id"], each["nodes"][0]["html"][:160]) for each in found if each["impact"] in SERIOUS
    ] == []
