"""A real worker makes the file; one that is killed on the way leaves none behind half made."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.audit import Actor
from areas.rights import rights_of
from indicators.queries.plans import plan_named
from reports.exports import asking
from reports.exports.wish import Wish
from reports.models import Chunk, Export
from tests.areas.cast import person, seat
from tests.figures.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 40
State = Export.State


@pytest.fixture
def asked() -> Export:
    """郭分析 waits for a draft."""
    cast = assemble()
    seat("guo", "analyst", cast.areas["shu"])
    wanted = Wish(
        plan=plan_named("shu-plan"), kind="report", format="docx", right="report_all",
        asked={"report": "final", "year": 2025, "today": "2026-11-28"}, language="zh-hans",
        name="草稿.docx",
    )  # fmt: skip
    guo = person("guo")
    return asking.ask(wanted, by=Actor(user=guo, name="guo"), rights=rights_of(guo))


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "the worker did not do it"
        time.sleep(0.1)


def state_of(made: Export) -> str:
    made.refresh_from_db()
    return made.state


def test_a_worker_makes_what_waits(asked: Export, start_worker: Callable[..., Any]) -> None:
    start_worker("-B")
    until(lambda: state_of(asked) == State.READY)
    assert asked.chunks.get().data[:2] == b"PK"


def test_a_worker_killed_on_the_way_leaves_nothing_and_another_takes_over(
    asked: Export, start_worker: Callable[..., Any]
) -> None:
    first = start_worker("-B")
    until(lambda: state_of(asked) != State.WAITING)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    whole = asked.chunks.exists()
    assert whole is (state_of(asked) == State.READY), "all of it or nothing"
    if not whole:
        long_ago = timezone.now() - timedelta(minutes=2)
        Export.objects.filter(pk=asked.pk).update(beat_at=long_ago)
    start_worker("-B")
    until(lambda: state_of(asked) == State.READY)
    assert Chunk.objects.filter(export=asked).count() == 1
