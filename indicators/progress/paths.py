"""时序参考值: where the plan's own line stands in a year. Inferred, never an issued target."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Final

from indicators.progress.types import Goal, Path

SHOWN_DECIMALS: Final = 6
"""An irrational point of a compound line is shown to the millionth, as figures are kept."""

EXACT_DECIMALS: Final = 100
"""An irrational point is decided on with so many decimals.

Figures and targets have six. Over a plan of some years no band edge made of
them can lie this near to an irrational point without being on its true side,
so the decision is the one the exact point would give.
"""


def compound_refusal(baseline: Fraction, target: Fraction, unit_is_percentage: bool) -> str | None:
    """Why a compound path is not drawn from `baseline` to `target`; None where it is."""
    if unit_is_percentage:
        return "compound_percentage"
    if baseline <= 0:
        return "compound_baseline_not_positive"
    return "compound_target_not_positive" if target <= 0 else None


def expected(goal: Goal, baseline: Fraction, year: int) -> Fraction | None:
    """The line of a level goal in `year`, in the figures' unit, as it is shown.

    The baseline itself in the base year, the target from the target year on,
    None before the base year. Linear and stepped lines are exact, a compound
    one is rounded half up to the millionth. Raises ValueError where a compound
    line is refused.
    """
    point = line(goal, baseline, year)
    if point is None or goal.path is not Path.COMPOUND or year >= goal.target_year:
        return point
    return as_shown(point)


def as_shown(point: Fraction) -> Fraction:
    """Rounded half up to the millionth."""
    scale = 10**SHOWN_DECIMALS
    return Fraction((point * scale + Fraction(1, 2)).__floor__(), scale)


def line(goal: Goal, baseline: Fraction, year: int) -> Fraction | None:
    """The line as statuses are decided on it: like `expected`, but not rounded for showing."""
    if goal.path is Path.COMPOUND:
        _refuse(compound_refusal(baseline, goal.aim, unit_is_percentage=False))
    if year < goal.base_year:
        return None
    if year >= goal.target_year:
        return goal.aim
    if goal.path is Path.COMPOUND:
        return _compound(goal, baseline, year)
    return _piecewise(_corners(goal, baseline), year)


def _refuse(reason: str | None) -> None:
    if reason:
        raise ValueError(reason)


def _corners(goal: Goal, baseline: Fraction) -> list[tuple[int, Fraction]]:
    corners = {goal.base_year: baseline, goal.target_year: goal.aim}
    if goal.path is Path.STEPPED:
        between = range(goal.base_year + 1, goal.target_year)
        corners |= {year: value for year, value in goal.steps.items() if year in between}
    return sorted(corners.items())


def _piecewise(corners: list[tuple[int, Fraction]], year: int) -> Fraction:
    for (start, low), (end, high) in pairwise(corners):
        if start <= year <= end:
            return low + (high - low) * Fraction(year - start, end - start)
    raise ValueError(f"{year} is not on the line")


def _compound(goal: Goal, baseline: Fraction, year: int) -> Fraction:
    """b·(T/b)^(k/n), found as the n-th root of b^(n−k)·T^k."""
    n, k = goal.target_year - goal.base_year, year - goal.base_year
    return root(baseline ** (n - k) * goal.aim**k, n, decimals=EXACT_DECIMALS)


def root(radicand: Fraction, n: int, *, decimals: int) -> Fraction:
    """The n-th root of a number ≥ 0: exact where it is rational, else cut after `decimals`."""
    rational = Fraction(_whole_root(radicand.numerator, n), _whole_root(radicand.denominator, n))
    if rational**n == radicand:
        return rational
    scale = 10**decimals
    scaled = radicand.numerator * scale**n // radicand.denominator
    return Fraction(_whole_root(scaled, n), scale)


def _whole_root(value: int, n: int) -> int:
    """The largest whole number whose n-th power does not exceed `value` (Newton, from above)."""
    if value < 2:
        return value
    guess = 1 << (value.bit_length() // n + 1)
    while True:
        better = ((n - 1) * guess + value // guess ** (n - 1)) // n
        if better >= guess:
            return guess
        guess = better
