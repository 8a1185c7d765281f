"""What a plan promises where the number it prints is not the level itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from indicators.charts.wording import Number, Text
from indicators.gauges.course import Course
from indicators.models import Gauge, Target
from indicators.progress import Path, Rule, average_growth, chained, target_level


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The printed number, its operator, and what it is a number of.

    `given_as` is a change on the baseline, or average_growth (% a year), or relative: then
    `relative_to` names the measure and `amount` says by how much, if the plan does.
    """

    given_as: str
    amount: Number | None
    operator: str
    relative_to: Text | None = None


def promise(rule: str, goal: Target | None) -> Promise | None:
    """None where the printed number is the level."""
    if goal is None:
        return None
    if goal.relative_to is not None:
        named = Text(goal.relative_to.name, goal.relative_to.name_en)
        return Promise(
            given_as="relative", amount=goal.value, operator=goal.operator, relative_to=named
        )
    if rule == Rule.AVERAGE_GROWTH:
        return Promise(given_as="average_growth", amount=goal.value, operator=goal.operator)
    if goal.given_as == "level":
        return None
    return Promise(given_as=goal.given_as, amount=goal.value, operator=goal.operator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """The level a target asks for; `steps` are the years before for which the plan sets one."""

    target: Number | None = None
    operator: str = "≥"
    upper: Number | None = None
    steps: Mapping[int, Fraction] = field(default_factory=dict)


def aimed_at(course: Course, goal: Target | None, *, area_id: int, year: int) -> Aim:
    """As printed, or as it follows from the baseline and from the years the plan sets."""
    if goal is None:
        return Aim()
    stepped = course.indicator.path == Path.STEPPED
    if not stepped and promise(course.rule, goal) is None:
        return Aim(target=goal.value, operator=goal.operator, upper=goal.upper)
    level = course.goal(area_id, year)
    if level is None:
        return Aim()
    baselines = course.baselines_of(area_id)
    return Aim(
        target=target_level(level, baselines[0].value if baselines else None),
        operator=level.operator,
        upper=level.upper,
        steps=level.steps if stepped else {},
    )


def average_so_far(
    course: Course, base_year: int, gauge: Gauge | None, gauges: Sequence[Gauge]
) -> Fraction | None:
    """The growth in % a year from the base year to the gauge's; None across a gap."""
    if course.rule is not Rule.AVERAGE_GROWTH or gauge is None:
        return None
    years = gauge.year - base_year
    if gauge.value is None or gauge.status == "missing" or years < 1:
        return None
    if gauge.baseline is None:
        rates = {each.year: each.value for each in gauges if each.value is not None}
        span = range(base_year + 1, gauge.year + 1)
        index = chained(rates[year] for year in span) if set(span) <= rates.keys() else None
    else:
        index = gauge.value / gauge.baseline if gauge.baseline > 0 else None
    return None if index is None or index < 0 else average_growth(index=index, years=years)
