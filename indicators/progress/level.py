"""A target to reach, and one to keep: from baseline to target, rising or falling alike."""

from __future__ import annotations

from fractions import Fraction

from indicators.progress.case import Case, Outcome, share
from indicators.progress.final import final_word, kept_word
from indicators.progress.paths import compound_refusal, expected, line
from indicators.progress.spans import Span, tells
from indicators.progress.status import Status
from indicators.progress.types import Goal, Path


def share_of_way(*, baseline: Fraction, target: Fraction, actual: Fraction) -> Fraction | None:
    """增量完成进度: how far `actual` has come from `baseline` towards `target` (ratio).

    0 is the starting line and 1 is arrival, whether the indicator should rise
    or fall. Below 0 it moved away; above 1 it went past; never clipped. None
    means there is no way to cover, which is not the same as 0.
    """
    return share(actual - baseline, target - baseline)


def share_of_schedule(
    *, baseline: Fraction, target: Fraction, point: Fraction, actual: Fraction
) -> Fraction | None:
    """How far `actual` has come compared with the line's `point` of the year (ratio).

    None where the point is the baseline or does not lie on the way to the
    target: then only the operator test against the point can speak.
    """
    on_the_way = share_of_way(baseline=baseline, target=target, actual=point)
    if on_the_way is None or not 0 < on_the_way <= 1:
        return None
    return (actual - baseline) / (point - baseline)


def judge_maintained(case: Case) -> Outcome:
    """A target to be kept, or a range: done and schedule are null."""
    goal, span = case.goal, case.span
    if span is None:
        return case.missing(expected=goal.aim)
    status, borderline = case.settle(
        span, lambda value: kept_word(goal, met=goal.met_by(value), ended=case.ended)
    )
    achieved = share(span.amount, goal.aim) if goal.upper is None else None
    return Outcome(
        status=status,
        expected=goal.aim,
        achieved=achieved,
        borderline=borderline,
        at_least=span.open,
    )


def judge_level(case: Case) -> Outcome:
    """A target to reach by its year.

    Without a baseline there is no line: then only reaching the target counts,
    and until it is reached the work is simply in progress.
    """
    if _to_be_kept(case):
        return judge_maintained(case)
    goal, span, shown = case.goal, case.span, _shown(case)
    if span is None:
        return case.missing(expected=shown)
    status, borderline = _status(case, span)
    done, schedule = _shares(case, span.amount, shown) if tells(goal, span) else (None, None)
    return Outcome(
        status=status,
        expected=shown,
        done=done,
        achieved=share(span.amount, goal.aim),
        schedule=schedule,
        borderline=borderline,
        at_least=span.open,
    )


def _to_be_kept(case: Case) -> bool:
    """A range, or a target the baseline already meets or equals."""
    goal, baseline = case.goal, case.baseline
    if goal.upper is not None:
        return True
    return baseline is not None and (goal.met_by(baseline) or baseline == goal.aim)


def _has_line(case: Case) -> bool:
    if case.baseline is None or case.goal.path is not Path.COMPOUND:
        return case.baseline is not None
    return not compound_refusal(case.baseline, case.goal.aim, unit_is_percentage=False)


def _shown(case: Case) -> Fraction | None:
    if case.ended:
        return case.goal.aim
    if case.baseline is None or not _has_line(case):
        return None
    return expected(case.goal, case.baseline, case.year)


def _shares(
    case: Case, actual: Fraction, shown: Fraction | None
) -> tuple[Fraction | None, Fraction | None]:
    """done and schedule, the latter on the line as it is shown."""
    baseline, target = case.baseline, case.goal.aim
    if baseline is None:
        return None, None
    done = share_of_way(baseline=baseline, target=target, actual=actual)
    if shown is None:
        return done, None
    return done, share_of_schedule(baseline=baseline, target=target, point=shown, actual=actual)


def _status(case: Case, span: Span) -> tuple[Status, bool]:
    goal, baseline = case.goal, case.baseline
    if case.ended:
        marks = () if baseline is None else (baseline,)
        return case.settle(span, lambda value: _final(goal, baseline, value), *marks)
    point = line(goal, baseline, case.year) if baseline is not None and _has_line(case) else None
    if baseline is None or point is None:
        return case.settle(span, lambda value: _without_line(goal, value))
    return case.settle(span, lambda value: _running(goal, baseline, point, value), baseline, point)


def _final(goal: Goal, baseline: Fraction | None, value: Fraction) -> Status:
    done = (
        None if baseline is None else share_of_way(baseline=baseline, target=goal.aim, actual=value)
    )
    return final_word(goal, value=value, done=done)


def _without_line(goal: Goal, value: Fraction) -> Status:
    return Status.ACHIEVED_EARLY if goal.met_by(value) else Status.IN_PROGRESS


def _running(goal: Goal, baseline: Fraction, point: Fraction, value: Fraction) -> Status:
    if goal.met_by(value):
        return Status.ACHIEVED_EARLY
    schedule = share_of_schedule(baseline=baseline, target=goal.aim, point=point, actual=value)
    if schedule is None:
        return Status.ON_SCHEDULE if goal.operator.holds(value, point) else Status.BEHIND
    return _band(goal, schedule)


def _band(goal: Goal, schedule: Fraction) -> Status:
    bands = goal.thresholds
    for threshold, status in (
        (bands.ahead, Status.AHEAD),
        (bands.on_schedule, Status.ON_SCHEDULE),
        (bands.behind, Status.BEHIND),
        (Fraction(0), Status.FAR_BEHIND),
    ):
        if schedule >= threshold:
            return status
    return Status.BELOW_BASE if goal.operator.rising else Status.ABOVE_BASE
