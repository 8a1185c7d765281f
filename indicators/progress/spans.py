"""What a printed figure leaves open, and whether that matters for the status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from indicators.progress.status import ADVERSE, Status
from indicators.progress.types import Exactness, Goal, Printed

Decide = Callable[[Fraction], Status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A figure with the ends of its rounding interval; `open`: it is a lower bound."""

    amount: Fraction
    low: Fraction
    high: Fraction
    open: bool = False

    @classmethod
    def of(cls, printed: Printed) -> Span:
        half = printed.step / 2
        return cls(
            amount=printed.amount,
            low=printed.amount - half,
            high=printed.amount + half,
            open=printed.exactness is Exactness.MORE,
        )

    def __add__(self, other: Span) -> Span:
        return Span(
            amount=self.amount + other.amount,
            low=self.low + other.low,
            high=self.high + other.high,
            open=self.open or other.open,
        )


def tells(goal: Goal, span: Span) -> bool:
    """Whether the figure can speak for the goal.

    A lower bound says nothing good about a target to stay below, nor about a
    range, and nothing bad may be said on it.
    """
    return not span.open or (goal.operator.rising and goal.upper is None)


def settle(goal: Goal, span: Span, decide: Decide, *, beyond: Fraction) -> tuple[Status, bool]:
    """The status at the printed amount, and whether the figure leaves it borderline.

    `beyond` lies past every edge: what a lower bound may turn out to be. A
    lower bound never earns an adverse status.
    """
    status = decide(span.amount)
    if not tells(goal, span) or (span.open and status in ADVERSE):
        return Status.MISSING, False
    ends = {decide(span.low), decide(span.high)}
    if span.open:
        ends.add(decide(beyond))
    return status, ends != {status}


def past_every_edge(goal: Goal, *marks: Fraction) -> Fraction:
    """A value beyond every band edge that lies between or around the marks and the target."""
    reach = 1 + abs(goal.aim) + sum((abs(mark) for mark in marks), Fraction(0))
    return reach * (1 + goal.thresholds.ahead + goal.thresholds.exceeded)
