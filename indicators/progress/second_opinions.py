"""The same figures judged by methods others have published, beside our own word.

Only methods whose cuts could be read at their publisher are here; docs/method.md
names the sources and what was left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from indicators.progress.outlook import Refusal, Series
from indicators.progress.paths import EXACT_DECIMALS, root
from indicators.progress.status import Status
from indicators.progress.types import Exactness

ON_TRACK: Final = Fraction(95, 100)
ACCELERATE: Final = Fraction(60, 100)
"""Cuts on the ratio of actual to required growth: Statistics Canada, after Eurostat."""

PROJECTED: Final = Fraction(95, 100)
STAGNANT: Final = Fraction(10, 100)
"""Cuts on the projected part of the way: Eustat, after the progress chart of the United Nations."""

REACHED: Final = Fraction(5, 100)
MISSED_BY_LITTLE: Final = Fraction(20, 100)
"""Cuts on the part of the remaining distance that would be missed: Destatis."""

FEWEST_YEARS, MOST_YEARS = 4, 6
"""Of the trend method: six consecutive years are asked for, four are the least."""


class Verdict(StrEnum):
    """The four words into which every method's own are translated."""

    ON_COURSE = "on_course"
    MODERATE = "moderate"
    OFF_COURSE = "off_course"
    MOVING_AWAY = "moving_away"


class Method(StrEnum):
    """What each decides on.

    GROWTH_RATIO: actual ÷ required growth rate. PROJECTED_SHARE: the part of the
    way the growth so far would cover. CONTINUED_TREND: where the trend would end.
    """

    GROWTH_RATIO = "growth_ratio"
    PROJECTED_SHARE = "projected_share"
    CONTINUED_TREND = "continued_trend"


