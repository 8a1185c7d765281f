"""The judgement of one indicator in one area and year."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from indicators.progress.case import Case, Outcome
from indicators.progress.given import on_baseline, target_level
from indicators.progress.growth import judge_average_growth
from indicators.progress.level import judge_level, judge_maintained
from indicators.progress.quota import judge_coverage, judge_cumulative, judge_yearly
from indicators.progress.status import NOT_JUDGED, Status
from indicators.progress.types import (
    Baseline,
    BaselineKind,
    Goal,
    Judgement,
    Observation,
    Reading,
    Rule,
)

NOTHING_EARLIER: Final[Mapping[int, Observation]] = MappingProxyType({})

_RULES: Final[Mapping[Rule, Callable[[Case], Outcome]]] = MappingProxyType(
    {
        Rule.LEVEL: judge_level,
        Rule.MAINTAIN: judge_maintained,
        Rule.YEARLY: judge_yearly,
        Rule.CUMULATIVE: judge_cumulative,
        Rule.AVERAGE_GROWTH: judge_average_growth,
        Rule.COVERAGE: judge_coverage,
    }
)

NOT_ASSIGNED: Final = Judgement(status=Status.NOT_ASSIGNED)
"""What is said of nearly every area: one for all of them."""

_SPEAKS_FIRST: Final = (BaselineKind.PRINTED, BaselineKind.COMPARABLE, BaselineKind.VERIFIED)


def judge(
    *,
    goal: Goal | None,
    baselines: Sequence[Baseline],
    year: int,
    observed: Observation,
    earlier: Mapping[int, Observation] = NOTHING_EARLIER,
    breaks: Collection[int] = (),
) -> Judgement:
    """Judge the figure of `year`.

    `goal` None: the area has no target of its own. `earlier`: the figures of
    other years; later ones are not looked at. `breaks`: first years of a new
    scope. Never raises on finite input.
    """
    if goal is None and not baselines:
        return NOT_ASSIGNED
    ordered = sorted(baselines, key=lambda baseline: _SPEAKS_FIRST.index(baseline.kind))
    if goal is None or goal.rule is Rule.STATED or year <= goal.base_year:
        return _withheld(goal, ordered, year)
    broken = _latest_break(goal, year, breaks)
    compared = [baseline for baseline in ordered if _on_scope(baseline, broken)]
    if broken is not None and not compared:
        return _across_break(goal, ordered, year, observed, earlier)
    outcomes = [_outcome(goal, value, year, observed, earlier) for value in _values(compared)]
    return _judgement(goal, compared, outcomes, year)


def _outcome(
    goal: Goal,
    baseline: Fraction | None,
    year: int,
    observed: Observation,
    earlier: Mapping[int, Observation],
) -> Outcome:
    """The rule's word on one baseline; a target printed against one cannot do without it."""
    level = on_baseline(goal, baseline)
    if level is None:
        return Outcome(status=Status.MISSING)
    return _RULES[level.rule](
        Case(goal=level, baseline=baseline, year=year, observed=observed, earlier=earlier)
    )


def _withheld(goal: Goal | None, baselines: Sequence[Baseline], year: int) -> Judgement:
    """No target, one that is only listed, or a year that has nothing to show yet."""
    if goal is None:
        status = Status.NOT_ASSIGNED
    else:
        status = Status.STATED if goal.rule is Rule.STATED else Status.NOT_STARTED
    return Judgement(
        status=status,
        baseline=_values(baselines)[0],
        target=None if goal is None else target_level(goal, _values(baselines)[0]),
        after_period=goal is not None and year > goal.target_year,
    )


def _latest_break(goal: Goal, year: int, breaks: Collection[int]) -> int | None:
    return max((first for first in breaks if goal.base_year < first <= year), default=None)


def _on_scope(baseline: Baseline, broken: int | None) -> bool:
    """Whether the baseline is on the scope of the year's figure."""
    if broken is None:
        return baseline.kind is not BaselineKind.COMPARABLE
    return baseline.kind is BaselineKind.COMPARABLE and baseline.since == broken


def _values(baselines: Sequence[Baseline]) -> list[Fraction | None]:
    """The baselines' values; one None where there is no baseline."""
    return [baseline.value for baseline in baselines] or [None]


def _across_break(
    goal: Goal,
    baselines: Sequence[Baseline],
    year: int,
    observed: Observation,
    earlier: Mapping[int, Observation],
) -> Judgement:
    """暂不评价(口径调整): the plan's own line stays, nothing is computed across the break."""
    original = [baseline for baseline in baselines if _on_scope(baseline, None)][:1]
    outcome = _outcome(goal, _values(original)[0], year, observed, earlier)
    unjudged = outcome.status if outcome.status in NOT_JUDGED else Status.SCOPE_BREAK
    kept = replace(
        outcome, status=unjudged, done=None, achieved=None, schedule=None, borderline=False
    )
    return replace(_judgement(goal, original, [kept], year), readings=())


def _judgement(
    goal: Goal, baselines: Sequence[Baseline], outcomes: Sequence[Outcome], year: int
) -> Judgement:
    """One judgement from the outcomes on each baseline; the first one's figures speak."""
    main = outcomes[0]
    doubtful = len({outcome.status for outcome in outcomes}) > 1
    status = Status.BASELINE_DOUBT if doubtful else main.status
    return Judgement(
        status=status,
        baseline=_values(baselines)[0],
        target=target_level(goal, _values(baselines)[0]),
        expected=main.expected,
        done=main.done,
        achieved=main.achieved,
        schedule=main.schedule,
        borderline=status not in NOT_JUDGED and any(o.borderline for o in outcomes),
        after_period=year > goal.target_year,
        at_least=main.at_least,
        readings=tuple(map(_reading, baselines, outcomes)),
    )


def _reading(baseline: Baseline, outcome: Outcome) -> Reading:
    return Reading(
        kind=baseline.kind,
        baseline=baseline.value,
        expected=outcome.expected,
        done=outcome.done,
        schedule=outcome.schedule,
        status=outcome.status,
    )
