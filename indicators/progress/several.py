"""Judging rules that look at several years: yearly and cumulative quotas, average growth."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from indicators.progress.level import ends
from indicators.progress.status import ADVERSE, Status
from indicators.progress.types import Baseline, Exactness, Goal, Judgement, Observation, Printed


def judge_yearly(
    *, goal: Goal, quota: Fraction, year: int, observed: Observation, years: Mapping[int, Observation]
) -> Judgement:
    """Met or not, year by year; done = years met ÷ years due so far."""
    first, last = _span(goal)
    after = year > last
    due_years = range(first, min(year, last) + 1)
    met = sum(
        1
        for each in due_years
        if (seen := years.get(each)) and seen.judgeable and _meets(goal, quota, seen)
    )
    hole = any(not (seen := years.get(each)) or not seen.judgeable for each in due_years)
    done = Fraction(met, len(due_years)) if len(due_years) else None
    printed = observed.printed
    if after or year < first:
        status = Status.NOT_STARTED
    elif printed is None or not observed.judgeable:
        status = Status.MISSING
    else:
        status = Status.QUOTA_MET if _meets(goal, quota, observed) else Status.QUOTA_MISSED
        if printed.exactness == Exactness.MORE and status in ADVERSE:
            status = Status.MISSING
    judged = status in (Status.QUOTA_MET, Status.QUOTA_MISSED)
    return Judgement(
        status=status,
        expected=quota if first <= year <= last else None,
        done=done,
        achieved=printed.amount / quota if printed and judged and quota else None,
        borderline=judged and printed is not None and _open(goal, quota, printed),
        after_period=after,
        at_least=hole,
    )


def _meets(goal: Goal, quota: Fraction, seen: Observation) -> bool:
    return seen.printed is not None and goal.operator.holds(seen.printed.amount, quota)


def _open(goal: Goal, quota: Fraction, printed: Printed) -> bool:
    said = goal.operator.holds(printed.amount, quota)
    return any(goal.operator.holds(end, quota) != said for end in ends(printed))


def judge_cumulative(
    *, goal: Goal, total: Fraction, year: int, years: Mapping[int, Observation]
) -> Judgement:
    """The running sum against the total; no pace status before the last year."""
    first, last = _span(goal)
    due_years = range(first, min(year, last) + 1)
    seen = [years[each].printed for each in due_years if each in years and years[each].judgeable]
    amounts = [printed for printed in seen if printed is not None]
    hole = len(amounts) < len(due_years)
    if not amounts:
        status = Status.MISSING if len(due_years) else Status.NOT_STARTED
        return Judgement(status=status, after_period=year > last)
    done = sum((printed.amount for printed in amounts), Fraction(0)) / total if total else None
    at_least = hole or any(printed.exactness == Exactness.MORE for printed in amounts)
    status = Status.IN_PROGRESS if year < last else _final_sum(goal, total, amounts)
    if at_least and status in ADVERSE:
        status = Status.MISSING
    return Judgement(
        status=status,
        expected=total if year >= last else None,
        done=done,
        achieved=done,
        after_period=year > last,
        at_least=at_least,
    )


def _final_sum(goal: Goal, total: Fraction, amounts: list[Printed]) -> Status:
    reached = sum((printed.amount for printed in amounts), Fraction(0))
    done = reached / total if total else Fraction(1)
    if goal.operator.holds(reached, total):
        return Status.EXCEEDED if done >= goal.thresholds.exceeded else Status.MET
    if done >= goal.thresholds.nearly:
        return Status.NEARLY
    return Status.UNMET if goal.binding else Status.SHORT


def judge_growth(
    *,
    goal: Goal,
    rate: Fraction,
    baseline: Baseline | None,
    year: int,
    observed: Observation,
    years: Mapping[int, Observation],
) -> Judgement:
    """Average yearly growth of `rate` per cent: a ≥ b·(1 + rate/100)ⁿ, any gap 暂缺.

    `done` stays None: a growth rate is kept year after year, it has no way to cover.
    """
    after = year > goal.target_year
    chain = range(goal.base_year + 1, min(year, goal.target_year) + 1)
    broken = any(each not in years or not years[each].judgeable for each in chain)
    printed = observed.printed
    start = baseline.value if baseline else None
    if broken or printed is None or start is None or start <= 0:
        return Judgement(status=Status.MISSING, baseline=start, after_period=after)
    due = start * (1 + rate / 100) ** len(chain)

    def said(amount: Fraction) -> Status:
        met = goal.operator.holds(amount, due)
        if year < goal.target_year:
            return Status.ON_SCHEDULE if met else Status.BEHIND
        return Status.MET if met else Status.UNMET if goal.binding else Status.SHORT

    status = said(printed.amount)
    if printed.exactness == Exactness.MORE and status in ADVERSE:
        status = Status.MISSING
    return Judgement(
        status=status,
        baseline=start,
        expected=due,
        borderline=any(said(end) != said(printed.amount) for end in ends(printed)),
        after_period=after,
        at_least=printed.exactness == Exactness.MORE,
    )


def _span(goal: Goal) -> tuple[int, int]:
    if goal.first_year is None or goal.last_year is None:
        raise ValueError("a quota says its first and last year")
    return goal.first_year, goal.last_year