class Inapplicable(StrEnum):
    """Why a method says nothing, beyond the reasons of the outlook."""

    NOT_POSITIVE = "not_positive"
    TOO_FEW_YEARS = "too_few_years"
    NO_DISTANCE = "no_distance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a method says, or why it says nothing.

    `measure` is what it decides on: the ratio of the two growth rates, the part
    of the way projected, or the part of the remaining distance missed (below 0:
    the target would be passed). `met`: the target is met already, and the
    method judges that by a rule of its own.
    """

    method: Method
    verdict: Verdict | None = None
    measure: Fraction | None = None
    met: bool = False
    why_not: Refusal | Inapplicable | None = None


OURS: Final[Mapping[Status, Verdict]] = MappingProxyType(
    {
        Status.ACHIEVED_EARLY: Verdict.ON_COURSE,
        Status.AHEAD: Verdict.ON_COURSE,
        Status.ON_SCHEDULE: Verdict.ON_COURSE,
        Status.EXCEEDED: Verdict.ON_COURSE,
        Status.MET: Verdict.ON_COURSE,
        Status.NEARLY: Verdict.MODERATE,
        Status.BEHIND: Verdict.MODERATE,
        Status.FAR_BEHIND: Verdict.OFF_COURSE,
        Status.SHORT: Verdict.OFF_COURSE,
        Status.UNMET: Verdict.OFF_COURSE,
        Status.BELOW_BASE: Verdict.MOVING_AWAY,
        Status.ABOVE_BASE: Verdict.MOVING_AWAY,
    }
)
"""Our own statuses in the same four words; one that is not there says nothing of pace."""


def opinions(*, series: Series) -> tuple[Opinion, ...]:
    """One opinion a method, on the figures up to the last of the series."""
    return (
        growth_ratio(series=series),
        projected_share(series=series),
        continued_trend(series=series),
    )


def growth_ratio(*, series: Series) -> Opinion:
    """The yearly growth rate since the baseline ÷ the one that leads to the target (ratio).

    Both are compound rates counted from the baseline. Needs positive values. A
    target that is met has a word of its own, whatever the ratio.
    """
    method, goal, base = Method.GROWTH_RATIO, series.goal, series.baseline.value
    settled = _settled(method, series)
    if settled:
        return settled
    actual = _rate(series.last / base, series.last_year - goal.base_year)
    needed = _rate(goal.aim / base, goal.target_year - goal.base_year)
    ratio = actual / needed
    verdict = Verdict.ON_COURSE if series.met else _of_ratio(ratio)
    return Opinion(method=method, verdict=verdict, measure=ratio, met=series.met)


def projected_share(*, series: Series) -> Opinion:
    """The part of the way covered by the target year if the growth since the baseline holds (ratio).

    Needs positive values. A target that is met is on track, whatever the growth.
    """
    method, goal, base = Method.PROJECTED_SHARE, series.goal, series.baseline.value
    settled = _settled(method, series)
    if settled:
        return settled
    gone, left = series.last_year - goal.base_year, goal.target_year - series.last_year
    growth = root((series.last / base) ** left, gone, decimals=EXACT_DECIMALS)
    share = (series.last * growth - base) / (goal.aim - base)
    verdict = Verdict.ON_COURSE if series.met else _of_share(share)
    return Opinion(method=method, verdict=verdict, measure=share, met=series.met)


def continued_trend(*, series: Series) -> Opinion:
    """The average of the last yearly changes carried on to the target year.

    Decided on the part of the distance still to go that would then be missing;
    of a target that is met, on whether the change leads away from it.
    """
    method, goal, years = Method.CONTINUED_TREND, series.goal, _unbroken(series)
    refused = _no_trend(series, years)
    if refused:
        return Opinion(method=method, why_not=refused)
    change = (series.last - series.points[years[0]]) / (years[-1] - years[0])
    if series.met:
        away = change * series.direction < 0
        verdict = Verdict.MODERATE if away else Verdict.ON_COURSE
        return Opinion(method=method, verdict=verdict, met=True)
    left = goal.target_year - series.last_year
    missed = (goal.aim - series.last - left * change) / (goal.aim - series.last)
    verdict = Verdict.MOVING_AWAY if change * series.direction <= 0 else _of_missed(missed)
    return Opinion(method=method, verdict=verdict, measure=missed)


def _settled(method: Method, series: Series) -> Opinion | None:
    """The opinion of a method of growth rates where no rate is needed or none can be had."""
    goal, base = series.goal, series.baseline.value
    if series.latest_year > goal.target_year:
        return Opinion(method=method, why_not=Refusal.PERIOD_OVER)
    if series.met and series.latest.exactness is Exactness.MORE:
        return Opinion(method=method, verdict=Verdict.ON_COURSE, met=True)
    if series.silent:
        return Opinion(method=method, why_not=series.silent)
    if min(base, goal.aim, series.last) <= 0:
        return Opinion(method=method, why_not=Inapplicable.NOT_POSITIVE)
    return None


def _no_trend(series: Series, years: Sequence[int]) -> Refusal | Inapplicable | None:
    """Why no trend is told; a strict target (>) leaves no distance at its own value."""
    end = series.goal.target_year
    if series.silent:
        return series.silent
    if series.latest_year > end or (series.last_year == end and not series.met):
        return Refusal.PERIOD_OVER
    if series.met and series.latest.exactness is Exactness.MORE:
        return Refusal.LOWER_BOUND
    if series.last == series.goal.aim and not series.met:
        return Inapplicable.NO_DISTANCE
    return Inapplicable.TOO_FEW_YEARS if len(years) < FEWEST_YEARS else None


def _unbroken(series: Series) -> list[int]:
    """The latest years without a gap, at most as many as the method looks at."""
    last = series.last_year
    years = [last]
    while years[0] - 1 in series.points and len(years) < MOST_YEARS:
        years.insert(0, years[0] - 1)
    return years


def _rate(index: Fraction, years: int) -> Fraction:
    return root(index, years, decimals=EXACT_DECIMALS) - 1


def _of_ratio(ratio: Fraction) -> Verdict:
    if ratio >= ON_TRACK:
        return Verdict.ON_COURSE
    if ratio >= ACCELERATE:
        return Verdict.MODERATE
    return Verdict.OFF_COURSE if ratio >= 0 else Verdict.MOVING_AWAY


def _of_share(share: Fraction) -> Verdict:
    if share >= PROJECTED:
        return Verdict.ON_COURSE
    if share >= STAGNANT:
        return Verdict.MODERATE
    return Verdict.OFF_COURSE if share >= 0 else Verdict.MOVING_AWAY


def _of_missed(missed: Fraction) -> Verdict:
    if missed < REACHED:
        return Verdict.ON_COURSE
    return Verdict.MODERATE if missed <= MISSED_BY_LITTLE else Verdict.OFF_COURSE
