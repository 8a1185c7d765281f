"""Telling the worker that something is due.

The truth is in the database; a lost ring costs seconds, because a sweep rings
again. Publishing therefore never retries and never holds up a request: after
one failure it stays silent for a while.
"""

from __future__ import annotations

import logging
import time
from typing import Final

from celery import current_app
from kombu.exceptions import ChannelError, KombuError
from redis.exceptions import RedisError

SILENCE: Final = 30.0
"""Seconds without a further attempt after the broker could not be reached."""

UNREACHABLE: Final = (KombuError, ChannelError, RedisError, OSError)
"""How a broker says no: not there, frozen, read-only, out of memory, its folder gone."""

logger = logging.getLogger(__name__)


class _Bell:
    silent_until: float = 0.0


def ring() -> None:
    """Ask for a drain."""
    ring_for("indicators.refresh_gauges")


def ring_for(job: str, *about: int) -> None:
    """Ask for a job, once, or say nothing for a while if the broker cannot be reached."""
    if time.monotonic() < _Bell.silent_until:
        return
    try:
        current_app.send_task(job, args=about, retry=False)
    except UNREACHABLE as error:
        _Bell.silent_until = time.monotonic() + SILENCE
        logger.warning("the job broker cannot be reached (%s); the sweep will catch up", error)
