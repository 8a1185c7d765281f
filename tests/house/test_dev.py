"""The two commands, on machines that lack this or that."""

import ast
import ctypes.util
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands

import dev

LOCKS = sorted((dev.HOUSE / "requirements").glob("*.txt"))


class Runs:
    """Stands in for `subprocess.run` and notes what would have been run."""

    def __init__(self, *results: int) -> None:
        self.commands: list[list[str]] = []
        self.environments: list[dict[str, str]] = []
        self.results = list(results)

    def __call__(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        self.commands.append(command)
        self.environments.append(options.get("env") or {})
        result = self.results.pop(0) if self.results else 0
        return subprocess.CompletedProcess(command, result, b"", b"")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    noted = Runs()
    monkeypatch.setattr(subprocess, "run", noted)
    return noted


@pytest.fixture
def empty_venv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    return tmp_path


def ended(call: Any, *arguments: Any, **named: Any) -> str:
    with pytest.raises(SystemExit) as end:
        call(*arguments, **named)
    return str(end.value)


def test_it_needs_the_standard_library_only() -> None:
    tree = ast.parse((dev.HOUSE / "dev.py").read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py", "check"])
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (99, 0))
    assert ended(dev.main).startswith("== Python 3.11 or later is needed; this is 3.")


def test_every_command_is_in_the_readme() -> None:
    readme = (dev.HOUSE / "README.md").read_text(encoding="utf-8")
    for command in ("demo", "test", "check"):
        assert f"python3 dev.py {command}" in readme


@pytest.mark.usefixtures("empty_venv")
def test_requirements_are_installed_once_by_hash(runs: Runs) -> None:
    dev.install_requirements("base")
    dev.install_requirements("base")
    ((*_, hashes, _, lock),) = runs.commands
    assert (hashes, lock) == ("--require-hashes", str(dev.HOUSE / "requirements" / "base.txt"))


@pytest.mark.parametrize(
    ("installed", "lock", "again"),
    [
        pytest.param("dev", "base", False, id="dev holds base"),
        pytest.param("base", "dev", True, id="base lacks the tools"),
    ],
)
@pytest.mark.usefixtures("empty_venv")
def test_what_is_installed_is_not_installed_again(
    runs: Runs, installed: str, lock: str, again: bool
) -> None:
    dev.install_requirements(installed)
    dev.install_requirements(lock)
    assert len(runs.commands) == 1 + again


@pytest.mark.usefixtures("empty_venv")
def test_a_changed_lock_is_installed(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.install_requirements("base")
    monkeypatch.setattr(dev, "locks_digest", lambda: "another")
    dev.install_requirements("base")
    assert len(runs.commands) == 2


def test_a_failed_installation_is_tried_again(runs: Runs, empty_venv: Path) -> None:
    runs.results = [1]
    assert ended(dev.install_requirements, "base") == "== the requirements cannot be installed"
    assert list(empty_venv.iterdir()) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_by_hash_and_by_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.findall(
        r"^([a-z0-9][^\s=]*)==\S+(.*?)(?=^\S|\Z)", text, flags=re.MULTILINE | re.DOTALL
    )
    assert len(entries) > 30
    assert [name for name, rest in entries if "--hash=sha256:" not in rest] == []
    assert not re.search(r"index-url|find-links|://|file:|^-e|^\S+ @", text, flags=re.MULTILINE)


def test_the_tools_are_pinned_to_the_same_versions_as_the_product() -> None:
    base, tools = (
        set(
            re.findall(
                r"^(\S+==\S+)", (dev.HOUSE / "requirements" / name).read_text(), flags=re.MULTILINE
            )
        )
        for name in ("base.txt", "dev.txt")
    )
    assert base <= tools


def test_without_root_or_sudo_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "sudo" else f"/{name}")
    assert ended(dev.install_packages, ["chromium", "libatomic1"]) == (
        "== please install what the project needs: "
        "sudo apt-get install -y --no-install-recommends chromium libatomic1"
    )


@pytest.mark.parametrize(
    ("uid", "begins"), [(0, ["env"]), (1000, ["sudo", "-n", "env"])], ids=["root", "through sudo"]
)
def test_missing_packages_are_installed_without_a_question(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, uid: int, begins: list[str]
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: uid)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    dev.install_packages(["chromium"])
    update, install = runs.commands
    assert update[: len(begins)] == install[: len(begins)] == begins
    assert install[-1] == "chromium"


def test_the_browser_and_its_font_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    assert {"chromium", "fonts-noto-cjk", "libatomic1"} <= set(dev.missing_packages())


@pytest.mark.parametrize(
    ("results", "worse"),
    [((0, 0), 0), ((1, 0), 1), ((0, 2), 2)],
    ids=["good", "SQLite", "PostgreSQL"],
)
def test_the_suite_runs_on_both_databases_and_the_worse_result_counts(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, results: tuple[int, int], worse: int
) -> None:
    monkeypatch.setattr(dev, "missing_packages", list)
    runs.results = list(results)
    assert ended(dev.test, ["-k", "gauge"]) == str(worse)
    assert [env["PLAN_TRACKER_TEST_DB"] for env in runs.environments] == ["sqlite", "postgresql"]
    assert all(command[-2:] == ["-k", "gauge"] for command in runs.commands)


def test_every_check_is_run_and_the_unclean_are_named(runs: Runs) -> None:
    runs.results = [1, 0, 1]
    assert ended(dev.check) == "== not clean: ruff check .; mypy"
    tools = [Path(command[0]).name for command in runs.commands]
    assert tools == ["ruff", "ruff", "mypy", "lint-imports", "python", "djade"]


def test_a_taken_port_is_said_before_anything_is_done(runs: Runs) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        advice = f"== port {port} is in use; choose another: python3 dev.py demo --port {port + 1}"
        assert ended(dev.demo, serve=True, port=port) == advice
    assert runs.commands == []


@pytest.mark.parametrize("command", [*dev.DEMO_DATA, dev.WAIT_FOR_GAUGES], ids=lambda c: c[0])
def test_what_the_demo_runs_is_there(command: tuple[str, ...]) -> None:
    assert command[0] in get_commands()
    for argument in command[1:]:
        if argument.startswith("fixtures/"):
            assert (dev.HOUSE / argument).exists()


def test_the_demo_is_embedded_whatever_the_shell_is_set_up_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in dev.PRODUCTION_ONLY:
        monkeypatch.setenv(name, "production")
    assert not set(dev.PRODUCTION_ONLY) & set(dev.demo_environment())


def test_a_demo_whose_data_cannot_be_loaded_says_where_it_failed(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "STATE", tmp_path)
    runs.results = [0, 1]
    assert ended(dev.demo, serve=False, port=0) == "== 'manage.py load_plan' failed"


def test_a_worker_that_dies_ends_the_demo_with_its_own_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "STATE", tmp_path)
    monkeypatch.setattr(dev, "in_venv", lambda command: [sys.executable, *command])
    worker = dev.start(("-c", "import sys; sys.exit('no broker')"), log="worker.log")
    monkeypatch.setattr(
        dev, "manage", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    assert re.match(r"== the worker ended:\nno broker\n", ended(dev.wait_for_gauges, worker))
