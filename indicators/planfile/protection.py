"""What a plan file must not take away: whatever figures rest on."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from areas.problems import Problem
from indicators.models import (
    Actual,
    Baseline,
    Indicator,
    Measure,
    Milestone,
    MilestoneStep,
    ScopeBreak,
    Target,
    Unit,
)
from indicators.planfile.sections import Sections


def check_in_use(sections: Sections) -> Iterator[Problem]:
    """Figures keep their unit and its meaning, their measure and the indicators judged by them.

    Steps keep their milestone.
    """
    yield from _units(sections)
    yield from _measure_units(sections)
    yield from _dropped_measures(sections)
    yield from _dropped_indicators(sections)
    yield from _dropped_milestones(sections)


def _units(sections: Sections) -> Iterator[Problem]:
    used = Unit.objects.filter(Exists(Actual.objects.filter(measure__unit=OuterRef("pk"))))
    stored = {unit.symbol: (unit.base, unit.times) for unit in used}
    for n, unit in enumerate(sections.units):
        if stored.get(unit.symbol, (unit.base, unit.times)) != (unit.base, unit.times):
            yield Problem.of("E-PROTECTED", "units", n, what=f"unit {unit.symbol}")


def _measure_units(sections: Sections) -> Iterator[Problem]:
    used = Measure.objects.filter(Exists(Actual.objects.filter(measure=OuterRef("pk"))))
    stored = dict(used.values_list("code", "unit__symbol"))
    for n, measure in enumerate(sections.measures):
        if stored.get(measure.code, measure.unit) != measure.unit:
            yield Problem.of(
                "E-PROTECTED", "measures", n, "unit", what=f"measure {measure.code}: unit"
            )


def _dropped_measures(sections: Sections) -> Iterator[Problem]:
    rows = Measure.objects.filter(plans__slug=sections.plan.slug)
    dropped = rows.exclude(code__in=[entry.code for entry in sections.measures]).filter(
        Exists(Actual.objects.filter(measure=OuterRef("pk")))
        | Exists(ScopeBreak.objects.filter(measure=OuterRef("pk")))
    )
    for measure in dropped:
        yield Problem.of("E-PROTECTED", "measures", what=f"measure {measure.code}")


def _dropped_indicators(sections: Sections) -> Iterator[Problem]:
    """Also those with a verified baseline or a department's yearly goal, which no file holds."""
    rows = Indicator.objects.filter(plan__slug=sections.plan.slug)
    parts = Q(measure=OuterRef("measure")) | Q(measure=OuterRef("numerator"))
    figures = Actual.objects.filter(parts | Q(measure=OuterRef("denominator")))
    beside = Baseline.objects.exclude(kind=Baseline.Kind.PRINTED)
    goals = Target.objects.exclude(kind=Target.Kind.PLAN)
    dropped = rows.exclude(code__in=[entry.code for entry in sections.indicators]).filter(
        Exists(figures)
        | Exists(beside.filter(indicator=OuterRef("pk")))
        | Exists(goals.filter(indicator=OuterRef("pk")))
    )
    for indicator in dropped:
        yield Problem.of("E-PROTECTED", "indicators", what=f"indicator {indicator.code}")


def _dropped_milestones(sections: Sections) -> Iterator[Problem]:
    rows = Milestone.objects.filter(plan__slug=sections.plan.slug)
    dropped = rows.exclude(code__in=[entry.code for entry in sections.milestones])
    for milestone in dropped.filter(Exists(MilestoneStep.objects.filter(milestone=OuterRef("pk")))):
        yield Problem.of("E-PROTECTED", "milestones", what=f"milestone {milestone.code}")
