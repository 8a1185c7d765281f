"""A target that the plan prints against its baseline, and the level that follows from it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from indicators.progress.growth import level_at_rate
from indicators.progress.types import GivenAs, Goal, Rule

HUNDRED: Final = 100


def level_of(given_as: GivenAs, amount: Fraction, baseline: Fraction) -> Fraction:
    """The level that a printed amount asks for, exactly: 0.5 less 13.5 % is 0.4325."""
    match given_as:
        case GivenAs.LEVEL:
            return amount
        case GivenAs.INCREASE:
            return baseline + amount
        case GivenAs.DECREASE:
            return baseline - amount
        case GivenAs.CUMULATIVE_GROWTH:
            return baseline * (1 + amount / HUNDRED)
        case GivenAs.CUMULATIVE_REDUCTION:
            return baseline * (1 - amount / HUNDRED)


def on_baseline(goal: Goal, baseline: Fraction | None) -> Goal | None:
    """The goal as a level on `baseline`; None where it is printed against one and there is none.

    So many per cent of nought or less is no promise: there too nothing follows.

    A goal that is a level already on another baseline starts again from what was printed.
    """
    said = goal.printed or goal
    if said.given_as is GivenAs.LEVEL:
        return said
    form = said.given_as
    if baseline is None or (form.in_per_cent and baseline <= 0):
        return None
    return replace(
        said,
        printed=said,
        given_as=GivenAs.LEVEL,
        operator=said.operator.mirrored if form.falling else said.operator,
        target=None if said.target is None else level_of(form, said.target, baseline),
        target_step=said.target_step * abs(baseline) / HUNDRED
        if form.in_per_cent
        else said.target_step,
        upper=None if said.upper is None else level_of(form, said.upper, baseline),
        steps={year: level_of(form, amount, baseline) for year, amount in said.steps.items()},
    )


def target_level(goal: Goal, baseline: Fraction | None) -> Fraction | None:
    """The target in the unit of the figures, which an average growth reaches by its last year."""
    level = on_baseline(goal, baseline)
    if level is None or level.target is None or level.rule is not Rule.AVERAGE_GROWTH:
        return None if level is None else level.target
    return level_at_rate(level.target, baseline, years=level.target_year - level.base_year)
