"""One indicator of one place in one year, as a row, a card or a gauge shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicators.charts.dial import Dial
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Number, Text
from indicators.models import Gauge, Indicator, Plan, Target
from indicators.queries.words import StatusWords, words_of

MISSING = "missing"
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
    the figure is a demonstration and its status counts nowhere.
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
    interim: Interim | None = None

    @property
    def aside(self) -> str:
        """18/21: how many places have a figure, where their sum is the figure and some lack."""
        if self.basis not in SUMS or not 0 < self.counted < self.due:
            return ""
        return f"{self.counted}/{self.due}"


def chosen(gauges: Sequence[Gauge], year: int | None) -> Gauge | None:
    """The gauge of `year`; by default the latest with a real figure, else with a demo one."""
    if year is not None:
        return next((gauge for gauge in gauges if gauge.year == year), None)
    known = [gauge for gauge in gauges if gauge.value is not None]
    real = [gauge for gauge in known if not gauge.demo]
    return max(real or known, key=lambda gauge: gauge.year, default=None)


def goal_in_force(targets: Iterable[Target], *, year: int) -> Target | None:
    """The plan's target in its latest revision in force on 31 December of `year`."""
    rows = [row for row in targets if row.kind == Target.Kind.PLAN]
    in_force = [row for row in rows if row.in_force_from <= date(year, 12, 31)] or rows
    return max(in_force, key=lambda row: (row.year, row.in_force_from, row.pk), default=None)


def standing(
    plan: Plan,
    indicator: Indicator,
    *,
    gauges: Sequence[Gauge],
    goal: Target | None,
    year: int | None,
    interim: Interim | None = None,
) -> Standing:
    gauge = chosen(gauges, year)
    shown_year = year if gauge is None else gauge.year
    return Standing(
        code=indicator.code,
        no=indicator.no,
        group=indicator.group,
        rule=indicator.rule,
        name=Text(indicator.name, indicator.name_en),
        unit=Text(indicator.unit.symbol, indicator.unit.name_en),
        decimals=indicator.decimals,
        year=shown_year,
        base_year=plan.base_year,
        target_year=goal.year if goal else plan.target_year,
        operator=goal.operator if goal else "≥",
        wording=goal.wording if goal else "",
        interim=interim if _newer(interim, shown_year) else None,
        **_figures(gauge, goal),
    )


def _newer(interim: Interim | None, year: int | None) -> bool:
    return interim is not None and (year is None or interim.as_at.year > year)


def _figures(gauge: Gauge | None, goal: Target | None) -> dict[str, Any]:
    """What the gauge says, or what is known without one: the target and that data are missing."""
    if gauge is None:
        gauge = Gauge(status=MISSING, basis="none")
        gauge.target = goal.value if goal else None
    vintage = VINTAGES.get(gauge.vintage)
    copied = (
        "value basis demo baseline target expected done achieved schedule "
        "borderline after_period at_least counted due"
    )
    return {
        **{name: getattr(gauge, name) for name in copied.split()},
        "about": "" if gauge.exactness == "=" else gauge.exactness,
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
        target_year=row.target_year,
        operator=row.operator,
        status=Text(row.status.zh, row.status.en),
        tone=row.status.tone,
        demo=row.demo,
    )
