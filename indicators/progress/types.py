"""What goes into a judgement and what comes out of it. All numbers are exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple

from indicators.progress.status import Status


class Operator(StrEnum):
    """How a value must stand to its target."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    AT_MOST = "≤"
    LESS_THAN = "<"

    @property
    def rising(self) -> bool:
        return self in (Operator.AT_LEAST, Operator.MORE_THAN)

    @property
    def mirrored(self) -> Operator:
        """How the level must stand where the fall of it was promised: 下降≥13.5% bounds from above."""
        return _MIRRORED[self]

    def holds(self, value: Fraction, target: Fraction, upper: Fraction | None = None) -> bool:
        """Whether `value` meets `target`, and stays within `upper` where there is one."""
        if upper is not None and value > upper:
            return False
        match self:
            case Operator.AT_LEAST:
                return value >= target
            case Operator.MORE_THAN:
                return value > target
            case Operator.AT_MOST:
                return value <= target
            case Operator.LESS_THAN:
                return value < target


_MIRRORED: Final = MappingProxyType(
    {
        Operator.AT_LEAST: Operator.AT_MOST,
        Operator.MORE_THAN: Operator.LESS_THAN,
        Operator.AT_MOST: Operator.AT_LEAST,
        Operator.LESS_THAN: Operator.MORE_THAN,
    }
)


class Rule(StrEnum):
    """What kind of promise a target is. No two rules share one 完成率.

    LEVEL: reach it by the target year. MAINTAIN: keep it, or keep within a
    range. YEARLY and CUMULATIVE: quotas. AVERAGE_GROWTH: so many per cent a
    year on average. COVERAGE: share of listed items. STATED: shown, not judged.
    """

    LEVEL = "level"
    MAINTAIN = "maintain"
    YEARLY = "yearly"
    CUMULATIVE = "cumulative"
    AVERAGE_GROWTH = "average_growth"
    COVERAGE = "coverage"
    STATED = "stated"


class GivenAs(StrEnum):
    """What the printed number of a target says: the level itself, or the way to it from the baseline.

    INCREASE and DECREASE are in the unit of the figures (比基期增加、减少), the
    CUMULATIVE ones in per cent of the baseline over the whole period (累计增长、累计下降).
    """

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"
    CUMULATIVE_GROWTH = "cumulative_growth"
    CUMULATIVE_REDUCTION = "cumulative_reduction"

    @property
    def falling(self) -> bool:
        return self in (GivenAs.DECREASE, GivenAs.CUMULATIVE_REDUCTION)

    @property
    def in_per_cent(self) -> bool:
        return self in (GivenAs.CUMULATIVE_GROWTH, GivenAs.CUMULATIVE_REDUCTION)


class Path(StrEnum):
    """How the line from baseline to target runs; STEPPED goes through years the plan sets."""

    LINEAR = "linear"
    COMPOUND = "compound"
    STEPPED = "stepped"


class Exactness(StrEnum):
    """How a printed figure is hedged; MORE (突破、超过) is a lower bound."""

    EXACT = "="
    ABOUT = "≈"
    MORE = ">"


class Basis(StrEnum):
    """Where a value comes from. Only PARTIAL and NONE earn no status."""

    OFFICIAL = "official"
    PUBLISHED = "published"
    DERIVED = "derived"
    SUM = "sum"
    PARTIAL = "partial"
    NONE = "none"


