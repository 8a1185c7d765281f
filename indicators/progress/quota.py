"""Quotas and coverage: counted year by year, over a span of years, or against a list.

None of them has a pace: schedule is always null.
"""

from __future__ import annotations

from fractions import Fraction

from indicators.progress.case import Case, Outcome, share
from indicators.progress.final import fallen_short, final_word
from indicators.progress.spans import Span, tells
from indicators.progress.status import Status
from indicators.progress.types import Goal


def years_due(goal: Goal, year: int) -> range:
    """The years of a quota that have come by `year`."""
    first, last = goal.quota_years
    return range(first, min(year, last) + 1)


def judge_yearly(case: Case) -> Outcome:
    """So many every year: `expected` is the year's quota, `done` years met ÷ years due.

    A year without a figure is due and not met, and makes the count a lower
    bound. After the last year nothing more is expected and the final words
    speak of all years together.
    """
    goal, due = case.goal, years_due(case.goal, case.year)
    if not due:
        return Outcome(status=Status.NOT_STARTED)
    said = {year: _quota_status(case, year) for year in due}
    statuses = [status for status, _ in said.values()]
    unknown = Status.MISSING in statuses
    done = Fraction(statuses.count(Status.QUOTA_MET), len(due))
    if case.year not in said:
        status = _all_years(goal, done=done, unknown=unknown)
        return Outcome(status=status, done=done, at_least=unknown)
    status, borderline = said[case.year]
    return Outcome(
        status=status,
        expected=goal.aim,
        done=done,
        achieved=share(case.span.amount, goal.aim) if case.span else None,
        borderline=borderline,
        at_least=unknown or case.lower_bound,
    )


def _quota_status(case: Case, year: int) -> tuple[Status, bool]:
    span = case.span_of(year)
    if span is None:
        return Status.MISSING, False
    return case.settle(
        span,
        lambda value: Status.QUOTA_MET if case.goal.met_by(value) else Status.QUOTA_MISSED,
    )


def _all_years(goal: Goal, *, done: Fraction, unknown: bool) -> Status:
    if done == 1:
        return Status.MET
    return Status.MISSING if unknown else fallen_short(goal)


def judge_cumulative(case: Case) -> Outcome:
    """So many over the years: `done` is the running sum ÷ the total.

    Before the last year nothing is expected and no pace is told. A year
    without a figure makes the sum a lower bound. A year of the span without
    its own figure is missing, whatever the earlier ones add up to.
    """
    goal, due = case.goal, years_due(case.goal, case.year)
    if not due:
        return Outcome(status=Status.NOT_STARTED)
    over = case.year >= due.stop - 1 == goal.quota_years[1]
    expected = goal.aim if over else None
    total = _running_sum(case, due)
    if total is None:
        return case.missing(expected=expected)
    counted = _counted(goal, total, expected=expected, case=case)
    own_is_due = case.year in due
    if own_is_due and case.span is None:
        return Outcome(
            status=Status.MISSING,
            expected=expected,
            done=counted.done,
            achieved=counted.achieved,
            at_least=True,
        )
    return counted


def _running_sum(case: Case, due: range) -> Span | None:
    """The sum of the years that are known; open where one is not."""
    known = [span for year in due if (span := case.span_of(year)) is not None]
    if not known:
        return None
    zero = Fraction(0)
    holes = len(known) < len(due)
    return sum(known, Span(amount=zero, low=zero, high=zero, open=holes))


def judge_coverage(case: Case) -> Outcome:
    """Share of listed items done: `done` is that share ÷ the share to reach."""
    expected = case.goal.aim if case.ended else None
    if case.span is None:
        return case.missing(expected=expected)
    return _counted(case.goal, case.span, expected=expected, case=case)


def _counted(goal: Goal, span: Span, *, expected: Fraction | None, case: Case) -> Outcome:
    """The outcome of something counted from nought; the final words once it is expected."""
    status, borderline = case.settle(
        span,
        lambda value: (
            Status.IN_PROGRESS
            if expected is None
            else final_word(goal, value=value, done=_share_done(goal, value))
        ),
    )
    return Outcome(
        status=status,
        expected=expected,
        done=_share_done(goal, span.amount) if tells(goal, span) else None,
        achieved=share(span.amount, goal.aim),
        borderline=borderline,
        at_least=span.open,
    )


def _share_done(goal: Goal, value: Fraction) -> Fraction | None:
    """None for a ceiling: using it up is not arriving."""
    return share(value, goal.aim) if goal.operator.rising else None
