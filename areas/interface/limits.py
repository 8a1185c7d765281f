"""How often a program may ask: counted in the process, so that no other service has to be up.

Each web process counts for itself; what is allowed in all is that times their number.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from threading import Lock
from typing import Final

from areas.interface.faults import Refused
from areas.problems import Problem

MOST_KEPT: Final = 10_000
"""Callers that are remembered; beyond that the one longest unheard of is forgotten."""
WINDOW: Final = 60.0


class Limit:
    """A bucket a caller: `rate` requests a minute flow in, so many may be saved up."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, caller: str, *, now: float | None = None) -> None:
        """Raises Refused (429) with the seconds to wait."""
        at = time.monotonic() if now is None else now
        with self._lock:
            left, since = self._left.pop(caller, (float(self.rate), at))
            left = min(self.rate, left + (at - since) * self.rate / WINDOW)
            taken = left >= 1
            self._left[caller] = (left - 1 if taken else left, at)
            if len(self._left) > MOST_KEPT:
                self._left.popitem(last=False)
        if not taken:
            wait = math.ceil((1 - left) * WINDOW / self.rate)
            raise Refused(429, Problem.of("E-RATE", n=wait), headers={"Retry-After": str(wait)})
