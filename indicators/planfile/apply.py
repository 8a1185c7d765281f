"""Bringing the stored plan into agreement with a checked file."""

from __future__ import annotations

from decimal import Decimal

from areas.models import Area
from areas.sync import Changes, sync
from indicators.models import (
    Baseline,
    Indicator,
    Measure,
    Milestone,
    Note,
    Plan,
    Producer,
    StatusFact,
    Target,
    Unit,
)
from indicators.planfile.entries import IndicatorEntry
from indicators.planfile.sections import Sections
from indicators.planfile.succession import apply_succession


def apply(sections: Sections) -> tuple[Plan, Changes]:
    """Create or change what differs. `Changes.in_use` names what must not be dropped."""
    changes = sync(
        Unit.objects.all(),
        [unit.model_dump() for unit in sections.units],
        key=("symbol",),
        what="unit",
    )
    changes += _measures(sections)
    plan, found = _plan(sections)
    changes += found + _indicators(plan, sections)
    new = set(changes.created)
    rows = {row.code: row for row in Indicator.objects.filter(plan=plan)}
    areas = dict(Area.objects.values_list("code", "id"))
    measures = dict(Measure.objects.values_list("code", "id"))
    for entry in sections.indicators:
        indicator = rows[entry.code]
        changes += _baselines(plan, indicator, entry, areas)
        changes += _targets(plan, indicator, entry, areas, measures)
    changes += _keep_measures(plan, sections, new=new)
    changes += apply_succession(plan, sections)
    return plan, changes + _around(plan, sections)


def _measures(sections: Sections) -> Changes:
    units = dict(Unit.objects.values_list("symbol", "id"))
    rows = [
        {
            **entry.model_dump(exclude={"unit", "producers"}),
            "unit_id": units[entry.unit],
        }
        for entry in sections.measures
    ]
    codes = [entry.code for entry in sections.measures]
    changes = sync(Measure.objects.filter(code__in=codes), rows, key=("code",), what="measure")
    stored = {measure.code: measure for measure in Measure.objects.filter(code__in=codes)}
    for entry in sections.measures:
        measure = stored[entry.code]
        changes += sync(
            Producer.objects.filter(measure=measure),
            [producer.model_dump() for producer in entry.producers],
            key=("name",),
            what=f"{entry.code} producer",
            drop=True,
            common={"measure": measure},
        )
    return changes


def _plan(sections: Sections) -> tuple[Plan, Changes]:
    entry = sections.plan
    slug = sections.succeeds.plan if sections.succeeds else None
    earlier = Plan.objects.filter(slug=slug).first()
    row = {
        **entry.model_dump(exclude={"area", "thresholds"}),
        **entry.thresholds.model_dump(),
        "area_id": Area.objects.get(code=entry.area).pk,
        "succeeds_id": earlier.pk if earlier else None,
    }
    changes = sync(Plan.objects.filter(slug=entry.slug), [row], key=("slug",), what="plan")
    return Plan.objects.get(slug=entry.slug), changes


def _keep_measures(plan: Plan, sections: Sections, *, new: set[str]) -> Changes:
    """Tie the plan to its measures; a measure that no plan names any more goes."""
    changes = Changes()
    wanted = {entry.code for entry in sections.measures}
    for measure in plan.measures.exclude(code__in=wanted):
        plan.measures.remove(measure)
        if not Plan.objects.filter(measures=measure).exists():
            measure.delete()
        changes.dropped.append(f"measure {measure.code}")
    missing = Measure.objects.filter(code__in=wanted).exclude(plans=plan)
    changes.changed += [
        f"plan {plan.slug}: measure {measure.code}"
        for measure in missing
        if f"measure {measure.code}" not in new
    ]
    plan.measures.add(*missing)
    return changes


