"""The site as a reader meets it: a real web server on the shipped plan with its figures."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import dev

LOAD = """
import django; django.setup()
from django.core.management import call_command
for command in {commands!r}:
    call_command(*command)
"""
COMMANDS = (*dev.DEMO_DATA, ("rebuild_gauges",))
SCREENSHOTS = Path(__file__).parent / "screenshots"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with a database of its own, as `dev.py demo` fills it."""
    state = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "PLAN_TRACKER_STATE": str(state), **own_database()}
    load = [sys.executable, "-c", LOAD.format(commands=COMMANDS)]
    subprocess.run(load, cwd=dev.HOUSE, env=environment, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    web = [str(Path(sys.executable).parent / dev.WEB[0]), *dev.WEB[1:], "--port", str(port)]
    with (state / "web.log").open("wb") as log:
        server = subprocess.Popen(web, cwd=dev.HOUSE, env=environment, stdout=log, stderr=log)
    wait_until_it_answers(server, port, state / "web.log")
    yield f"http://127.0.0.1:{port}"
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


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while dev.port_free(port):
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the web server does not answer:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)
