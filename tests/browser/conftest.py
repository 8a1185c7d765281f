"""The site as a reader meets it: a real web server on the shipped plan with its figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import dev
from tests.browser.desks import AUDITOR, OPEN_2024, PEOPLE, Desk, House, signs_in
from tests.migrated import own_database
from tests.services import free_port, wait_for_port

LOAD = """
import django; django.setup()
from django.core.management import call_command
for command in {commands!r}:
    call_command(*command)
"""
COMMANDS = (*dev.DEMO_DATA, ("rebuild_gauges",))
# A page asks for nothing by itself once it is loaded; what its scripts still do is draw.
ALL_DRAWN = "!document.querySelector('.is-drawing')"
SCREENSHOTS = Path(__file__).parent / "screenshots"
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
        self.page.goto(f"{self.site}{address}")
        self.page.wait_for_function(ALL_DRAWN)

    def clicks(self, selector: str) -> None:
        """Something that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.page.wait_for_function(ALL_DRAWN)

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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with a database of its own, as `dev.py demo` fills it."""
    with served(tmp_path_factory.mktemp("site"), COMMANDS) as (address, _):
        yield address


@contextmanager
def served(
    state: Path, commands: Sequence[tuple[str, ...]], **more: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """A web server on a database of its own, filled by the commands; its address and environment."""
    environment = {**os.environ, "PLAN_TRACKER_STATE": str(state), **own_database(state), **more}
    load = [sys.executable, "-c", LOAD.format(commands=tuple(commands))]
    subprocess.run(load, cwd=dev.HOUSE, env=environment, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    web = [str(Path(sys.executable).parent / dev.WEB[0]), *dev.WEB[1:], "--port", str(port)]
    with (state / "web.log").open("wb") as log:
        server = subprocess.Popen(web, cwd=dev.HOUSE, env=environment, stdout=log, stderr=log)
    wait_for_port(server, port, state / "web.log")
    yield f"http://127.0.0.1:{port}", environment
    dev.stop(server)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Accounts from the province's table; a round for 2024 is open, that for 2025 is not yet."""
    folder = tmp_path_factory.mktemp("year")
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    commands = (*dev.DEMO_DATA[:3], ("rebuild_gauges",))
    # Long passwords instead of a second factor, which tests/areas has a look at.
    with served(folder, commands, PASSWORD_PROFILE="asvs") as (site, environment):
        ran = partial(
            subprocess.run,
            cwd=dev.HOUSE,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        manage = [sys.executable, str(dev.HOUSE / "manage.py")]
        out = ran([*manage, "import_users", str(folder / "people.csv")]).stdout
        out += ran([*manage, "create_administrator", "zhao"]).stdout
        out += ran([*manage, "shell", "-v", "0", "-c", AUDITOR]).stdout
        ran([*manage, "shell", "-c", OPEN_2024])
        first = dict(re.findall(r"^(\w+): (\S+)$", out, flags=re.MULTILINE))
        worker_command = [sys.executable, "-m", *dev.WORKER, "-P", "threads", "-c", "1"]
        with (folder / "worker.log").open("wb") as log:
            worker = subprocess.Popen(
                worker_command, cwd=dev.HOUSE, env=environment, stdout=log, stderr=log
            )
        yield House(site, first)
        dev.stop(worker)


@pytest.fixture
def desks(browser: Browser, house: House) -> Iterator[Callable[[str], Desk]]:
    """Sit somebody down; at the first time they change the password they were given."""
    contexts = []

    def sit_down(name: str) -> Desk:
        context = browser.new_context(locale="zh-CN")
        contexts.append(context)
        desk = Desk(context.new_page(), house.site)
        signs_in(desk, name, house.first.pop(name, None))
        return desk

    yield sit_down
    for context in contexts:
        context.close()


@pytest.fixture
def anybody(browser: Browser, house: House) -> Iterator[Callable[[], Desk]]:
    """Somebody who is not signed in."""
    context = browser.new_context(locale="zh-CN")
    yield lambda: Desk(context.new_page(), house.site)
    context.close()
