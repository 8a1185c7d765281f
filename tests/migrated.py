"""Databases with every migration applied: one is migrated a run, all others are copies of it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg

from dev import HOUSE
from tests.services import MARK

TEMPLATE = "migrated"
MIGRATE = ("manage.py", "migrate", "--verbosity", "0", "--skip-checks")


def migrated() -> Path:
    """The folder of the one that is copied; whoever comes first has it made, others wait."""
    folder = Path(os.environ[MARK]) / TEMPLATE
    folder.mkdir(exist_ok=True)
    done = folder / "done"
    with (folder / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            environment = {**os.environ, **_new(TEMPLATE), "PLAN_TRACKER_STATE": str(folder)}
            subprocess.run([sys.executable, *MIGRATE], cwd=HOUSE, env=environment, check=True)
            done.touch()
    return folder


def copy_to(file: Path) -> None:
    """A copy of SQLite's."""
    shutil.copyfile(migrated() / "db.sqlite3", file)


def own_database(state: Path) -> dict[str, str]:
    """A copy for a site with a state folder of its own, and the environment that names it."""
    if "PLAN_TRACKER_TEST_POSTGRESQL" not in os.environ:
        copy_to(state / "db.sqlite3")
        return {}
    migrated()
    return _new(f"site_{uuid.uuid4().hex}", template=TEMPLATE)


def _new(name: str, *, template: str = "template1") -> dict[str, str]:
    """A new database on the run's PostgreSQL; nothing where SQLite's file will do."""
    if (address := os.environ.get("PLAN_TRACKER_TEST_POSTGRESQL")) is None:
        return {}
    server = address.rpartition("/")[0]  # postgres://postgres@/FOLDER OF THE SOCKET
    at = f"host={server.partition('@/')[2]} user=postgres dbname=postgres"
    with psycopg.connect(at, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
    return {"DATABASE_URL": f"{server}/{name}"}
