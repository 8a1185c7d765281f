"""So many per cent a year on average, judged on a chain index without taking roots.

With a baseline the figures are levels (or an index) and the chain is
value ÷ baseline; what is expected is the level that the rate leads to. Without
one the figures are the yearly growth in per cent and are chained from the base year. Either way a year without a figure breaks the
chain. A share of the way would compare rates that compound, so `done` and
`schedule` stay null: the average is at the target, or it is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import prod
from typing import Final

from indicators.progress.case import Case, Outcome
from indicators.progress.final import kept_word
from indicators.progress.paths import as_shown, root
from indicators.progress.spans import Span
from indicators.progress.status import ADVERSE, Status
from indicators.progress.types import Goal

AVERAGE_DECIMALS: Final = 6
HUNDRED: Final = 100


def average_growth(*, index: Fraction, years: int) -> Fraction:
    """The growth in per cent a year that makes `index` (1: unchanged) in `years` years.

    For showing: cut after six decimals of the ratio unless it is rational.
    """
    return (root(index, years, decimals=AVERAGE_DECIMALS) - 1) * HUNDRED


def judge_average_growth(case: Case) -> Outcome:
    goal, years = case.goal, case.year - case.goal.base_year
    expected = level_at_rate(goal.aim, case.baseline, years=years)
    index = chain_index(case)
    if index is None:
        return case.missing(expected=expected)
    status, borderline = case.settle(
        index,
        lambda value: _status(goal, value, years, ended=case.ended),
        compounded(goal.aim, years),
    )
    return Outcome(status=status, expected=expected, borderline=borderline, at_least=index.open)


def level_at_rate(rate: Fraction, baseline: Fraction | None, *, years: int) -> Fraction | None:
    """Where so many per cent a year lead from the baseline, to the millionth as figures are kept.

    Without a baseline the figures are rates themselves: the rate. None where nothing can grow.
    """
    if baseline is None:
        return rate
    return None if baseline <= 0 else as_shown(baseline * compounded(rate, years))


def compounded(rate: Fraction, years: int) -> Fraction:
    """What 1 becomes in `years` years at `rate` per cent a year; never below nought."""
    return max(1 + rate / HUNDRED, Fraction(0)) ** years


def chain_index(case: Case) -> Span | None:
    """How much larger the year is than the base year (1: unchanged); None across a gap."""
    years = range(case.goal.base_year + 1, case.year + 1)
    spans = [case.span_of(year) for year in years]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    if case.baseline is None:
        return _chained(known)
    return None if case.baseline <= 0 else _over(case.baseline, known[-1])


def _over(baseline: Fraction, span: Span) -> Span:
    return Span(
        amount=span.amount / baseline,
        low=span.low / baseline,
        high=span.high / baseline,
        open=span.open,
    )


def chained(rates: Iterable[Fraction]) -> Fraction:
    """What 1 becomes when it grows by these per cents one after the other."""
    return prod((1 + rate / HUNDRED for rate in rates), start=Fraction(1))


def _chained(rates: list[Span]) -> Span | None:
    if any(span.low < -HUNDRED for span in rates):
        return None
    return Span(
        amount=chained(span.amount for span in rates),
        low=chained(span.low for span in rates),
        high=chained(span.high for span in rates),
        open=any(span.open for span in rates),
    )


def _status(goal: Goal, index: Fraction, years: int, *, ended: bool) -> Status:
    met = _reaches(goal, index, goal.aim, years)
    word = kept_word(goal, met=met, ended=ended)
    if ended and word in ADVERSE and _within_last_digit(goal, index, years):
        return Status.NEARLY
    return word


def _reaches(goal: Goal, index: Fraction, rate: Fraction, years: int) -> bool:
    """The average against a rate: both sides compounded, so exact."""
    bound = compounded(rate, years)
    upper = None if goal.upper is None else compounded(goal.upper, years)
    return goal.operator.holds(index, bound, upper)


def _within_last_digit(goal: Goal, index: Fraction, years: int) -> bool:
    low, high = goal.aim - goal.target_step, goal.aim + goal.target_step
    return compounded(low, years) <= index <= compounded(high, years)
