"""Ringing: it may fail, it may be lost, and it never holds up or undoes what is recorded."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path

import pytest
import redis
from celery import Celery
from django.db import transaction
from kombu.exceptions import ChannelError

from indicators import doorbell, gauges, record
from indicators.gauges.due import DueCell, settle_cells
from indicators.models import Actual, DueFigure, DueIndicator
from tests.figures.cast import Cast, assemble
from tests.gauges.brokers import (
    Broker,
    accepts_and_never_answers,
    file_broker,
    frozen,
    nobody_there,
    own_redis,
    redis_broker,
    redis_process,
)

Bell = Callable[[Celery], None]
draining = import_module("indicators.gauges.drain")


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    """A cast whose transactions end, so that bells ring."""
    return assemble()


@pytest.fixture(autouse=True)
def not_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorbell._Bell, "silent_until", 0.0)


@pytest.fixture
def hang(monkeypatch: pytest.MonkeyPatch) -> Bell:
    """Hang up another bell in the place of the configured one."""
    return lambda app: monkeypatch.setattr(doorbell, "current_app", app)


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return own_redis(tmp_path_factory.mktemp("redis"))


@pytest.fixture(params=["file", "redis"])
def broker(request: pytest.FixtureRequest, redis_url: str) -> Broker:
    found = redis_broker(redis_url) if request.param == "redis" else file_broker()
    found.forget()
    return found


def duration(action: Callable[[], object]) -> float:
    start = time.monotonic()
    action()
    return time.monotonic() - start


# --- One transaction --------------------------------------------------------------------


def test_a_fact_and_what_is_due_because_of_it_are_one_transaction(cast: Cast) -> None:
    DueIndicator.objects.all().delete()
    with transaction.atomic():
        cast.say("an", "firms", 2022, "120")
        record.plan_changed(cast.plan)
        assert Actual.objects.exists()
        transaction.set_rollback(True)
    assert not Actual.objects.exists()
    assert not DueFigure.objects.exists()
    assert not DueIndicator.objects.exists()


def test_each_change_of_a_cell_is_counted_on_its_one_due_row(cast: Cast) -> None:
    for value in ("120", "121", "122"):
        cast.say("an", "firms", 2022, value)
    due = DueFigure.objects.get()
    assert ((due.area_id, due.measure_id, due.year), due.bumps) == (
        cast.cell("an", "firms", 2022),
        3,
    )


def test_what_falls_due_during_a_drain_stays_due(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was read before the change, so it must be read again."""
    gauges.drain()
    cast.say("an", "firms", 2022, "120")

    def change_just_before_settling(cells: list[DueCell]) -> None:
        monkeypatch.undo()
        cast.say("an", "firms", 2022, "121")
        settle_cells(cells)

    monkeypatch.setattr(draining, "settle_cells", change_just_before_settling)
    gauges.drain()
    assert DueFigure.objects.get().bumps == 2
    assert cast.gauge("an", "firms", 2022).value == 121
    assert not DueFigure.objects.exists()


# --- Ringing ----------------------------------------------------------------------------


def test_the_bell_rings_when_the_figure_is_committed(
    committed: Cast, hang: Bell, broker: Broker
) -> None:
    hang(broker.bell)
    with transaction.atomic():
        committed.say("an", "firms", 2022, "120")
        assert broker.waiting() == 0
    assert broker.waiting() == 1


def test_a_figure_that_is_not_committed_rings_no_bell(
    committed: Cast, hang: Bell, broker: Broker
) -> None:
    hang(broker.bell)
    with transaction.atomic():
        committed.say("an", "firms", 2022, "120")
        transaction.set_rollback(True)
    assert broker.waiting() == 0


def test_the_bell_still_rings_after_redis_has_forgotten_everything(
    committed: Cast, hang: Bell, redis_url: str
) -> None:
    broker = redis_broker(redis_url)
    hang(broker.bell)
    committed.say("an", "firms", 2022, "120")
    broker.forget()
    committed.say("an", "firms", 2022, "121")
    assert broker.waiting() == 1


# --- A broker that is down --------------------------------------------------------------


@pytest.mark.parametrize(
    "dead",
    [
        pytest.param(lambda: nullcontext(nobody_there()), id="Redis is down"),
        pytest.param(accepts_and_never_answers, id="Redis accepts and never answers"),
    ],
)
def test_recording_waits_two_seconds_at_most_and_then_the_bell_is_silent(
    committed: Cast, hang: Bell, dead: Callable[[], AbstractContextManager[str]]
) -> None:
    with dead() as url:
        hang(redis_broker(url).bell)
        first = duration(lambda: committed.say("an", "firms", 2022, "120"))
        later = duration(lambda: committed.say("bo", "firms", 2022, "7"))
    assert first < 3
    assert later < 0.5
    assert 25 < doorbell._Bell.silent_until - time.monotonic() <= doorbell.SILENCE
    assert Actual.objects.count() == DueFigure.objects.count() == 2


def test_a_redis_that_freezes_while_in_use_does_not_hold_up_recording(
    committed: Cast, hang: Bell, redis_url: str
) -> None:
    hang(redis_broker(redis_url).bell)
    committed.say("an", "firms", 2022, "120")
    with frozen(redis_process(redis_url)):
        waited = duration(lambda: committed.say("an", "firms", 2022, "121"))
    assert waited < 3
    assert len(committed.said("an", "firms", 2022)) == 2


def test_after_the_silence_the_bell_rings_again(
    committed: Cast, hang: Bell, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang(redis_broker(nobody_there()).bell)
    committed.say("an", "firms", 2022, "120")
    broker = redis_broker(redis_url)
    broker.forget()
    hang(broker.bell)
    monkeypatch.setattr(doorbell._Bell, "silent_until", time.monotonic() - 0.001)
    committed.say("an", "firms", 2022, "121")
    assert broker.waiting() == 1


@pytest.fixture
def read_only_redis(redis_url: str) -> Iterator[str]:
    """One that answers, and takes no messages."""
    client = redis.Redis.from_url(redis_url)
    client.replicaof("127.0.0.1", 1)
    yield redis_url
    client.replicaof("NO", "ONE")


def test_a_redis_that_refuses_the_message_does_not_undo_the_figure(
    committed: Cast, hang: Bell, read_only_redis: str
) -> None:
    hang(redis_broker(read_only_redis).bell)
    assert committed.say("an", "firms", 2022, "120") == 1
    assert doorbell._Bell.silent_until > time.monotonic()


def test_a_file_broker_without_its_folder_does_not_undo_the_figure(
    committed: Cast, hang: Bell
) -> None:
    broker = file_broker()
    folder = Path(broker.bell.conf.broker_transport_options["data_folder_out"])
    hang(broker.bell)
    shutil.rmtree(folder)
    try:
        assert committed.say("an", "firms", 2022, "120") == 1
    finally:
        folder.mkdir(exist_ok=True)
    assert DueFigure.objects.count() == 1


def test_whatever_goes_wrong_with_the_bell_the_figure_stands(
    committed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ChannelError("unforeseen")

    monkeypatch.setattr(doorbell, "ring", fail)
    assert committed.say("an", "firms", 2022, "120") == 1
    assert DueFigure.objects.count() == 1
