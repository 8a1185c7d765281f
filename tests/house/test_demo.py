"""The demo command, run for real: an empty folder becomes a site with recomputed gauges."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from dev import HOUSE
from tests.services import free_port

Demo = subprocess.Popen[str]
# The command as typed, but for the step into `.venv`: the tests run in one already.
IN_THIS_ENVIRONMENT = "import dev; dev.enter_venv = lambda lock: None; dev.main()"
READY = "== Plan Tracker runs at "


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def demo(tmp_path: Path, port: int) -> Iterator[Demo]:
    process = subprocess.Popen(
        [sys.executable, "-c", IN_THIS_ENVIRONMENT, "demo", "--port", str(port)],
        cwd=HOUSE,
        env={**os.environ, "PLAN_TRACKER_STATE": str(tmp_path), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def read_until_ready(demo: Demo) -> list[str]:
    assert demo.stdout is not None
    lines: list[str] = []
    for line in demo.stdout:
        lines.append(line)
        if line.startswith(READY):
            return lines
    pytest.fail(f"the demo ended: {''.join(lines)}")


def get(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status, answer.read().decode("utf-8")


def ready(address: str) -> dict[str, Any]:
    """The worker's first heartbeat comes with the first sweep, up to ten seconds after its start."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        try:
            return dict(json.loads(get(f"{address}readyz")[1]))
        except urllib.error.HTTPError:
            time.sleep(0.5)
    pytest.fail("the site never became ready")


def test_the_demo_serves_recomputed_gauges_and_ctrl_c_stops_all_of_it(
    demo: Demo, port: int, tmp_path: Path
) -> None:
    read_until_ready(demo)
    address = f"http://127.0.0.1:{port}/"
    status, page = get(address)
    assert status == 200
    assert '<html lang="zh' in page
    found = ready(address)
    assert found["ready"] is True
    assert found["due"]["oldest_age"] is None

    processes = [psutil.Process(demo.pid), *psutil.Process(demo.pid).children(recursive=True)]
    assert len(processes) >= 3
    demo.send_signal(signal.SIGINT)
    demo.communicate(timeout=60)
    _, alive = psutil.wait_procs(processes, timeout=10)
    assert alive == []
    assert "Warm shutdown" in (tmp_path / "worker.log").read_text(encoding="utf-8")
