"""A worker killed in the middle and a broker that forgets everything leave no gauge wrong.

Real Celery workers in processes of their own, on the database of the test.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from celery.beat import PersistentScheduler
from django.conf import settings
from django.utils import timezone

import dev
from areas.models import Area
from indicators import doorbell, gauges, record
from indicators.gauges.drain import BATCH
from indicators.models import DueFigure, DueIndicator
from plan_tracker.celery import app
from tests.conftest import Worker
from tests.figures.cast import BASE, END, Cast, assemble, rebuilt, standing
from tests.gauges.brokers import Broker, file_broker, frozen, own_redis, redis_broker

A_MINUTE = 60
CITIES = 84
MEASURES = ("firms", "hitech", "revenue", "filed", "grants")
CELLS = CITIES * len(MEASURES) * (END - BASE + 1)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """With so many cities that recomputing them takes several batches."""
    found = assemble()
    for n in range(CITIES):
        code = f"city-{n}"
        total = found.areas["plain" if n % 2 else "hills"]
        found.areas[code] = Area.objects.create(
            code=code, kind="city", adds_to=total, order=n, name=code, place="表"
        )
    record.plan_changed(found.plan)
    gauges.drain()  # a plan that is due takes in every cell at once
    return found


# The file broker is that of a single machine, which runs SQLite.
BROKERS = ["redis"] if settings.DATABASE_GIVEN else ["redis", "file"]


@pytest.fixture(params=BROKERS)
def broker(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Broker:
    """The broker at which this process rings."""
    found = file_broker() if request.param == "file" else redis_broker(own_redis(tmp_path))
    monkeypatch.setattr(doorbell, "current_app", found.bell)
    monkeypatch.setattr(doorbell._Bell, "silent_until", 0.0)
    return found


@pytest.fixture
def swept_long_ago() -> None:
    """So that the next beat sweeps when it starts and not ten seconds later."""
    beat = PersistentScheduler(app, schedule_filename=settings.CELERY_BEAT_SCHEDULE_FILENAME)
    beat.schedule["sweep"].last_run_at = timezone.now() - timedelta(hours=1)
    beat.close()


def everything(cast: Cast, value: int) -> list[record.Figure]:
    return [
        cast.figure(f"city-{n}", measure, year, str(value + n))
        for n in range(CITIES)
        for measure in MEASURES
        for year in range(BASE, END + 1)
    ]


def due() -> int:
    return DueFigure.objects.count() + DueIndicator.objects.count()


def wait_until(holds: Callable[[], bool], what: str, worker: Worker, log: Path) -> None:
    deadline = time.monotonic() + A_MINUTE
    while not holds():
        if time.monotonic() > deadline or worker.poll() is not None:
            pytest.fail(f"{what}: not within a minute; the worker says\n{log.read_text()[-3000:]}")
        time.sleep(0.01)


def kill(worker: Worker) -> None:
    worker.kill()
    worker.wait()


@pytest.mark.usefixtures("swept_long_ago")
def test_a_worker_killed_in_the_middle_and_a_broker_that_forgot_leave_no_gauge_wrong(
    cast: Cast, broker: Broker, start_worker: Callable[..., Worker], tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    first = start_worker(broker=broker.redis_url)
    record.record(everything(cast, 100))
    wait_until(lambda: due() <= CELLS - BATCH, "a first batch is recomputed", first, log)
    kill(first)
    assert due() > 0
    broker.forget()

    second = start_worker("-B", broker=broker.redis_url)
    wait_until(lambda: due() == 0, "the sweep has caught up", second, log)
    with frozen(second.pid):
        cast.say("city-0", "firms", 2022, "1100")
        broker.forget()
    assert due() == 1
    cast.say("city-1", "firms", 2022, "1101")
    wait_until(lambda: due() == 0, "the next ring is heard", second, log)
    dev.stop(second)

    found = standing()
    assert found["shu", "firms", 2022]["value"] == sum(range(100, 100 + CITIES)) + 2000
    assert found == rebuilt()
