"""The site as production serves it: granian, collected files, compressed; a browser as the reader."""

from __future__ import annotations

import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

import dev
from tests.conftest import CHROMIUM_ARGUMENTS
from tests.services import wait_for_port

HOST = "127.0.0.1"
TLS_PROXY = {"X-Forwarded-Proto": "https"}
"""What a TLS proxy in front adds; without it production answers with a redirect to HTTPS."""


@contextmanager
def served(environment: Mapping[str, str], *, port: int) -> Iterator[str]:
    """The address of a production server on the database that `environment` names."""
    production = {
        **environment,
        "PLAN_TRACKER_MODE": "production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": HOST,
        "BEHIND_TLS_PROXY": "true",
        "LOG_LEVEL": "ERROR",
    }
    collect(production)
    web = [str(Path(sys.executable).parent / dev.WEB[0]), *dev.WEB[1:]]
    command = [*web, "--host", HOST, "--port", str(port), "--no-access-log"]
    with tempfile.NamedTemporaryFile() as log:
        streams: Any = {"stdout": log, "stderr": log, "start_new_session": True}
        server = subprocess.Popen(command, cwd=dev.HOUSE, env=production, **streams)
        try:
            wait_for_port(server, port, Path(log.name))
            yield f"http://{HOST}:{port}"
        finally:
            dev.stop(server)


def collect(production: Mapping[str, str]) -> None:
    """Once a run, whose state folder is its own: compressing the bundle takes seconds."""
    if Path(production["PLAN_TRACKER_STATE"], "static", "staticfiles.json").exists():
        return
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=dev.HOUSE, env=production, check=True)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=dev.chromium(), args=CHROMIUM_ARGUMENTS
        )
        yield browser
        browser.close()