class BaselineKind(StrEnum):
    """规划基期值, 核实基期值, and the baseline on a new scope after 统计口径调整."""

    PRINTED = "printed"
    VERIFIED = "verified"
    COMPARABLE = "comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure as printed: it stands for `amount` ± `step`/2 (step 0: exactly `amount`)."""

    amount: Fraction
    step: Fraction = Fraction(0)
    exactness: Exactness = Exactness.EXACT

    def __post_init__(self) -> None:
        if self.step.numerator < 0:
            raise ValueError("a printed step is not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where the bands begin: the first three on schedule, the last two on done."""

    ahead: Fraction = Fraction(11, 10)
    on_schedule: Fraction = Fraction(9, 10)
    behind: Fraction = Fraction(6, 10)
    exceeded: Fraction = Fraction(105, 100)
    nearly: Fraction = Fraction(9, 10)

    def __post_init__(self) -> None:
        if not 0 < self.behind < self.on_schedule <= 1 <= self.ahead:
            raise ValueError("thresholds need 0 < behind < on_schedule ≤ 1 ≤ ahead")
        if self.on_schedule == self.ahead:
            raise ValueError("thresholds need on_schedule < ahead")
        if not 0 < self.nearly <= 1 <= self.exceeded:
            raise ValueError("thresholds need 0 < nearly ≤ 1 ≤ exceeded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What an area is to reach by `target_year`.

    `target` and `upper` are in the unit of the figures, except for
    AVERAGE_GROWTH: per cent a year, and where they are `given_as` a change on
    the baseline. `printed` is the goal as the plan prints it where this one
    was derived from it. `target_step` is the last printed digit of the target.
    `first_year` and `last_year` frame a quota. `steps` are the years between
    which the plan itself sets; only the STEPPED path reads them. `binding`: 约束性.
    """

    rule: Rule
    operator: Operator
    target: Fraction | None
    given_as: GivenAs = GivenAs.LEVEL
    printed: Goal | None = None
    target_step: Fraction = Fraction(0)
    upper: Fraction | None = None
    base_year: int
    target_year: int
    first_year: int | None = None
    last_year: int | None = None
    path: Path = Path.LINEAR
    steps: Mapping[int, Fraction] = field(default_factory=dict)
    binding: bool = False
    thresholds: Thresholds = Thresholds()

    def __post_init__(self) -> None:
        if self.target is None and self.rule is not Rule.STATED:
            raise ValueError("only a stated goal has no target")
        if self.target_year <= self.base_year:
            raise ValueError("the target year follows the base year")
        self._check_given()
        self._check_range()
        self._check_rule()

    def _check_given(self) -> None:
        if self.given_as is GivenAs.LEVEL:
            return
        if self.rule not in (Rule.LEVEL, Rule.STATED):
            raise ValueError("only a level follows from a change on the baseline")
        if self.upper is not None and self.given_as.falling:
            raise ValueError("a fall on the baseline has no upper end")

    def _check_range(self) -> None:
        if self.upper is None or self.target is None:
            return
        if not self.operator.rising or self.upper < self.target:
            raise ValueError("a range goes from target (≥ or >) up to upper")

    def _check_rule(self) -> None:
        if self.rule in (Rule.YEARLY, Rule.CUMULATIVE):
            first, last = self.quota_years
            if last < first:
                raise ValueError("a quota's last year does not precede its first")
        if self.rule is Rule.AVERAGE_GROWTH and self.aim <= -100:
            raise ValueError("nothing shrinks by 100 % a year or more")

    @property
    def aim(self) -> Fraction:
        """The target of a goal that is judged."""
        if self.target is None:
            raise ValueError("a stated goal has no target to judge against")
        return self.target

    @property
    def quota_years(self) -> tuple[int, int]:
        """First and last year of a quota."""
        if self.first_year is None or self.last_year is None:
            raise ValueError("a quota names its first and last year")
        return self.first_year, self.last_year

    def met_by(self, value: Fraction) -> bool:
        return self.operator.holds(value, self.aim, self.upper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A value of the base year; `since` is the first year of a COMPARABLE one's scope."""

    kind: BaselineKind
    value: Fraction
    since: int | None = None


class Observation(NamedTuple):
    """What is known of one year; `counted` of `due` areas stand in it."""

    printed: Printed | None
    basis: Basis
    counted: int = 0
    due: int = 0

    @property
    def usable(self) -> Printed | None:
        """The figure if it may be judged: official or with full coverage."""
        return None if self.basis in (Basis.PARTIAL, Basis.NONE) else self.printed


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

    `target` and `expected` (时序参考值) are in the figures' unit; `done` 增量完成进度, `achieved`
    目标完成率 (value ÷ target) and `schedule` are ratios; None: not defined.
    They are those on the first of `readings`: the printed baseline (after a
    break the comparable one), else the verified. `borderline`: 临界,待核实.
    `after_period`: 期后. `at_least`: the figure or the count is a lower bound.
    """

    status: Status
    baseline: Fraction | None = None
    target: Fraction | None = None
    expected: Fraction | None = None
    done: Fraction | None = None
    achieved: Fraction | None = None
    schedule: Fraction | None = None
    borderline: bool = False
    after_period: bool = False
    at_least: bool = False
    readings: tuple[Reading, ...] = ()
