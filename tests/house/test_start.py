"""Production starts only when safe, and says in one line each why it does not."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from dev import BEAT, HOUSE, WORKER
from plan_tracker import checks

SAFE: dict[str, Any] = {
    "SECRET_KEY": secrets.token_urlsafe(64),
    "DEBUG": False,
    "ALLOWED_HOSTS": ["plan.example.cn"],
    "DATABASE_GIVEN": True,
    "DATABASE": {"ENGINE": "django.db.backends.postgresql"},
    "REDIS_URL": "redis://:geheim@redis:6379/0",
}

POSTGRESQL = "use PostgreSQL: postgres://user:password@host:5432/name."

Settings = Any


@pytest.fixture
def safe(settings: Settings) -> Settings:
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


@pytest.mark.usefixtures("safe")
def test_a_safe_production_has_no_objection() -> None:
    assert checks.unsafe_settings() == []


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        pytest.param("SECRET_KEY", "", "SECRET_KEY is missing", id="no key"),
        pytest.param("SECRET_KEY", "k7Rz-qW2" * 4, "SECRET_KEY has 32 characters", id="short key"),
        pytest.param("SECRET_KEY", "abab" * 20, "SECRET_KEY is a default", id="a pattern"),
        pytest.param(
            "SECRET_KEY",
            "django-insecure-" + SAFE["SECRET_KEY"],
            "SECRET_KEY is a default",
            id="default",
        ),
        pytest.param("DEBUG", True, "DEBUG is true", id="debug"),
        pytest.param("ALLOWED_HOSTS", [], "ALLOWED_HOSTS is missing", id="no host"),
        pytest.param("ALLOWED_HOSTS", ["a.cn", "*"], "ALLOWED_HOSTS contains '*'", id="any host"),
        pytest.param("DATABASE_GIVEN", False, "DATABASE_URL is missing", id="no database"),
        pytest.param(
            "DATABASE",
            {"ENGINE": "django.db.backends.sqlite3"},
            "DATABASE_URL names SQLite",
            id="SQLite",
        ),
        pytest.param(
            "REDIS_URL", "redis://redis:6379/0", "REDIS_URL has no password", id="open Redis"
        ),
        pytest.param(
            "REDIS_URL", "rediss://tracker@10.0.0.7/0", "REDIS_URL has no password", id="user only"
        ),
    ],
)
def test_an_unsafe_production_is_refused(safe: Settings, name: str, value: Any, line: str) -> None:
    setattr(safe, name, value)
    (reason,) = checks.unsafe_settings()
    assert str(reason.msg).startswith(line)
    assert "\n" not in str(reason.msg)


@pytest.mark.parametrize(
    "address", ["", "redis://127.0.0.1:6379/0", "redis://localhost", "redis://[::1]:6379/1"]
)
def test_an_open_redis_of_this_machine_is_its_own_business(safe: Settings, address: str) -> None:
    safe.REDIS_URL = address
    assert checks.unsafe_settings() == []


@pytest.mark.usefixtures("transactional_db")
def test_a_database_without_its_migrations_is_refused() -> None:
    assert checks.missing_migrations() is None
    ((app, last),) = MigrationLoader(connection).graph.leaf_nodes("tasks")
    MigrationRecorder(connection).record_unapplied(app, last)
    try:
        advice = "The database lacks 1 migrations; run 'python manage.py migrate'."
        assert checks.missing_migrations() == advice
    finally:
        MigrationRecorder(connection).record_applied(app, last)


Start = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start a part of the house as production would, with nothing but what is given."""

    def run(command: tuple[str, ...], **given: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment = {**kept, "PLAN_TRACKER_MODE": "production", **given}
        environment["PLAN_TRACKER_STATE"] = str(tmp_path)
        python = [sys.executable, *command]
        return subprocess.run(
            python,
            cwd=HOUSE,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


DOORS = [
    pytest.param(("-c", "import plan_tracker.wsgi"), id="web"),
    pytest.param(("-m", *WORKER, "-P", "solo"), id="worker"),
    pytest.param(("-m", *BEAT), id="beat"),
]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_gives_the_same_reasons(start: Start, door: tuple[str, ...]) -> None:
    refused = start(door, DATABASE_URL="sqlite:////tmp/x.sqlite3", SECRET_KEY="short")
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-4:] == [
        "Plan Tracker does not start:",
        "SECRET_KEY has 5 characters; use 50 or more, at random.",
        "ALLOWED_HOSTS is missing; name the site's hosts, separated by commas.",
        f"DATABASE_URL names SQLite, which one machine alone can use; {POSTGRESQL}",
    ]


@pytest.mark.parametrize("door", [*DOORS, pytest.param(("manage.py", "check"), id="command line")])
def test_a_setting_that_cannot_be_read_is_said_without_a_trace(
    start: Start, door: tuple[str, ...]
) -> None:
    refused = start(door, DEBUG="yes")
    assert refused.returncode == 1
    assert refused.stderr.strip().splitlines()[-1] == "DEBUG is 'yes'; use 'true' or 'false'"
    assert "Traceback" not in refused.stderr


def test_a_database_that_does_not_answer_is_said_in_one_line(start: Start) -> None:
    refused = start(
        ("-c", "import plan_tracker.wsgi"),
        SECRET_KEY=SAFE["SECRET_KEY"],
        ALLOWED_HOSTS="plan.example.cn",
        DATABASE_URL="postgres://u:geheim@127.0.0.1:1/name",
    )
    (heading, line) = refused.stderr.splitlines()
    assert heading == "Plan Tracker does not start:"
    assert line.startswith("The database does not answer (")
    assert "geheim" not in refused.stderr


def test_a_deployable_production_passes_djangos_own_deployment_check(start: Start) -> None:
    clean = start(
        ("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        SECRET_KEY=SAFE["SECRET_KEY"],
        ALLOWED_HOSTS="plan.example.cn",
        DATABASE_URL="postgres://u:geheim@db:5432/name",
        REDIS_URL="redis://:geheim@redis:6379/0",
        BEHIND_TLS_PROXY="true",
    )
    assert (clean.returncode, clean.stdout) == (
        0,
        "System check identified no issues (2 silenced).\n",
    )


def test_every_static_file_a_page_names_can_be_collected(start: Start, tmp_path: Path) -> None:
    collected = start(("manage.py", "collectstatic", "--no-input"))
    assert collected.returncode == 0, collected.stderr
    names = {
        path.name.split(".")[-1] for path in (tmp_path / "static").rglob("*") if path.is_file()
    }
    assert {"css", "js", "br", "gz"} <= names
