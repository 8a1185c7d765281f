#!/usr/bin/env python3
"""Everything a newcomer runs: `python3 dev.py demo`, `python3 dev.py test`, `python3 dev.py check`.

Needs Python 3.11 or later and nothing else: it makes `.venv`, installs the locked requirements
there and starts itself again inside. Standard library only.
"""

from __future__ import annotations

import argparse
import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

HOUSE = Path(__file__).resolve().parent
VENV = HOUSE / ".venv"
STATE = Path(os.environ.get("PLAN_TRACKER_STATE") or HOUSE / "var").absolute()
OLDEST_PYTHON = (3, 11)

PLAN = "sichuan-htp-14fyp"
# Roughly how the economies of the cities compare; the figures themselves are invented.
LARGEST_FIRST = (
    "510100,510700,511500,510600,511300,510500,511700,511100,513400,511000,510300,511400,510900,"
    "511600,510400,510800,512000,511800,511900,513200,513300"
)
DEMO_DATA = (
    ("migrate", "--verbosity", "0"),
    ("load_plan", f"fixtures/{PLAN}.yaml"),
    ("load_figures", "fixtures/published_figures.yaml"),
    ("load_demo_figures", "--plan", PLAN, "--largest-first", LARGEST_FIRST),
)
DEMO_PEOPLE = ("load_demo_people", "--city", "510700")
WAIT_FOR_GAUGES = ("wait_for_gauges", "--timeout", "300")
APPLICATION = "plan_tracker.wsgi:application"
WEB = ("granian", "--interface", "wsgi", "--no-ws", "--blocking-threads", "8", APPLICATION)
WORKER = ("celery", "-A", "plan_tracker", "worker")
BEAT = ("celery", "-A", "plan_tracker", "beat")
# One process that works and beats is enough for a demo.
DEMO_WORKER = (*WORKER, "-P", "threads", "-c", "2", "-B", "--loglevel", "WARNING")
# The demo is embedded whatever the shell it starts in has been set up for.
PRODUCTION_ONLY = ("PLAN_TRACKER_MODE", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS")

Running = subprocess.Popen[bytes]

DATABASES = ("sqlite", "postgresql")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("python", "manage.py", "makemigrations", "--check", "--dry-run"),
)


# --- A place to run ---------------------------------------------------------------------


def enter_venv(*, lock: str) -> None:
    """Continue inside `.venv`, made and brought up to date with `requirements/<lock>.txt`."""
    if not (VENV / "bin" / "python").exists():
        if importlib.util.find_spec("ensurepip") is None:
            install_packages([f"python3.{sys.version_info.minor}-venv"])
        say("making .venv")
        run([sys.executable, "-m", "venv", str(VENV)], "the virtual environment cannot be made")
    install_requirements(lock)
    if Path(sys.prefix).resolve() != VENV.resolve():
        python = str(VENV / "bin" / "python")
        sys.stdout.flush()
        os.execv(python, [python, str(HOUSE / "dev.py"), *sys.argv[1:]])  # noqa: S606


def install_requirements(lock: str) -> None:
    """Install where a lock file has changed since; `dev` holds everything `base` does."""
    stamp = VENV / "installed"
    installed = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    wanted = locks_digest()
    if installed in ([lock, wanted], ["dev", wanted]):
        return
    say(f"installing requirements/{lock}.txt")
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install"]
    locked = str(HOUSE / "requirements" / f"{lock}.txt")
    run([*pip, "--quiet", "--require-hashes", "-r", locked], "the requirements cannot be installed")
    stamp.write_text(f"{lock} {wanted}\n", encoding="utf-8")


