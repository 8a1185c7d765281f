"""One indicator in one area and year on one baseline, and what a rule makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from indicators.progress.spans import Decide, Span, past_every_edge, settle
from indicators.progress.status import Status
from indicators.progress.types import Exactness, Goal, Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a rule makes of a case; the fields are those of a Judgement."""

    status: Status
    expected: Fraction | None = None
    done: Fraction | None = None
    achieved: Fraction | None = None
    schedule: Fraction | None = None
    borderline: bool = False
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The inputs of a judgement, with one baseline or none."""

    goal: Goal
    baseline: Fraction | None
    year: int
    observed: Observation
    earlier: Mapping[int, Observation]

    @property
    def ended(self) -> bool:
        """The target year has come, so the final words apply."""
        return self.year >= self.goal.target_year

    @property
    def span(self) -> Span | None:
        """This year's figure if it may be judged."""
        return self.span_of(self.year)

    @property
    def lower_bound(self) -> bool:
        printed = self.observed.printed
        return printed is not None and printed.exactness is Exactness.MORE

    def span_of(self, year: int) -> Span | None:
        """The figure of `year`, this one or an earlier, if it may be judged."""
        seen = self.observed if year == self.year else self.earlier.get(year)
        printed = seen.usable if seen else None
        return None if printed is None else Span.of(printed)

    def settle(self, span: Span, decide: Decide, *marks: Fraction) -> tuple[Status, bool]:
        """The status on `span`; `marks` are the points between which the edges lie."""
        beyond = past_every_edge(self.goal, span.amount, span.high, *marks)
        return settle(self.goal, span, decide, beyond=beyond)

    def missing(self, *, expected: Fraction | None) -> Outcome:
        """数据暂缺: only the plan's own line can be told."""
        return Outcome(status=Status.MISSING, expected=expected, at_least=self.lower_bound)


def share(part: Fraction, whole: Fraction) -> Fraction | None:
    """`part` ÷ `whole`; None where there is no whole, which is not the same as 0."""
    return None if whole == 0 else part / whole
