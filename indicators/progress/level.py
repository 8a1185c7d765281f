"""Judging a level that is to be reached, or held."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from indicators.progress.paths import expected
from indicators.progress.status import ADVERSE, Status
from indicators.progress.types import (
    Baseline,
    BaselineKind,
    Exactness,
    Goal,
    Judgement,
    Observation,
    Printed,
    Reading,
    Rule,
)


def share_of_way(*, baseline: Fraction, target: Fraction, actual: Fraction) -> Fraction | None:
    """How far `actual` has come from `baseline` towards `target` (ratio, unitless).

    0 is the starting line and 1 is arrival, whether the indicator should rise
    or fall. Below 0 it moved away; above 1 it went past. None means there is
    no distance to cover, which is not the same as 0.
    """
    distance = target - baseline
    return None if distance == 0 else (actual - baseline) / distance


def judge_level(
    *,
    goal: Goal,
    target: Fraction,
    baselines: Sequence[Baseline],
    year: int,
    observed: Observation,
    breaks: Collection[int] = (),
) -> Judgement:
    """One indicator against its path and target, on every baseline known."""
    after = year > goal.target_year
    broken = [first for first in breaks if goal.base_year < first <= year]
    usable = _usable(baselines, broken)
    printed = observed.printed
    achieved = printed.amount / target if printed and target else None
    start = usable[0].value if usable else None
    due = expected(goal, start, year) if start is not None else None
    plain = Judgement(
        status=Status.MISSING, baseline=start, expected=due, achieved=achieved, after_period=after
    )
    if printed is None or not observed.judgeable:
        return _replace(plain, Status.MISSING, achieved=None)
    if broken and not usable:
        return _replace(plain, Status.SCOPE_BREAK, achieved=achieved)
    readings = tuple(_reading(goal, target, baseline, year, printed) for baseline in usable)
    if not readings:
        return _without_baseline(plain, goal, target, year, printed)
    return _conclude(plain, goal, target, usable, readings, year, printed)


def _usable(baselines: Sequence[Baseline], broken: list[int]) -> list[Baseline]:
    """The baselines on the scope now in force, the plan's own first."""
    if broken:
        latest = max(broken)
        return [b for b in baselines if b.kind == BaselineKind.COMPARABLE and b.since == latest]
    rank = [BaselineKind.PRINTED, BaselineKind.VERIFIED]
    return sorted((b for b in baselines if b.kind in rank), key=lambda b: rank.index(b.kind))


def _replace(plain: Judgement, status: Status, *, achieved: Fraction | None) -> Judgement:
    return Judgement(
        status=status,
        baseline=plain.baseline,
        expected=plain.expected,
        achieved=achieved,
        after_period=plain.after_period,
    )


def _reading(
    goal: Goal, target: Fraction, baseline: Baseline, year: int, printed: Printed
) -> Reading:
    due = expected(goal, baseline.value, year)
    held = _is_held(goal, target, baseline.value)
    done = None
    if not held:
        done = share_of_way(baseline=baseline.value, target=target, actual=printed.amount)
    return Reading(
        kind=baseline.kind,
        baseline=baseline.value,
        expected=due,
        done=done,
        schedule=None if held else _schedule(baseline.value, due, target, printed.amount),
        status=status_of(goal, target, baseline.value, year, printed.amount),
    )


def _is_held(goal: Goal, target: Fraction, baseline: Fraction) -> bool:
    """A level that already held at the base is to be kept, not reached."""
    if goal.rule == Rule.MAINTAIN or goal.upper is not None or baseline == target:
        return True
    return goal.operator.holds(baseline, target)


def _schedule(
    baseline: Fraction, due: Fraction | None, target: Fraction, actual: Fraction
) -> Fraction | None:
    """The way covered against the way due; None where that cannot be divided."""
    if due is None or due == baseline or _beyond(baseline, due, target):
        return None
    return (actual - baseline) / (due - baseline)


def _beyond(baseline: Fraction, due: Fraction, target: Fraction) -> bool:
    """Whether the path lies past the target, or behind the start, at this point."""
    return not (min(baseline, target) <= due <= max(baseline, target))


