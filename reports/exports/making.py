"""Making the files that were asked for: claimed, told how far, kept whole or not at all."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import BinaryIO, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from areas.rights import rights_of
from collection.notices import tell
from indicators.doorbell import ring_for
from indicators.queries.released import in_edition
from reports.exports.asking import JOB, still_allowed
from reports.exports.makers import MAKERS
from reports.exports.wish import Stopped, Wish
from reports.models import Chunk, Export

State = Export.State
KEPT: Final = timedelta(days=7)
"""How long a finished file is kept."""
LOST: Final = timedelta(seconds=60)
"""A run that has said nothing for so long is taken for dead."""
MOST_RUNS: Final = 3
WAITED: Final = timedelta(seconds=60)
"""After so long without the file its owner is told by mail when it is there."""
PIECE: Final = 1 << 20
EVERY: Final = 0.5
"""Seconds between two words of progress."""
logger = logging.getLogger(__name__)


def make(pk: int) -> None:
    """Make the file, unless another run does. Safe to ask for twice and to kill at any moment."""
    claim = uuid4()
    if not _claimed(pk, claim):
        return
    export = Export.objects.select_related("plan", "area", "owner").get(pk=pk)
    if export.owner is not None and not still_allowed(export, rights_of(export.owner)):
        _end(export, claim, State.FAILED, problem="E-FORBIDDEN")
        return
    try:
        with tempfile.TemporaryFile() as file:
            with translation.override(export.language):
                MAKERS[export.kind](wish_of(export), file, _Told(pk, claim))
            _keep(export, claim, file)
    except Stopped:
        logger.info("export %s was stopped", export.key)
    except Exception:
        logger.exception("export %s could not be made", export.key)
        _end(export, claim, State.FAILED, problem="E-EXPORT")


def wish_of(export: Export) -> Wish:
    return Wish(
        plan=in_edition(export.plan, export.edition), kind=export.kind, format=export.format,
        asked=export.asked, language=export.language, name=export.name, right=export.right,
        area=export.area,
    )  # fmt: skip


def _claimed(pk: int, claim: UUID) -> bool:
    """Whether it is this run's now: it waits, or the run before has said nothing for too long."""
    now = timezone.now()
    silent = _silent(now)
    given_up = Export.objects.filter(silent, pk=pk, runs__gte=MOST_RUNS)
    given_up.update(state=State.FAILED, problem="E-EXPORT", finished_at=now, claim=None)
    mine = Export.objects.filter(Q(state=State.WAITING) | silent, pk=pk)
    return bool(
        mine.update(
            state=State.RUNNING, claim=claim, beat_at=now, runs=F("runs") + 1, done=0, due=0
        )
    )


def _silent(now: datetime) -> Q:
    return Q(state=State.RUNNING, beat_at__lt=now - LOST)


class _Told:
    """Progress as the row shows it; the same word is how a run learns that it was stopped."""

    def __init__(self, pk: int, claim: UUID) -> None:
        self._own = Export.objects.filter(pk=pk, claim=claim, state=State.RUNNING)
        self._next = 0.0

    def due(self, number: int) -> None:
        self._say(due=number)

    def done(self, number: int) -> None:
        if time.monotonic() >= self._next:
            self._say(done=number)

    def _say(self, **more: int) -> None:
        self._next = time.monotonic() + EVERY
        if not self._own.update(beat_at=timezone.now(), **more):
            raise Stopped


def _keep(export: Export, claim: UUID, file: BinaryIO) -> None:
    """All of the file and the word that it is ready, in one transaction."""
    digest, size = hashlib.sha256(), 0
    with transaction.atomic():
        mine = Export.objects.select_for_update().filter(
            pk=export.pk, claim=claim, state=State.RUNNING
        )
        if mine.first() is None:
            raise Stopped
        Chunk.objects.filter(export=export).delete()
        for no, piece in enumerate(_pieces(file)):
            Chunk.objects.create(export=export, no=no, data=piece)
            digest.update(piece)
            size += len(piece)
        now = timezone.now()
        Export.objects.filter(pk=export.pk).update(
            state=State.READY, size=size, digest=digest.hexdigest(), finished_at=now,
            expires_at=now + KEPT, claim=None, done=F("due"), problem="",
        )  # fmt: skip
        _tell_owner(export, now)


def _tell_owner(export: Export, now: datetime) -> None:
    """Of what took its time: whoever waits before the page sees it there."""
    if export.owner is not None and now - export.asked_at > WAITED:
        text = f"您要的文件“{export.name}”已生成，请登录规划进度跟踪系统，在“我的文件”中下载，保留{KEPT.days}天。"
        tell(export.owner, occasion=f"export:{export.key}", subject="【文件已生成】", text=text)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def _end(export: Export, claim: UUID, state: str, *, problem: str) -> None:
    Export.objects.filter(pk=export.pk, claim=claim).update(
        state=state, problem=problem, finished_at=timezone.now(), claim=None
    )


def sweep(now: datetime) -> None:
    """Ring again for what waits or whose run has died, and forget what has had its time."""
    Export.objects.filter(expires_at__lt=now).delete()
    Export.objects.filter(
        state__in=(State.FAILED, State.CANCELLED), finished_at__lt=now - KEPT
    ).delete()
    lost = _silent(now) | Q(state=State.WAITING)
    for pk in Export.objects.filter(lost).values_list("pk", flat=True):
        ring_for(JOB, pk)
