"""Redis dead, frozen or emptied, the worker killed: entering and every move go on.

Afterwards the gauges are right without a hand laid on, and everything that must hold holds.
A real Redis and a real worker; only what a supervisor does, starting again what died, is done.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from celery.beat import PersistentScheduler
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collection.models import Return
from collection.states import State
from indicators import doorbell, gauges
from plan_tracker.celery import app
from tests.areas.cast import person
from tests.collection.conftest import YEAR, Office, set_up
from tests.conftest import Worker
from tests.gauges.brokers import Broker, frozen, own_redis, redis_broker, redis_process
from tests.services import start_redis

A_MINUTE = 60


class Setup:
    """The house at work: an office, a Redis of its own, a worker that beats."""

    def __init__(self, office: Office, broker: Broker, start: Callable[..., Worker]) -> None:
        self.office, self.broker, self.start = office, broker, start
        self.worker = start("-B", broker=broker.redis_url)

    def asks(self, name: str, route: str, fields: dict[str, Any], **key: Any) -> None:
        """As a browser does; whatever has failed, it is answered and done."""
        client = Client()
        client.force_login(person(name))
        answer = client.post(reverse(route, kwargs=key), fields)
        assert answer.status_code in (200, 302), answer.content.decode()[-500:]

    def enters(self, figure: str) -> None:
        report, fields = self.office.report(), dict[str, Any]()
        for cell in report.entries.all():
            fields |= {f"raw-{cell.measure_id}": figure, f"version-{cell.measure_id}": cell.version}
        self.asks("liumei", "save_cells", fields, pk=report.pk)

    def moves(self, name: str, action: str) -> None:
        report = self.office.report()
        fields = {"version": report.version, "reason": "情况说明"}
        self.asks(name, "move_return", fields, pk=report.pk, action=action)


@contextmanager
def redis_killed(setup: Setup) -> Iterator[None]:
    os.kill(redis_process(setup.broker.redis_url), signal.SIGKILL)
    yield
    port = urlsplit(setup.broker.redis_url).port
    start_redis(Path(settings.STATE_DIR), port)


@contextmanager
def redis_frozen(setup: Setup) -> Iterator[None]:
    with frozen(redis_process(setup.broker.redis_url)):
        yield


@contextmanager
def redis_emptied(setup: Setup) -> Iterator[None]:
    setup.broker.forget()
    yield
    setup.broker.forget()


@contextmanager
def worker_killed(setup: Setup) -> Iterator[None]:
    setup.worker.kill()
    setup.worker.wait()
    yield
    setup.worker = setup.start("-B", broker=setup.broker.redis_url)


@pytest.fixture
def setup(
    transactional_db: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start_worker: Callable[..., Worker],
) -> Setup:
    office, broker = set_up(), redis_broker(own_redis(tmp_path))
    monkeypatch.setattr(doorbell, "current_app", broker.bell)
    monkeypatch.setattr(doorbell._Bell, "silent_until", 0.0)
    beat = PersistentScheduler(app, schedule_filename=settings.CELERY_BEAT_SCHEDULE_FILENAME)
    beat.schedule["sweep"].last_run_at = timezone.now() - timedelta(hours=1)
    beat.close()
    return Setup(office, broker, start_worker)


def wait_until_computed(log: Path) -> None:
    deadline = time.monotonic() + A_MINUTE
    while gauges.anything_due():
        if time.monotonic() > deadline:
            pytest.fail(
                f"gauges are due a minute after; the worker says\n{log.read_text()[-3000:]}"
            )
        time.sleep(0.05)


@pytest.mark.parametrize(
    "fault", [redis_killed, redis_frozen, redis_emptied, worker_killed], ids=lambda f: f.__name__
)
def test_entering_and_every_move_go_on_and_the_gauges_catch_up_by_themselves(
    setup: Setup, fault: Callable[[Setup], Any], tmp_path: Path, capsys: Any
) -> None:
    with fault(setup):
        setup.enters("120")
        for name, action in (
            ("liumei", "submit"), ("chen", "give_back"), ("liumei", "submit"), ("chen", "send"),
            ("chen", "withdraw"), ("chen", "send"), ("wang", "return"), ("liumei", "submit"),
            ("chen", "send"), ("wang", "accept"), ("wang", "revoke"), ("zhang", "revoke"),
        ):  # fmt: skip
            setup.moves(name, action)
        setup.enters("130")
        for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
            setup.moves(name, action)
        assert Return.objects.get(pk=setup.office.report().pk).state == State.ACCEPTED
    wait_until_computed(tmp_path / "worker.log")
    assert setup.office.cast.gauge("an", "firms", YEAR).value == 130
    call_command("verify")
    assert "broken" not in capsys.readouterr().out
