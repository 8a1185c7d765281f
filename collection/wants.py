"""What each cell of a return takes, and what stands beside it: last year, target, definition."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from collection.models import Return
from collection.numbers import Wanted
from indicators.models import CurrentFigure, Measure, Target
from indicators.queries.words import unit_words
from indicators.units import RATIO_BASE


def wanted_in(report: Return) -> dict[int, Wanted]:
    """By measure."""
    measures = Measure.objects.filter(entries__report=report).select_related("unit")
    last, targets = last_year(report), targets_of(report)
    return {
        measure.pk: wanted_of(measure, last=last.get(measure.pk), target=targets.get(measure.pk))
        for measure in measures
    }


def wanted_of(
    measure: Measure, *, last: Decimal | None = None, target: Decimal | None = None
) -> Wanted:
    """What a figure of the measure has to be like; it comes with its unit."""
    return Wanted(
        decimals=measure.decimals,
        unit=measure.unit.symbol,
        unit_en=unit_words(measure.unit).en,
        percentage=measure.unit.symbol == "%" and measure.unit.base == RATIO_BASE,
        last=last,
        target=target,
    )


def last_year(report: Return) -> Mapping[int, Decimal]:
    """The figures that count for the year before; a demonstration is none."""
    rows = CurrentFigure.objects.filter(
        area=report.area_id, year=report.round.year - 1, value__isnull=False
    ).exclude(origin="demo")
    return {row.measure_id: row.value for row in rows if row.value is not None}


def targets_of(report: Return) -> Mapping[int, Decimal]:
    """The place's own targets for the plan's target year."""
    rows = Target.objects.filter(
        indicator__plan=report.round.plan_id,
        area=report.area_id,
        kind=Target.Kind.PLAN,
        given_as="level",
    ).order_by("in_force_from")
    return {
        row.indicator.measure_id: row.value
        for row in rows.select_related("indicator")
        if row.value is not None
    }
