"""The words of the arithmetic. Every number is an exact Fraction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from indicators.progress.status import Status

ZERO = Fraction(0)


class Operator(StrEnum):
    AT_LEAST = "≥"
    MORE_THAN = ">"
    AT_MOST = "≤"
    LESS_THAN = "<"

    @property
    def rising(self) -> bool:
        """True where more is better."""
        return self in (Operator.AT_LEAST, Operator.MORE_THAN)

    def holds(self, value: Fraction, target: Fraction, upper: Fraction | None = None) -> bool:
        """Whether `value` meets the target (and stays within `upper`, for a range)."""
        met = {
            Operator.AT_LEAST: value >= target,
            Operator.MORE_THAN: value > target,
            Operator.AT_MOST: value <= target,
            Operator.LESS_THAN: value < target,
        }[self]
        return met and (upper is None or value <= upper)


class Rule(StrEnum):
    """How an indicator is judged; no two rules share one 完成率."""

    LEVEL = "level"
    MAINTAIN = "maintain"
    YEARLY = "yearly"
    CUMULATIVE = "cumulative"
    AVERAGE_GROWTH = "average_growth"
    COVERAGE = "coverage"
    STATED = "stated"


class Path(StrEnum):
    LINEAR = "linear"
    COMPOUND = "compound"
    STEPPED = "stepped"


class Exactness(StrEnum):
    EXACT = "="
    ABOUT = "≈"
    MORE = ">"


class Basis(StrEnum):
    """Where a value comes from."""

    OFFICIAL = "official"
    PUBLISHED = "published"
    DERIVED = "derived"
    SUM = "sum"
    PARTIAL = "partial"
    NONE = "none"


class BaselineKind(StrEnum):
    PRINTED = "printed"
    VERIFIED = "verified"
    COMPARABLE = "comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure as printed: it stands for `amount` ± half a `step` (0: exact)."""

    amount: Fraction
    step: Fraction = ZERO
    exactness: Exactness = Exactness.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where the bands begin, as ratios: schedule while running, done at the end."""

    ahead: Fraction = Fraction(11, 10)
    on_schedule: Fraction = Fraction(9, 10)
    behind: Fraction = Fraction(6, 10)
    exceeded: Fraction = Fraction(105, 100)
    nearly: Fraction = Fraction(9, 10)

    def __post_init__(self) -> None:
        if not (self.ahead > self.on_schedule > self.behind > 0):
            raise ValueError("thresholds must fall: ahead > on_schedule > behind > 0")
        if not (self.exceeded >= 1 >= self.nearly > 0):
            raise ValueError("thresholds must enclose 1: exceeded >= 1 >= nearly > 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a plan sets for one indicator in one area. `target` is None only for STATED."""

    rule: Rule = Rule.LEVEL
    operator: Operator = Operator.AT_LEAST
    target: Fraction | None
    target_step: Fraction = ZERO
    upper: Fraction | None = None
    base_year: int
    target_year: int
    first_year: int | None = None
    last_year: int | None = None
    path: Path = Path.LINEAR
    steps: Mapping[int, Fraction] = field(default_factory=dict)
    binding: bool = False
    thresholds: Thresholds = Thresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Where the indicator stood; COMPARABLE counts `since` the first year of a new scope."""

    kind: BaselineKind
    value: Fraction
    since: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The value of one year, how it was found, and how many areas stand in it."""

    printed: Printed | None
    basis: Basis
    counted: int = 0
    due: int = 0

    @property
    def judgeable(self) -> bool:
        """Only an official figure or full coverage earns a status."""
        return self.printed is not None and self.basis not in (Basis.PARTIAL, Basis.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The outcome on one baseline."""

    kind: BaselineKind
    baseline: Fraction
    expected: Fraction | None
    done: Fraction | None
    schedule: Fraction | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is said of one indicator in one area and year.

    `done` is 增量完成进度, `achieved` 目标完成率 a/T, `schedule` the way covered
    against the way due by now. `borderline`: the printed precision leaves the
    status open. `at_least`: a lower bound.
    """

    status: Status
    baseline: Fraction | None = None
    expected: Fraction | None = None
    done: Fraction | None = None
    achieved: Fraction | None = None
    schedule: Fraction | None = None
    borderline: bool = False
    after_period: bool = False
    at_least: bool = False
    readings: tuple[Reading, ...] = ()
