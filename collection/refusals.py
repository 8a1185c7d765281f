"""Why something could not be done, in words for whoever tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils import timezone

from accounts.models import User
from areas.problems import Problem
from indicators.charts.wording import Text

LEAST_REASON: Final = 2


class RefusedChange(Exception):
    """Nothing was changed. `status` is what a browser is answered: 403, 404, 409 or 422."""

    status = 422

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class NotYours(RefusedChange):
    """Visible but not permitted."""

    status = 403


class WrongState(RefusedChange):
    """Possible, but not as it stands now."""

    status = 409


class NotThere(RefusedChange):
    """Not there, or not for this person's eyes: both look the same."""

    status = 404

    def __init__(self) -> None:
        super().__init__(Problem.of("E-NOTFOUND"))


def moment(at: datetime | None) -> str:
    """As it stands in a sentence, at +08:00."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "—"


def conflict(who: User | None, at: datetime | None) -> Problem:
    """Somebody was faster: who, and when."""
    return Problem.of("E-CONFLICT", who=who or "—", when=moment(at))


class Incomplete(RefusedChange):
    """Cells that are due are empty, fail a check or lack an explanation.

    `cells`: what is wrong with each, by the name of its measure.
    """

    def __init__(self, code: str, cells: Mapping[str, Text | None]) -> None:
        self.cells = cells
        super().__init__(Problem.of(code, n=len(cells)))


def refuse_reasonless(reason: str) -> None:
    """Whatever is written down as a reason has to say something."""
    if len(reason.strip()) < LEAST_REASON:
        raise RefusedChange(Problem.of("E-REASON", n=LEAST_REASON))