def locks_digest() -> str:
    files = sorted((HOUSE / "requirements").glob("*.txt"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def install_packages(packages: list[str]) -> None:
    """Install Debian packages as root or through sudo; without either, say what to type."""
    command = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    become_root = [] if os.getuid() == 0 else ["sudo", "-n"]
    advice = f"please install what the project needs: sudo {command}"
    if shutil.which("apt-get") is None or (become_root and shutil.which("sudo") is None):
        fail(advice)
    say(f"installing {' '.join(packages)}")
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive"]
    run([*apt, "apt-get", "update", "-q"], advice)
    run([*apt, *command.split()], advice)


# --- demo -------------------------------------------------------------------------------


def demo(*, serve: bool, port: int) -> None:
    """Load the plan and its figures, recompute every gauge through the worker, and serve."""
    if serve and not port_free(port):
        fail(f"port {port} is in use; choose another: python3 dev.py demo --port {port + 1}")
    STATE.mkdir(parents=True, exist_ok=True)
    for command in DEMO_DATA:
        say(" ".join(command))
        run(manage(*command), f"'manage.py {command[0]}' failed", env=demo_environment())
    running = []
    try:
        running.append(start(DEMO_WORKER, log="worker.log"))
        wait_for_gauges(running[0])
        if serve:
            say("people who may sign in:")
            run(manage(*DEMO_PEOPLE), "the demo accounts cannot be made", env=demo_environment())
            running.append(start((*WEB, "--host", "127.0.0.1", "--port", str(port)), log="web.log"))
            serve_until_stopped(*running, port=port)
    finally:
        for process in reversed(running):
            stop(process)


def wait_for_gauges(worker: Running) -> None:
    say("recomputing the gauges")
    waiting = subprocess.Popen(manage(*WAIT_FOR_GAUGES), cwd=HOUSE, env=demo_environment())
    while waiting.poll() is None:
        if worker.poll() is not None:
            waiting.terminate()
            fail(f"the worker ended:\n{last_lines('worker.log')}")
        time.sleep(0.1)
    if waiting.returncode != 0:
        fail(f"the gauges were not recomputed; the worker says:\n{last_lines('worker.log')}")


def serve_until_stopped(worker: Running, web: Running, *, port: int) -> None:
    deadline = time.monotonic() + 60
    while port_free(port) and web.poll() is None:
        if time.monotonic() > deadline:
            fail(f"the web server does not answer:\n{last_lines('web.log')}")
        time.sleep(0.1)
    say(f"Plan Tracker runs at http://127.0.0.1:{port}/ - Ctrl-C stops it")
    while worker.poll() is None and web.poll() is None:
        time.sleep(0.5)
    ended = "web" if worker.poll() is None else "worker"
    fail(f"the {ended} process ended:\n{last_lines(f'{ended}.log')}")


def demo_environment() -> dict[str, str]:
    """Without what production needs; nobody who tries a demo has to set up a second factor."""
    kept = {name: text for name, text in os.environ.items() if name not in PRODUCTION_ONLY}
    return {"PASSWORD_PROFILE": "asvs", **kept}


def start(command: tuple[str, ...], *, log: str) -> Running:
    with (STATE / log).open("wb") as output:
        # A session of its own: Ctrl-C reaches this script, which then ends each in turn.
        streams: Any = {"stdout": output, "stderr": output, "start_new_session": True}
        return subprocess.Popen(in_venv(command), cwd=HOUSE, env=demo_environment(), **streams)


def stop(process: Running) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def last_lines(log: str) -> str:
    lines = (STATE / log).read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join([*lines[-15:], f"(all of it: {STATE / log})"])


def port_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


# --- test and check ---------------------------------------------------------------------


def test(arguments: list[str]) -> None:
    """The whole suite, once on each database; ends with the worse of the two results."""
    if missing := missing_packages():
        install_packages(missing)
    results = []
    for database in DATABASES:
        say(f"tests on {database}")
        pytest = in_venv(("python", "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments))
        env = {**os.environ, "PLAN_TRACKER_TEST_DB": database}
        results.append(subprocess.run(pytest, cwd=HOUSE, env=env, check=False).returncode)
    for database, result in zip(DATABASES, results, strict=True):
        say(f"{database}: {'passed' if result == 0 else f'failed (pytest exit code {result})'}")
    sys.exit(max(results))


def missing_packages() -> list[str]:
    """Debian packages behind the browser tests (and, after Python 3.12, behind Redis)."""
    present = {
        "chromium": chromium() is not None,
        "fonts-noto-cjk": has_chinese_font(),
        "libatomic1": ctypes.util.find_library("atomic") is not None,
        "redis-server": sys.version_info < (3, 13) or shutil.which("redis-server") is not None,
    }
    return [package for package, there in present.items() if not there]


def chromium() -> str | None:
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in found if path), None)


def has_chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())


def check() -> None:
    """Lint, format, types, import contract, templates, missing migrations; all are run."""
    templates = [str(path) for path in sorted((HOUSE / "templates").rglob("*.html"))]
    commands = [*CHECKS, ("djade", "--check", "--target-version", "5.2", *templates)]
    failed = []
    for command in commands:
        name = " ".join(command[:4])
        say(name)
        if subprocess.run(in_venv(command), cwd=HOUSE, check=False).returncode != 0:
            failed.append(name)
    if failed:
        fail(f"not clean: {'; '.join(failed)}")
    say("all clean")


# --- shared -----------------------------------------------------------------------------


def in_venv(command: tuple[str, ...]) -> list[str]:
    return [str(Path(sys.executable).parent / command[0]), *command[1:]]


def manage(*arguments: str) -> list[str]:
    return in_venv(("python", "manage.py", *arguments))


def run(command: list[str], reason: str, **options: Any) -> None:
    done = subprocess.run(command, cwd=HOUSE, stdin=subprocess.DEVNULL, check=False, **options)
    if done.returncode != 0:
        fail(reason)


def say(words: str) -> None:
    print(f"== {words}", flush=True)


def fail(reason: str) -> NoReturn:
    sys.exit(f"== {reason}")


def arguments_given() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    shown = commands.add_parser("demo", help="run it here with the plan and demo figures")
    shown.add_argument("--no-serve", action="store_true", help="load, recompute all gauges, exit")
    shown.add_argument("--port", type=int, default=8000)
    commands.add_parser("test", help="the whole suite on both databases; takes pytest's arguments")
    commands.add_parser("check", help="lint, types, import contract, missing migrations")
    given, rest = parser.parse_known_args()
    if rest and given.command != "test":
        parser.error(f"unknown arguments: {' '.join(rest)}")
    return given, rest


def main() -> None:
    given, rest = arguments_given()
    if sys.version_info < OLDEST_PYTHON:
        fail(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}")
    # Said anew, because a script started in the background of another is deaf to Ctrl-C.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    enter_venv(lock="base" if given.command == "demo" else "dev")
    try:
        if given.command == "demo":
            demo(serve=not given.no_serve, port=given.port)
        elif given.command == "test":
            test(rest)
        else:
            check()
    except KeyboardInterrupt:
        say("stopped")


if __name__ == "__main__":
    main()
