"""What is still to be done, where the present pace leads, and at which values the word changes.

Only for a level to be reached from a baseline. Nothing here is a forecast: the same
arithmetic a reader would do by hand, refused where it would say more than is known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from indicators.progress.given import on_baseline
from indicators.progress.growth import average_growth
from indicators.progress.judging import judge
from indicators.progress.paths import compound_refusal, line
from indicators.progress.status import Status
from indicators.progress.types import (
    Baseline,
    BaselineKind,
    Basis,
    Exactness,
    Goal,
    Observation,
    Path,
    Printed,
    Rule,
)

ENOUGH_POINTS: Final = 3
"""Two points make a line, and no range to go with it."""

_SPEAKS_FIRST: Final = (BaselineKind.PRINTED, BaselineKind.VERIFIED)


class Refusal(StrEnum):
    """Why something is not worked out."""

    NO_TARGET = "no_target"
    NOT_A_LEVEL = "not_a_level"
    NO_BASELINE = "no_baseline"
    KEPT = "kept"
    SCOPE_BREAK = "scope_break"
    NO_FIGURE = "no_figure"
    LOWER_BOUND = "lower_bound"
    TARGET_MET = "target_met"
    PERIOD_OVER = "period_over"
    TOO_FEW_POINTS = "too_few_points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The full-year figures of one scope by year, in the indicator's unit, the baseline first.

    `goal` is the level on that baseline. Lower bounds (突破、超过) are no points,
    because nobody knows how far beyond them the figure lies: they are `bounds`.
    """

    goal: Goal
    baseline: Baseline
    points: Mapping[int, Fraction]
    bounds: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def last_year(self) -> int:
        return max(self.points)

    @property
    def last(self) -> Fraction:
        return self.points[self.last_year]

    @property
    def latest(self) -> Printed:
        """What the last year with a figure says, be it a point or a lower bound."""
        year = self.latest_year
        if year == self.last_year:
            return Printed(amount=self.last)
        return Printed(amount=self.bounds[year], exactness=Exactness.MORE)

    @property
    def latest_year(self) -> int:
        return max((self.last_year, *self.bounds))

    @property
    def met(self) -> bool:
        """Whether the latest figure reaches the target; a lower bound may, of a rising one."""
        latest = self.latest
        if latest.exactness is Exactness.MORE:
            return self.goal.operator.rising and latest.amount >= self.goal.aim
        return self.goal.met_by(latest.amount)

    @property
    def silent(self) -> Refusal | None:
        """Why nothing can be worked out where no figure follows the baseline."""
        if self.last_year > self.goal.base_year:
            return None
        return Refusal.LOWER_BOUND if self.bounds else Refusal.NO_FIGURE

    @property
    def direction(self) -> int:
        """1 where the figure should rise, −1 where it should fall."""
        return 1 if self.goal.operator.rising else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """What each of the `years` left must add, in the unit; `rate`: per cent a year, or None."""

    years: int
    per_year: Fraction
    rate: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The value of the target year if the pace holds, in the unit.

    `pace` is the average yearly change over the `points` known, `low` and `high`
    what the smallest and the largest yearly change among them would lead to.
    """

    value: Fraction
    low: Fraction
    high: Fraction
    pace: Fraction
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A value at which the status changes: `short` of it, and once it is `reached`.

    `inclusive`: the value itself counts as reached; else only what lies past it.
    """

    value: Fraction
    short: Status
    reached: Status
    inclusive: bool

    def reached_by(self, value: Fraction, *, rising: bool) -> bool:
        """Whether `value` lies on the better side."""
        if value == self.value:
            return self.inclusive
        return (value > self.value) == rising


def series(
    *,
    goal: Goal | None,
    baselines: Sequence[Baseline],
    figures: Mapping[int, Observation],
    year: int,
    breaks: Collection[int] = (),
) -> Series | Refusal:
    """The figures up to `year` that may be compared with each other, or why there are none.

    After a break of scope (`breaks`: first years of a new one) only a
    comparable baseline of that scope opens a series.
    """
    if goal is None:
        return Refusal.NO_TARGET
    if goal.rule is not Rule.LEVEL or goal.target is None:
        return Refusal.NOT_A_LEVEL
    broken = max((first for first in breaks if goal.base_year < first <= year), default=None)
    start = _start(baselines, broken)
    if start is None:
        return Refusal.NO_BASELINE if broken is None else Refusal.SCOPE_BREAK
    level = on_baseline(goal, start.value)
    if level is None:
        return Refusal.NO_BASELINE
    if level.upper is not None or level.met_by(start.value) or start.value == level.aim:
        return Refusal.KEPT
    first = goal.base_year + 1 if broken is None else broken
    seen = {when: figures[when].usable for when in range(first, year + 1) if when in figures}
    known = {when: printed for when, printed in seen.items() if printed is not None}
    amounts = {when: printed.amount for when, printed in known.items()}
    bounds = {when for when, printed in known.items() if printed.exactness is Exactness.MORE}
    points = {when: amount for when, amount in amounts.items() if when not in bounds}
    return Series(
        goal=level,
        baseline=start,
        points={goal.base_year: start.value, **points},
        bounds={when: amounts[when] for when in bounds},
    )


