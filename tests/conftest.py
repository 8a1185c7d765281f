"""What the tests of every app may ask for: a browser, a broker, a worker of its own process."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate
from playwright.sync_api import Browser, sync_playwright
from whitenoise.middleware import WhiteNoiseMiddleware

import dev
from indicators.gauges import rulebook
from indicators.queries import standing
from tests import migrated

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Worker = subprocess.Popen[bytes]


def pytest_configure() -> None:
    # Hashing that takes its time is tried in the processes of the browser tests.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Migrate while the workers still collect."""
    Thread(target=migrated.migrated, daemon=True).start()


def pytest_collection_finish() -> None:
    """What was loaded up to here stays: the collector of garbage need not go through it again."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.write_line(f"database: {os.environ['PLAN_TRACKER_TEST_DB']}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test says nothing, so it must not pass for one that held."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("\nskipped tests count as failed", red=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The test database begins as a copy of the migrated one."""
    found = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        migrated.migrated()
        found["TEMPLATE"] = migrated.TEMPLATE
    else:
        migrated.copy_to(Path(found["NAME"]))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """It is taken as it is, and goes with the run's folder or server."""
    return True


@pytest.fixture(scope="session", autouse=True)
def permissions_not_made_again() -> None:
    """Rights are told by seats; Django's own would be made after every test that commits."""
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture(scope="session", autouse=True)
def static_files_listed_once() -> Iterator[None]:
    """Every client makes the middleware anew, which then looks for the same files again."""
    known: dict[str, Any] = {}
    look = WhiteNoiseMiddleware.add_files_from_finders

    def look_once(made: WhiteNoiseMiddleware) -> None:
        if not known:
            look(made)
            known.update(made.files)
        made.files.update(known)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


@pytest.fixture
def rules_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of the plans stay in the process from page to page, as they do for readers.

    A test stands in a transaction, where every page reads them again. For tests of many pages
    that change no plan.
    """
    monkeypatch.setattr(rulebook._Kept, "latest", None)
    monkeypatch.setattr(standing, "rulebook", lambda *, keep: rulebook.rulebook(keep=True))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run; a test opens its own context in it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=dev.chromium(), args=CHROMIUM_ARGUMENTS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def redis_url() -> str:
    """A real Redis, this test process's own database in it."""
    return os.environ["PLAN_TRACKER_TEST_REDIS_URL"]


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """The environment in which another process works on this test's database."""
    found = connection.settings_dict
    address = f"sqlite:///{found['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgres://{found['USER']}@/{found['HOST']}/{found['NAME']}"
    return {**os.environ, "DATABASE_URL": address}


@pytest.fixture
def start_worker(
    process_environment: dict[str, str], tmp_path: Path
) -> Iterator[Callable[..., Worker]]:
    """Start a real Celery worker on this test's database; what still runs is ended with the test.

    `broker` is a Redis address, or empty for the file broker. The log is in `tmp_path/worker.log`.
    """
    started: list[Worker] = []

    def start(*options: str, broker: str = settings.REDIS_URL) -> Worker:
        environment = {**process_environment, "REDIS_URL": broker}
        command = [sys.executable, "-m", *dev.WORKER, "-P", "threads", "-c", "2", *options]
        with (tmp_path / "worker.log").open("ab") as log:
            streams: Any = {"stdout": log, "stderr": log, "start_new_session": True}
            worker = subprocess.Popen(command, cwd=dev.HOUSE, env=environment, **streams)
        started.append(worker)
        return worker

    yield start
    for worker in started:
        dev.stop(worker)
