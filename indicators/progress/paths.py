"""时序参考值: where an indicator should be, by straight reckoning from the plan's own numbers."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from indicators.progress.types import Goal, Path

COMPOUND_DIGITS: Final = 50
"""Significant digits to which the irrational compound path is worked out."""


def expected(goal: Goal, baseline: Fraction, year: int) -> Fraction | None:
    """The value due at the end of `year`; the target itself from the target year on."""
    if goal.target is None:
        return None
    if year >= goal.target_year:
        return goal.target
    if year <= goal.base_year:
        return baseline
    if goal.path == Path.COMPOUND:
        return _compound(goal, baseline, goal.target, year)
    if goal.path == Path.STEPPED:
        return _stepped(goal, baseline, goal.target, year)
    return _between(goal.base_year, baseline, goal.target_year, goal.target, year)


def _between(y0: int, v0: Fraction, y1: int, v1: Fraction, year: int) -> Fraction:
    return v0 + (v1 - v0) * Fraction(year - y0, y1 - y0)


def _stepped(goal: Goal, baseline: Fraction, target: Fraction, year: int) -> Fraction:
    """Straight between the years for which the plan itself sets a value."""
    set_by_plan = {y: v for y, v in goal.steps.items() if goal.base_year < y < goal.target_year}
    points = sorted({goal.base_year: baseline, **set_by_plan, goal.target_year: target}.items())
    before = [point for point in points if point[0] <= year][-1]
    after = [point for point in points if point[0] > year][0]
    return _between(*before, *after, year)


def compound_refusal(
    baseline: Fraction, target: Fraction, *, unit_is_percentage: bool
) -> str | None:
    """Why a compound path makes no sense here, or None."""
    if unit_is_percentage:
        return "percentage"
    if baseline <= 0:
        return "baseline not positive"
    return "target not positive" if target <= 0 else None


def _compound(goal: Goal, baseline: Fraction, target: Fraction, year: int) -> Fraction:
    """b · (T/b)^(elapsed/span), to 50 significant digits: no figure is printed to more than 18."""
    if reason := compound_refusal(baseline, target, unit_is_percentage=False):
        raise ValueError(f"no compound path: {reason}")
    context = Context(prec=COMPOUND_DIGITS)
    growth = _decimal(target / baseline, context)
    share = _decimal(Fraction(year - goal.base_year, goal.target_year - goal.base_year), context)
    due = context.multiply(_decimal(baseline, context), context.power(growth, share))
    return Fraction(due)


def _decimal(value: Fraction, context: Context) -> Decimal:
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))