def status_of(
    goal: Goal, target: Fraction, baseline: Fraction, year: int, actual: Fraction
) -> Status:
    """The status that exactly this value would have."""
    met = goal.operator.holds(actual, target, goal.upper)
    if year >= goal.target_year:
        return _final(goal, target, baseline, actual, met)
    if _is_held(goal, target, baseline):
        return Status.HOLDING if met else Status.NOT_HOLDING
    if met:
        return Status.ACHIEVED_EARLY
    due = expected(goal, baseline, year)
    schedule = _schedule(baseline, due, target, actual)
    if schedule is None:
        on_line = due is not None and goal.operator.holds(actual, due)
        return Status.ON_SCHEDULE if on_line else Status.BEHIND
    return _band(goal, schedule)


def _band(goal: Goal, schedule: Fraction) -> Status:
    bands = goal.thresholds
    if schedule < 0:
        return Status.BELOW_BASE if goal.operator.rising else Status.ABOVE_BASE
    for floor, status in (
        (bands.ahead, Status.AHEAD),
        (bands.on_schedule, Status.ON_SCHEDULE),
        (bands.behind, Status.BEHIND),
    ):
        if schedule >= floor:
            return status
    return Status.FAR_BEHIND


def _final(
    goal: Goal, target: Fraction, baseline: Fraction | None, actual: Fraction, met: bool
) -> Status:
    done = None
    if baseline is not None and not _is_held(goal, target, baseline):
        done = share_of_way(baseline=baseline, target=target, actual=actual)
    if met:
        exceeded = done is not None and done >= goal.thresholds.exceeded
        return Status.EXCEEDED if exceeded else Status.MET
    close = done is not None and done >= goal.thresholds.nearly
    if close or abs(target - actual) <= goal.target_step:
        return Status.NEARLY
    return Status.UNMET if goal.binding else Status.SHORT


def ends(printed: Printed) -> Iterator[Fraction]:
    """The ends of what a printed figure may stand for, the open end included."""
    half = printed.step / 2
    yield printed.amount - (0 if printed.exactness == Exactness.MORE else half)
    yield printed.amount + half


def _conclude(
    plain: Judgement,
    goal: Goal,
    target: Fraction,
    usable: Sequence[Baseline],
    readings: tuple[Reading, ...],
    year: int,
    printed: Printed,
) -> Judgement:
    first = readings[0]
    at_least = printed.exactness == Exactness.MORE
    status = first.status
    if len({reading.status for reading in readings}) > 1:
        status = Status.BASELINE_DOUBT
    elif at_least and (status in ADVERSE or not goal.operator.rising):
        status = Status.MISSING
    borderline = status not in (Status.BASELINE_DOUBT, Status.MISSING) and any(
        status_of(goal, target, baseline.value, year, end) != reading.status
        for baseline, reading in zip(usable, readings, strict=True)
        for end in _reach(goal, target, printed)
    )
    return Judgement(
        status=status,
        baseline=first.baseline,
        expected=first.expected,
        done=first.done,
        achieved=plain.achieved,
        schedule=first.schedule,
        borderline=borderline,
        after_period=plain.after_period,
        at_least=at_least,
        readings=readings,
    )


def _reach(goal: Goal, target: Fraction, printed: Printed) -> Iterator[Fraction]:
    """Every end of the printed figure; a lower bound may lie anywhere above."""
    yield from ends(printed)
    if printed.exactness == Exactness.MORE:
        yield max(printed.amount, target) + abs(target) + 1


def _without_baseline(
    plain: Judgement, goal: Goal, target: Fraction, year: int, printed: Printed
) -> Judgement:
    """The plan prints no baseline: only the operator can speak."""
    at_least = printed.exactness == Exactness.MORE

    def said(amount: Fraction) -> Status:
        met = goal.operator.holds(amount, target, goal.upper)
        if year >= goal.target_year:
            return _final(goal, target, None, amount, met)
        return Status.ACHIEVED_EARLY if met else Status.IN_PROGRESS

    status = said(printed.amount)
    if at_least and status in ADVERSE:
        status = Status.MISSING
    return Judgement(
        status=status,
        achieved=plain.achieved,
        borderline=any(said(end) != status for end in ends(printed)),
        after_period=plain.after_period,
        at_least=at_least,
    )