def _start(baselines: Sequence[Baseline], broken: int | None) -> Baseline | None:
    if broken is not None:
        fitting = [b for b in baselines if b.kind is BaselineKind.COMPARABLE and b.since == broken]
        return fitting[0] if fitting else None
    old = [b for b in baselines if b.kind in _SPEAKS_FIRST]
    return min(old, key=lambda baseline: _SPEAKS_FIRST.index(baseline.kind), default=None)


def required(*, series: Series, unit_is_percentage: bool) -> Required | Refusal:
    """年均需增: what is left to the target, shared evenly over the years left.

    Counted from the last full-year figure. The rate is the steady growth that
    leads to the same place: told only of positive values that are no percentages.
    """
    goal = series.goal
    if series.met:
        return Refusal.TARGET_MET
    if series.silent:
        return series.silent
    years = goal.target_year - series.last_year
    if years <= 0:
        return Refusal.PERIOD_OVER
    refused = compound_refusal(series.last, goal.aim, unit_is_percentage=unit_is_percentage)
    return Required(
        years=years,
        per_year=(goal.aim - series.last) / years,
        rate=None if refused else average_growth(index=goal.aim / series.last, years=years),
    )


def projected(*, series: Series) -> Projection | Refusal:
    """The value of the target year at the present pace, with its range.

    The average yearly change from the baseline to the last full-year figure is
    added for every year left; the range adds the smallest and the largest yearly
    change between neighbouring figures instead.
    """
    points, left = series.points, series.goal.target_year - series.last_year
    if series.silent:
        return series.silent
    if left <= 0:
        return Refusal.PERIOD_OVER
    if len(points) < ENOUGH_POINTS:
        return Refusal.TOO_FEW_POINTS
    years = sorted(points)
    changes = [(points[b] - points[a]) / (b - a) for a, b in pairwise(years)]
    pace = (series.last - points[years[0]]) / (years[-1] - years[0])
    return Projection(
        value=series.last + left * pace,
        low=series.last + left * min(changes),
        high=series.last + left * max(changes),
        pace=pace,
        points=len(points),
    )


def edges(*, series: Series, year: int) -> tuple[Edge, ...]:
    """The values, in the unit, at which the status of `year` changes: the worst first.

    The bands turned round: threshold × (line − baseline) + baseline while the
    plan runs, threshold × (target − baseline) + baseline from the target year on,
    and the target itself. One where nothing changes is left out.
    """
    goal, base = series.goal, series.baseline.value
    marks = sorted(_marks(goal, base, year), key=lambda mark: mark * series.direction)
    between = [(a + b) / 2 for a, b in pairwise(marks)]
    around = [marks[0] - series.direction, *between, marks[-1] + series.direction]
    words = [_word(goal, base, year, value) for value in around]
    return tuple(
        Edge(value=mark, short=short, reached=past, inclusive=_word(goal, base, year, mark) == past)
        for mark, (short, past) in zip(marks, pairwise(words), strict=True)
        if short != past
    )


def _marks(goal: Goal, base: Fraction, year: int) -> set[Fraction]:
    bands, way = goal.thresholds, goal.aim - base
    if year >= goal.target_year:
        last_digit = goal.target_step if goal.operator.rising else -goal.target_step
        shares = (bands.nearly, Fraction(1), bands.exceeded)
        return {goal.aim - last_digit, *(base + share * way for share in shares)}
    if goal.path is Path.COMPOUND and compound_refusal(base, goal.aim, unit_is_percentage=False):
        return {goal.aim}
    point = line(goal, base, year)
    if point is None:
        return {goal.aim}
    running = (Fraction(0), bands.behind, bands.on_schedule, Fraction(1), bands.ahead)
    return {goal.aim, *(base + share * (point - base) for share in running)}


def _word(goal: Goal, base: Fraction, year: int, value: Fraction) -> Status:
    return judge(
        goal=goal,
        baselines=[Baseline(kind=BaselineKind.PRINTED, value=base)],
        year=year,
        observed=Observation(printed=Printed(amount=value), basis=Basis.OFFICIAL),
    ).status
