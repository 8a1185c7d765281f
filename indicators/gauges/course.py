"""What a plan sets for its indicators, read once per recomputation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicators.models import Baseline as BaselineRow
from indicators.models import Indicator, Plan, ScopeBreak, Target
from indicators.progress import (
    Baseline,
    BaselineKind,
    Goal,
    Operator,
    Path,
    Rule,
    Thresholds,
)

SEVERAL_YEARS = (Rule.YEARLY, Rule.CUMULATIVE, Rule.AVERAGE_GROWTH)


@dataclass(frozen=True, slots=True)
class Course:
    """One indicator with its targets and baselines in every area that has them."""

    indicator: Indicator
    plan: Plan
    targets: Sequence[Target]
    baselines: Sequence[BaselineRow]
    breaks: tuple[int, ...]

    @property
    def measure_ids(self) -> tuple[int, ...]:
        row = self.indicator
        parts = (row.measure_id, row.numerator_id, row.denominator_id)
        return tuple(part for part in parts if part is not None)

    @property
    def rule(self) -> Rule:
        return Rule(self.indicator.rule)

    def goal(self, area_id: int, year: int) -> Goal | None:
        """The goal in force on 31 December of `year`, or None where the area has no target."""
        in_force = _in_force([t for t in self.targets if t.area_id == area_id], year)
        if not in_force:
            return None
        *earlier, final = in_force
        row, plan = self.indicator, self.plan
        base = [b.year for b in self.baselines if b.area_id == area_id and b.kind == "printed"]
        return Goal(
            rule=self.rule,
            operator=Operator(final.operator),
            target=_exact(final.value),
            target_step=_exact(final.step) or Fraction(0),
            upper=_exact(final.upper),
            base_year=base[0] if base else plan.base_year,
            target_year=final.year,
            first_year=row.first_year,
            last_year=row.last_year,
            path=Path(row.path),
            steps={t.year: Fraction(t.value) for t in earlier if t.value is not None},
            binding=row.binding,
            thresholds=_thresholds(plan),
        )

    def baselines_of(self, area_id: int) -> list[Baseline]:
        return [
            Baseline(kind=BaselineKind(b.kind), value=Fraction(b.value), since=b.since)
            for b in self.baselines
            if b.area_id == area_id
        ]

    def years(self, *, latest: int) -> range:
        """Base year to target year, and on to the latest year with a figure."""
        return range(self.plan.base_year, max(self.plan.target_year, latest) + 1)


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _in_force(targets: list[Target], year: int) -> list[Target]:
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
    rows = Indicator.objects.select_related("plan", "measure", "numerator", "denominator")
    if plans is not None:
        rows = rows.filter(plan__in=plans)
    rows = rows.prefetch_related("targets", "baselines").order_by("plan", "order")
    breaks: dict[int, list[int]] = {}
    for measure_id, year in ScopeBreak.objects.values_list("measure_id", "year"):
        breaks.setdefault(measure_id, []).append(year)
    return [_course(row, breaks) for row in rows]


def _course(row: Indicator, breaks: dict[int, list[int]]) -> Course:
    course = Course(
        indicator=row,
        plan=row.plan,
        targets=[t for t in row.targets.all() if t.kind == Target.Kind.PLAN],
        baselines=list(row.baselines.all()),
        breaks=(),
    )
    years = {year for measure in course.measure_ids for year in breaks.get(measure, ())}
    return Course(row, row.plan, course.targets, course.baselines, tuple(sorted(years)))
