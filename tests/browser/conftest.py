"""The site as a reader meets it: a real web server on the shipped plan with its figures."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page

import dev
from tests.services import free_port, wait_for_port

LOAD = """
import django; django.setup()
from django.core.management import call_command
for command in {commands!r}:
    call_command(*command)
"""
COMMANDS = (*dev.DEMO_DATA, ("rebuild_gauges",))
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
    environment = {**os.environ, "PLAN_TRACKER_STATE": str(state), **own_database(), **more}
    load = [sys.executable, "-c", LOAD.format(commands=tuple(commands))]
    subprocess.run(load, cwd=dev.HOUSE, env=environment, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    web = [str(Path(sys.executable).parent / dev.WEB[0]), *dev.WEB[1:], "--port", str(port)]
    with (state / "web.log").open("wb") as log:
        server = subprocess.Popen(web, cwd=dev.HOUSE, env=environment, stdout=log, stderr=log)
    wait_for_port(server, port, state / "web.log")
    yield f"http://127.0.0.1:{port}", environment
    dev.stop(server)


def own_database() -> dict[str, str]:
    """A new database on the run's PostgreSQL; none to say where SQLite in the state folder will do."""
    address = os.environ.get("PLAN_TRACKER_TEST_POSTGRESQL")
    if address is None:
        return {}
    name = f"site_{uuid.uuid4().hex}"
    server = address.rpartition("/")[0]  # postgres://postgres@/FOLDER OF THE SOCKET
    at = f"host={server.partition('@/')[2]} user=postgres dbname=postgres"
    with psycopg.connect(at, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return {"DATABASE_URL": f"{server}/{name}"}
