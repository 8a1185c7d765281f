"""The stored plan as entries again: what `apply` would read."""

from __future__ import annotations

from datetime import date
from typing import Any

from areas.entries import Entry
from indicators.models import Baseline, Indicator, Measure, Plan, Producer, Target, Unit
from indicators.planfile.entries import (
    BaselineEntry,
    FactEntry,
    IndicatorEntry,
    MeasureEntry,
    MilestoneEntry,
    NoteEntry,
    PlanEntry,
    ProducerEntry,
    RatioEntry,
    TargetEntry,
    ThresholdsEntry,
    UnitEntry,
)
from indicators.planfile.sections import Sections
from indicators.planfile.succession import export_succession


def export(plan: Plan) -> Sections:
    measures = list(plan.measures.select_related("unit").prefetch_related("producers"))
    return Sections(
        plan=_plan(plan),
        succeeds=export_succession(plan),
        units=_units(plan, measures),
        measures=[_measure(measure) for measure in measures],
        indicators=[_indicator(row, plan) for row in _indicator_rows(plan)],
        milestones=[
            MilestoneEntry(
                **_plain(row, MilestoneEntry, {"area"}), area=row.area.code if row.area else None
            )
            for row in plan.milestones.select_related("area")
        ],
        facts=[
            FactEntry(**_plain(row, FactEntry, {"unit"}), unit=row.unit.symbol)
            for row in plan.facts.select_related("unit")
        ],
        notes=[
            NoteEntry(
                **_plain(row, NoteEntry, {"indicator"}),
                indicator=row.indicator.code if row.indicator else None,
            )
            for row in plan.notes.select_related("indicator")
        ],
    )


def _plain(row: object, entry: type[Entry], left_out: set[str]) -> dict[str, Any]:
    """The columns that the entry names alike."""
    return {name: getattr(row, name) for name in entry.model_fields if name not in left_out}


def _plan(plan: Plan) -> PlanEntry:
    return PlanEntry(
        **_plain(plan, PlanEntry, {"area", "thresholds"}),
        area=plan.area.code,
        thresholds=ThresholdsEntry.from_row(plan),
    )


def _units(plan: Plan, measures: list[Measure]) -> list[UnitEntry]:
    """The units the plan uses, their parts, and the other sizes of these, which figures may use."""
    used = {measure.unit.symbol for measure in measures}
    used |= set(plan.indicators.values_list("unit__symbol", flat=True))
    used |= set(plan.facts.values_list("unit__symbol", flat=True))
    used |= {part for symbol in used for part in symbol.split("/")}
    rows = list(Unit.objects.order_by("id"))
    bases = {row.base for row in rows if row.symbol in used and row.base}
    return [UnitEntry.from_row(row) for row in rows if row.symbol in used or row.base in bases]


def _measure(row: Measure) -> MeasureEntry:
    return MeasureEntry(
        **_plain(row, MeasureEntry, {"unit", "producers"}),
        unit=row.unit.symbol,
        producers=[ProducerEntry.from_row(producer) for producer in _producers(row)],
    )


def _producers(row: Measure) -> list[Producer]:
    """From the first on; databases do not agree on where an unknown date sorts."""
    return sorted(row.producers.all(), key=lambda found: (found.since or date.min, found.pk))


def _indicator_rows(plan: Plan) -> list[Indicator]:
    rows = plan.indicators.select_related("unit", "measure", "numerator", "denominator")
    return list(rows.prefetch_related("baselines__area", "targets__area", "targets__relative_to"))


def _indicator(row: Indicator, plan: Plan) -> IndicatorEntry:
    baselines = [b for b in row.baselines.all() if b.kind == Baseline.Kind.PRINTED]
    targets = [t for t in row.targets.all() if t.kind == Target.Kind.PLAN]
    return IndicatorEntry(
        **_plain(row, IndicatorEntry, {"unit", "measure", "ratio", "baselines", "targets"}),
        unit=row.unit.symbol,
        measure=row.measure.code,
        ratio=_ratio(row),
        baselines=[
            BaselineEntry(**_plain(b, BaselineEntry, {"area"}), area=_area(b, plan))
            for b in baselines
        ],
        targets=[_target(target, plan) for target in targets],
    )


def _target(row: Target, plan: Plan) -> TargetEntry:
    """With the digits the plan prints: 4.50 stays 4.50."""
    printed = row.value.quantize(row.step) if row.value is not None and row.step else row.value
    return TargetEntry(
        **_plain(row, TargetEntry, {"area", "value", "relative_to"}),
        value=printed,
        relative_to=row.relative_to.code if row.relative_to else None,
        area=_area(row, plan),
    )


def _ratio(row: Indicator) -> RatioEntry | None:
    if row.numerator is None or row.denominator is None:
        return None
    return RatioEntry(
        numerator=row.numerator.code,
        denominator=row.denominator.code,
        factor=row.factor,
        denominator_lag=row.denominator_lag,
    )


def _area(row: Baseline | Target, plan: Plan) -> str | None:
    """The area's code, left out where it is the plan's own."""
    return None if row.area_id == plan.area_id else row.area.code
