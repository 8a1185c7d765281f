"""Files in the background: progress, cancelling, a second run."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any, BinaryIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from collection.models import Notice
from collection.refusals import WrongState
from reports.exports import asking, making
from reports.exports.content import contents
from reports.exports.makers import MAKERS
from reports.exports.wish import Progress, Wish
from reports.models import Chunk, Export
from tests.areas.cast import person
from tests.figures.cast import Cast
from tests.reports.exports.asked import asks, fetched, now, wish

State = Export.State


def test_what_is_asked_for_is_made_and_kept_whole(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    assert (made.state, made.owner) == (State.WAITING, person("guo"))
    making.make(made.pk)
    answer = fetched("guo", now(made))
    content = b"".join(answer.streaming_content)
    assert content == b"".join(f"{n}\n".encode() for n in range(10))
    assert (made.state, made.done, made.due) == (State.READY, 10, 10)
    assert made.digest == hashlib.sha256(content).hexdigest()
    assert int(answer.headers["Content-Length"]) == made.size == len(content)
    assert made.expires_at is not None
    assert made.expires_at > timezone.now() + timedelta(days=6)


def test_a_file_larger_than_a_piece_comes_back_as_it_was(
    cast: Cast, maker: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "PIECE", 7)
    made = asks("guo", wish(cast))
    making.make(made.pk)
    assert Chunk.objects.filter(export=made).count() == 3
    assert b"".join(contents(now(made))) == b"".join(f"{n}\n".encode() for n in range(10))


def test_progress_is_seen_while_it_is_made(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    client, told = Client(), []
    client.force_login(person("guo"))
    address = reverse("export_state", kwargs={"key": made.key})
    maker.append(lambda n: told.append(client.get(address).json()))
    making.make(made.pk)
    assert [each["done"] for each in told] == list(range(10))
    assert {each["due"] for each in told} == {10}
    assert {each["state"] for each in told} == {"running"}


def test_what_is_cancelled_stops_and_leaves_nothing(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))

    def cancel_half_way(n: int) -> None:
        if n == 4:
            asking.cancel(made)

    maker.append(cancel_half_way)
    making.make(made.pk)
    assert now(made).state == State.CANCELLED
    assert not Chunk.objects.filter(export=made).exists()


def test_what_is_cancelled_at_the_last_moment_is_not_kept(cast: Cast, maker: list[Any]) -> None:
    """The row is asked for once more in the transaction that keeps the file."""
    made = asks("guo", wish(cast))
    cancelled = Export.objects.filter(pk=made.pk)
    maker.append(lambda n: None)

    def make(wanted: Wish, file: BinaryIO, progress: Progress) -> None:
        file.write(b"x")
        cancelled.update(state=State.CANCELLED, claim=None)

    MAKERS["rows"] = make  # type: ignore[index]
    making.make(made.pk)
    assert now(made).state == State.CANCELLED
    assert not Chunk.objects.exists()


def test_a_second_ring_makes_it_once(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    maker.append(lambda n: making.make(made.pk))
    making.make(made.pk)
    making.make(made.pk)
    assert now(made).runs == 1
    assert made.state == State.READY


def test_a_run_that_died_is_taken_over_and_the_dead_one_cannot_speak(
    cast: Cast, maker: list[Any]
) -> None:
    made = asks("guo", wish(cast))

    def another_takes_over(n: int) -> None:
        if n == 2 and Export.objects.get(pk=made.pk).runs == 1:
            Export.objects.filter(pk=made.pk).update(beat_at=timezone.now() - timedelta(minutes=5))
            making.make(made.pk)

    maker.append(another_takes_over)
    making.make(made.pk)
    assert (now(made).state, made.runs) == (State.READY, 2)
    assert b"".join(contents(made)).count(b"\n") == 10


def test_the_sweep_rings_for_what_waits_and_for_whose_run_has_died(
    cast: Cast, maker: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(making, "ring_for", lambda job, pk: rung.append(pk))
    waits, dead = asks("guo", wish(cast)), asks("guo", wish(cast, asked={"n": 1}))
    works = asks("guo", wish(cast, asked={"n": 2}))
    Export.objects.filter(pk=dead.pk).update(
        state=State.RUNNING, beat_at=timezone.now() - timedelta(minutes=2)
    )
    Export.objects.filter(pk=works.pk).update(state=State.RUNNING, beat_at=timezone.now())
    making.sweep(timezone.now())
    assert sorted(rung) == sorted([waits.pk, dead.pk])


def test_after_three_dead_runs_it_is_given_up_in_words(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    Export.objects.filter(pk=made.pk).update(
        state=State.RUNNING, runs=3, beat_at=timezone.now() - timedelta(minutes=2)
    )
    making.make(made.pk)
    assert (now(made).state, made.problem) == (State.FAILED, "E-EXPORT")


def test_a_fault_is_said_and_it_can_be_tried_again(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))

    def fails(n: int) -> None:
        raise ValueError("a fault")

    maker.append(fails)
    making.make(made.pk)
    assert (now(made).state, made.problem) == (State.FAILED, "E-EXPORT")
    assert not Chunk.objects.exists()
    client = Client()
    client.force_login(person("guo"))
    page = client.get(reverse("export", kwargs={"key": made.key})).content.decode()
    assert "文件未能生成，可重试" in page
    maker.clear()
    client.post(reverse("act_on_export", kwargs={"key": made.key, "action": "retry"}))
    making.make(made.pk)
    assert now(made).state == State.READY


def test_nothing_can_be_cancelled_or_retried_that_is_over_or_under_way(
    cast: Cast, maker: list[Any]
) -> None:
    made = asks("guo", wish(cast))
    with pytest.raises(WrongState):
        asking.again(made)
    making.make(made.pk)
    with pytest.raises(WrongState):
        asking.cancel(now(made))


def test_of_two_runs_at_once_one_has_the_claim(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    assert [making._claimed(made.pk, uuid4()) for _ in range(2)] == [True, False]


def test_who_waited_long_is_told_by_mail_once(cast: Cast, maker: list[Any], settings: Any) -> None:
    settings.EMAIL_GIVEN = True
    User.objects.filter(username="guo").update(email="guo@example.com")
    quick, long = asks("guo", wish(cast)), asks("guo", wish(cast, asked={"n": 1}))
    Export.objects.filter(pk=long.pk).update(asked_at=timezone.now() - timedelta(minutes=5))
    for made in (quick, long, long):
        making.make(made.pk)
    (notice,) = Notice.objects.all()
    assert notice.key == f"mail:export:{long.key}:{person('guo').pk}"
    assert "表.csv" in notice.text
