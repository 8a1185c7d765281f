"""One indicator of one place in one year, as a row, a card or a gauge shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import connection

from indicators.charts.dial import Dial
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Number, Text, sign_of
from indicators.gauges.course import Course
from indicators.gauges.rulebook import rulebook
from indicators.models import Baseline, Gauge, Indicator, Plan, Target
from indicators.progress import Rule
from indicators.queries.promises import Aim, Promise, aimed_at, average_so_far, promise
from indicators.queries.words import StatusWords, unit_words, words_of

MISSING, STATED, NOT_ASSIGNED = "missing", "stated", "not_assigned"
GROUPS = {
    Indicator.Group.HEADLINE.value: Text("主要指标", "Headline indicators"),
    Indicator.Group.PROSE.value: Text("正文目标", "Targets in the prose"),
    Indicator.Group.QUOTA.value: Text("量化任务", "Quotas"),
}
SUMS = ("sum", "partial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim:
    """A figure within the year: shown beside, never as the year's own."""

    value: Decimal
    about: str
    as_at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Figures in the indicator's unit; `done`, `achieved` and `schedule` are ratios.

    `year` is the year of the figure, None where no year has one. `demo` says that
    the figure is a demonstration and its status counts nowhere. `target` and `operator`
    are of the level; where the plan prints another number `promise` is that one, and
    `average` the growth so far in % a year. `steps` are the years between that it sets.
    """

    code: str
    no: int | None
    group: str
    rule: str
    name: Text
    unit: Text
    decimals: int
    year: int | None
    value: Fraction | None
    about: str
    vintage: Text | None
    basis: str
    demo: bool
    baseline: Number | None
    base_year: int
    target: Number | None
    target_year: int
    operator: str
    wording: str
    expected: Fraction | None
    done: Fraction | None
    achieved: Fraction | None
    schedule: Fraction | None
    status: StatusWords
    borderline: bool
    after_period: bool
    at_least: bool
    counted: int
    due: int
    years: tuple[int, int] | None
    interim: Interim | None = None
    upper: Number | None = None
    promise: Promise | None = None
    average: Fraction | None = None
    steps: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def set_by_plan(self) -> bool:
        """Whether what is expected in the year is what the plan itself sets for it."""
        return self.year in self.steps

    @property
    def aside(self) -> str:
        """18/21: how many places have a figure, where their sum is the figure and some lack."""
        if self.basis not in SUMS or not 0 < self.counted < self.due:
            return ""
        return f"{self.counted}/{self.due}"


def chosen(gauges: Sequence[Gauge], year: int | None, *, after: int = 0) -> Gauge | None:
    """The gauge of `year`; by default the latest with a real figure, else with a demo one.

    By default only years past `after`: a figure of the base year says nothing of progress.
    """
    if year is not None:
        return next((gauge for gauge in gauges if gauge.year == year), None)
    known = [gauge for gauge in gauges if gauge.value is not None and gauge.year > after]
    real = [gauge for gauge in known if not gauge.demo]
    return max(real or known, key=lambda gauge: gauge.year, default=None)


def goal_in_force(targets: Iterable[Target], *, year: int) -> Target | None:
    """The plan's target in its latest revision in force on 31 December of `year`."""
    rows = list(targets)
    in_force = [row for row in rows if row.in_force_from <= date(year, 12, 31)] or rows
    return max(in_force, key=lambda row: (row.year, row.in_force_from, row.pk), default=None)


def courses_of(plan: Plan) -> Sequence[Course]:
    """What the plan sets for each indicator, in its order, kept in the process between requests."""
    return rulebook(keep=not connection.in_atomic_block).of(plan.pk)


def standing(
    course: Course,
    *,
    area_id: int,
    gauges: Sequence[Gauge],
    year: int | None,
    interim: Interim | None = None,
) -> Standing:
    """The indicator in the area: in `year`, by default in the latest with a figure."""
    plan, indicator = course.plan, course.indicator
    goal = goal_in_force(course.targets.get(area_id, ()), year=year or plan.target_year)
    aim = aimed_at(course, goal, area_id=area_id, year=year or plan.target_year)
    base_year = course.base_year(area_id)
    gauge = chosen(gauges, year, after=base_year if goal else 0)
    shown_year = year if gauge is None else gauge.year
    return Standing(
        code=indicator.code,
        no=indicator.no,
        group=indicator.group,
        rule=indicator.rule,
        name=Text(indicator.name, indicator.name_en),
        unit=unit_words(indicator.unit),
        decimals=indicator.decimals,
        year=shown_year,
        base_year=base_year,
        target_year=goal.year if goal else plan.target_year,
        operator=aim.operator,
        wording=goal.wording if goal else "",
        interim=interim if _newer(interim, gauge) else None,
        years=_years(indicator),
        upper=aim.upper,
        promise=promise(indicator.rule, goal),
        average=average_so_far(course, base_year, gauge, gauges),
        steps=aim.steps,
        **_figures(gauge or _without_figure(course, area_id, goal, aim)),
    )


def _newer(interim: Interim | None, gauge: Gauge | None) -> bool:
    """Whether the figure within a year says something that no full-year figure does yet."""
    if interim is None or gauge is None or gauge.value is None:
        return interim is not None
    return interim.as_at.year > gauge.year


def _printed_baseline(course: Course, area_id: int) -> Decimal | None:
    rows = course.baselines.get(area_id, ())
    return next((row.value for row in rows if row.kind == Baseline.Kind.PRINTED), None)


def _years(indicator: Indicator) -> tuple[int, int] | None:
    first, last = indicator.first_year, indicator.last_year
    return None if first is None or last is None else (first, last)


def _without_figure(course: Course, area_id: int, goal: Target | None, aim: Aim) -> Gauge:
    """What is known without a gauge: from where to where, and no more."""
    status = STATED if course.rule is Rule.STATED else MISSING
    gauge = Gauge(status=NOT_ASSIGNED if goal is None else status, basis="none")
    baseline = _printed_baseline(course, area_id)
    gauge.baseline = None if baseline is None else Fraction(baseline)
    gauge.target = None if aim.target is None else Fraction(aim.target)
    return gauge


def _figures(gauge: Gauge) -> dict[str, Any]:
    vintage = VINTAGES.get(gauge.vintage)
    copied = (
        "value basis demo baseline target expected done achieved schedule "
        "borderline after_period at_least counted due"
    )
    return {
        **{name: getattr(gauge, name) for name in copied.split()},
        "about": sign_of(gauge.exactness),
        "vintage": vintage.name if vintage else None,
        "status": words_of(gauge.status),
    }


def dial_of(row: Standing) -> Dial:
    return Dial(
        name=row.name,
        unit=row.unit,
        decimals=row.decimals,
        year=row.target_year if row.year is None else row.year,
        value=row.value,
        about=row.about,
        baseline=row.baseline,
        base_year=row.base_year,
        expected=row.expected,
        target=row.target,
        upper=row.upper,
        target_year=row.target_year,
        operator=row.operator,
        status=Text(row.status.zh, row.status.en),
        tone=row.status.tone,
        demo=row.demo,
    )
