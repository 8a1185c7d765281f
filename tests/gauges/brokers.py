"""Brokers to ring through: the file broker, a real Redis of the test's own, and a dead one."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis
from celery import Celery
from django.conf import settings

from plan_tracker import embedded
from tests.services import start_redis


@dataclass(frozen=True, slots=True)
class Broker:
    """Where `bell` rings, and what a worker needs as REDIS_URL to listen there."""

    bell: Celery
    redis_url: str = ""

    def waiting(self) -> int:
        """How many rings wait to be heard."""
        if self.redis_url:
            return int(redis.Redis.from_url(self.redis_url).llen("celery"))
        return len(list(_messages().iterdir()))

    def forget(self) -> None:
        """Lose everything the broker knows."""
        if self.redis_url:
            redis.Redis.from_url(self.redis_url).flushall()
            return
        for message in _messages().iterdir():
            message.unlink(missing_ok=True)


def _messages() -> Path:
    return Path(embedded.broker_folders(settings.STATE_DIR)["data_folder_in"])


def file_broker() -> Broker:
    """The one of a single machine, as embedded; emptied first."""
    folders = embedded.broker_folders(settings.STATE_DIR)
    broker = Broker(_app("filesystem://localhost//", folders))
    broker.forget()
    return broker


def redis_broker(url: str) -> Broker:
    return Broker(_app(url, settings.REDIS_TRANSPORT_OPTIONS), url)


def own_redis(folder: Path) -> str:
    """A Redis that this test alone may flush, freeze or end."""
    return f"{start_redis(folder)}/0"


def redis_process(url: str) -> int:
    found: dict[str, int] = redis.Redis.from_url(url).info("server")
    return found["process_id"]


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """The process is there and answers nothing."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def nobody_there() -> str:
    """The address of a Redis that has ended."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"


@contextmanager
def accepts_and_never_answers() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def _app(url: str, options: Mapping[str, object]) -> Celery:
    app = Celery("bell", broker=url, set_as_current=False)
    app.conf.broker_transport_options = options
    return app