def _indicators(plan: Plan, sections: Sections) -> Changes:
    measures = dict(Measure.objects.values_list("code", "id"))
    units = dict(Unit.objects.values_list("symbol", "id"))
    rows = []
    for order, entry in enumerate(sections.indicators):
        ratio = entry.ratio
        rows.append(
            {
                **entry.model_dump(exclude={"unit", "measure", "ratio", "baselines", "targets"}),
                "rule": entry.rule.value,
                "path": entry.path.value,
                "order": order,
                "unit_id": units[entry.unit],
                "measure_id": measures[entry.measure],
                "numerator_id": measures[ratio.numerator] if ratio else None,
                "denominator_id": measures[ratio.denominator] if ratio else None,
                "factor": ratio.factor if ratio else None,
                "denominator_lag": ratio.denominator_lag if ratio else 0,
            }
        )
    stored = Indicator.objects.filter(plan=plan)
    return sync(stored, rows, key=("code",), what="indicator", drop=True, common={"plan": plan})


def _baselines(
    plan: Plan, indicator: Indicator, entry: IndicatorEntry, areas: dict[str, int]
) -> Changes:
    rows = [
        {
            "area_id": areas[baseline.area] if baseline.area else plan.area_id,
            **baseline.model_dump(exclude={"area"}),
        }
        for baseline in entry.baselines
    ]
    return sync(
        Baseline.objects.filter(indicator=indicator, kind=Baseline.Kind.PRINTED),
        rows,
        key=("area_id",),
        what=f"{indicator.code} baseline",
        drop=True,
        common={"indicator": indicator, "kind": Baseline.Kind.PRINTED},
        codes={pk: code for code, pk in areas.items()},
    )


def printed_step(value: Decimal | None) -> Decimal | None:
    """One unit of the last printed digit: 0.01 for 5.67, 1 for 38."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def _targets(
    plan: Plan,
    indicator: Indicator,
    entry: IndicatorEntry,
    areas: dict[str, int],
    measures: dict[str, int],
) -> Changes:
    rows = [
        {
            "area_id": areas[target.area] if target.area else plan.area_id,
            **target.model_dump(exclude={"area", "relative_to"}),
            "relative_to_id": measures.get(target.relative_to or ""),
            "operator": target.operator.value,
            "given_as": target.given_as.value,
            "step": printed_step(target.value),
        }
        for target in entry.targets
    ]
    return sync(
        Target.objects.filter(indicator=indicator, kind=Target.Kind.PLAN),
        rows,
        key=("area_id", "year", "in_force_from", "document"),
        what=f"{indicator.code} target",
        drop=True,
        common={"indicator": indicator, "kind": Target.Kind.PLAN},
        codes={pk: code for code, pk in areas.items()},
    )


def _around(plan: Plan, sections: Sections) -> Changes:
    """Milestones, status facts and notes."""
    areas = dict(Area.objects.values_list("code", "id"))
    units = dict(Unit.objects.values_list("symbol", "id"))
    indicators = dict(Indicator.objects.filter(plan=plan).values_list("code", "id"))
    milestones = [
        {**entry.model_dump(exclude={"area"}), "order": n, "area_id": areas.get(entry.area or "")}
        for n, entry in enumerate(sections.milestones)
    ]
    facts = [
        {
            **entry.model_dump(exclude={"unit"}),
            "exactness": entry.exactness.value,
            "order": n,
            "unit_id": units[entry.unit],
        }
        for n, entry in enumerate(sections.facts)
    ]
    notes = [
        {
            **entry.model_dump(exclude={"indicator"}),
            "order": n,
            "indicator_id": indicators.get(entry.indicator or ""),
        }
        for n, entry in enumerate(sections.notes)
    ]
    changes = Changes()
    for model, what, rows in (
        (Milestone, "milestone", milestones),
        (StatusFact, "fact", facts),
        (Note, "note", notes),
    ):
        changes += sync(
            model._default_manager.filter(plan=plan),
            rows,
            key=("code",),
            what=what,
            drop=True,
            common={"plan": plan},
        )
    return changes
