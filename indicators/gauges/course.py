"""What a plan sets for its indicators, in the form in which it is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from indicators.models import Baseline as BaselineRow
from indicators.models import Indicator, Plan, ScopeBreak, Target
from indicators.progress import (
    Baseline,
    BaselineKind,
    GivenAs,
    Goal,
    Operator,
    Path,
    Rule,
    Thresholds,
    on_baseline,
)

SEVERAL_YEARS = (Rule.YEARLY, Rule.CUMULATIVE, Rule.AVERAGE_GROWTH)


class Formula(NamedTuple):
    """How the value follows from measures; an indicator of a single one has no ratio.

    `additive`: areas may be added up, a ratio by its parts.
    """

    measure_id: int
    ratio: Ratio | None
    additive: bool


class Ratio(NamedTuple):
    """Numerator ÷ denominator × factor; the denominator is `lag` years older."""

    numerator_id: int
    denominator_id: int
    factor: Fraction
    lag: int


@dataclass(frozen=True, slots=True)
class Course:
    """One indicator with its targets and baselines by the area that has them.

    `first_year` is the first there are gauges of: no base year lies before it.
    """

    indicator: Indicator
    formula: Formula
    rule: Rule
    plan: Plan
    thresholds: Thresholds
    targets: Mapping[int, Sequence[Target]]
    baselines: Mapping[int, Sequence[BaselineRow]]
    breaks: tuple[int, ...]
    first_year: int

    @property
    def measure_ids(self) -> tuple[int, ...]:
        return _measure_ids(self.indicator)

    @property
    def several_years(self) -> bool:
        """True where a year is judged by the years before it as well."""
        return self.rule in SEVERAL_YEARS

    def goal(self, area_id: int, year: int) -> Goal | None:
        """The goal in force on 31 December of `year`, or None where the area has no target."""
        if not (targets := self.targets.get(area_id)):
            return None
        *earlier, final = _in_force(targets, year)
        row = self.indicator
        printed = Goal(
            rule=self.rule,
            operator=Operator(final.operator),
            target=None if final.relative_to_id else _exact(final.value),
            given_as=GivenAs(final.given_as),
            target_step=_exact(final.step) or Fraction(0),
            upper=_exact(final.upper),
            base_year=self.base_year(area_id),
            target_year=final.year,
            first_year=row.first_year,
            last_year=row.last_year,
            path=Path(row.path),
            steps={t.year: Fraction(t.value) for t in earlier if t.value is not None},
            binding=row.binding,
            thresholds=self.thresholds,
        )
        if printed.given_as is GivenAs.LEVEL:
            return printed
        return on_baseline(printed, self._start(area_id)) or printed

    def base_year(self, area_id: int) -> int:
        """That of the area's printed baseline, else the indicator's own, else the plan's."""
        baselines = self.baselines.get(area_id, ())
        base = [b.year for b in baselines if b.kind == BaselineKind.PRINTED]
        return base[0] if base else self.indicator.base_year or self.plan.base_year

    def _start(self, area_id: int) -> Fraction | None:
        """The baseline a change is counted from: the printed one, else the verified."""
        known = {b.kind: b.value for b in self.baselines.get(area_id, ())}
        value = known.get(BaselineKind.PRINTED, known.get(BaselineKind.VERIFIED))
        return _exact(value)

    def baselines_of(self, area_id: int) -> list[Baseline]:
        return [
            Baseline(kind=BaselineKind(b.kind), value=Fraction(b.value), since=b.since)
            for b in self.baselines.get(area_id, ())
        ]

    def years_of(self, measure_id: int, year: int) -> set[int]:
        """The years in whose value a figure of `year` has a part."""
        row = self.indicator
        years = {year} if measure_id in (row.measure_id, row.numerator_id) else set()
        if measure_id == row.denominator_id:
            years.add(year + row.denominator_lag)
        return {touched for touched in years if touched >= self.first_year}

    def years(self, *, latest: int) -> range:
        """First base year to target year, and on to the latest year with a figure."""
        return range(self.first_year, max(self.plan.target_year, latest) + 1)


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _in_force(targets: Iterable[Target], year: int) -> list[Target]:
    """For each target year the revision in force, in order of years.

    Before the first revision takes effect the first one already counts: a plan
    issued in its second year is judged from its base year on.
    """
    by_year: dict[int, list[Target]] = {}
    for target in targets:
        by_year.setdefault(target.year, []).append(target)
    chosen = []
    for target_year in sorted(by_year):
        revisions = sorted(by_year[target_year], key=lambda t: (t.in_force_from, t.pk))
        valid = [t for t in revisions if t.in_force_from <= date(year, 12, 31)]
        chosen.append(valid[-1] if valid else revisions[0])
    return chosen


def _thresholds(plan: Plan) -> Thresholds:
    return Thresholds(
        ahead=Fraction(plan.ahead),
        on_schedule=Fraction(plan.on_schedule),
        behind=Fraction(plan.behind),
        exceeded=Fraction(plan.exceeded),
        nearly=Fraction(plan.nearly),
    )


def courses(plans: Sequence[Plan] | None = None) -> list[Course]:
    """The courses of the given plans, or of all."""
    rows = Indicator.objects.select_related("plan", "unit", "measure", "numerator", "denominator")
    if plans is not None:
        rows = rows.filter(plan__in=plans)
    rows = rows.prefetch_related("targets__relative_to", "baselines").order_by("plan", "order")
    breaks: dict[int, list[int]] = {}
    for measure_id, year in ScopeBreak.objects.values_list("measure_id", "year"):
        breaks.setdefault(measure_id, []).append(year)
    return [_course(row, breaks) for row in rows]


def _course(row: Indicator, breaks: Mapping[int, Sequence[int]]) -> Course:
    found = {year for measure in _measure_ids(row) for year in breaks.get(measure, ())}
    return Course(
        indicator=row,
        formula=_formula(row),
        rule=Rule(row.rule),
        plan=row.plan,
        thresholds=_thresholds(row.plan),
        targets=_by_area(t for t in row.targets.all() if t.kind == Target.Kind.PLAN),
        baselines=_by_area(row.baselines.all()),
        breaks=tuple(sorted(found)),
        first_year=_first_year(row),
    )


def _formula(row: Indicator) -> Formula:
    parts = (row.numerator_id, row.denominator_id, row.factor)
    match parts:
        case int(numerator), int(denominator), Decimal() as factor:
            ratio = Ratio(numerator, denominator, Fraction(factor), row.denominator_lag)
            return Formula(row.measure_id, ratio, additive=True)
    return Formula(row.measure_id, None, additive=row.measure.additive)


def _first_year(row: Indicator) -> int:
    printed = [b.year for b in row.baselines.all() if b.kind == BaselineKind.PRINTED]
    return min(row.plan.base_year, row.base_year or row.plan.base_year, *printed)


def _measure_ids(row: Indicator) -> tuple[int, ...]:
    parts = (row.measure_id, row.numerator_id, row.denominator_id)
    return tuple(part for part in parts if part is not None)


RowT = TypeVar("RowT", Target, BaselineRow)


def _by_area(rows: Iterable[RowT]) -> dict[int, list[RowT]]:
    found: dict[int, list[RowT]] = {}
    for row in rows:
        found.setdefault(row.area_id, []).append(row)
    return found
