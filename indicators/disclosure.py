"""What a release leaves out: figures that are not open, of too few units, or that give one away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Q

from areas.models import Area
from indicators.models import (
    Concealment,
    CurrentFigure,
    Gauge,
    Indicator,
    Measure,
    Origin,
    Plan,
)
from indicators.progress.suppression import of_few_units, withheld
from indicators.progress.types import Rule

PLACES = (Area.Kind.CITY, Area.Kind.COUNTY, Area.Kind.ZONE)
"""Whose figures are for internal use unless their measure is 主动公开."""

Cell = tuple[int, int]
"""Measure and year."""
Values = dict[Cell, dict[int, Decimal]]


def leave_out(plan: Plan, *, edition: int) -> None:
    """Take out of the edition what is not for the public."""
    gauges = Gauge.objects.filter(edition=edition, indicator__plan=plan)
    gauges.filter(area__kind__in=PLACES, indicator__in=_closed(plan)).delete()
    hidden = hidden_figures(plan)
    for indicator in plan.indicators.all():
        for year, areas in _hidden_of(indicator, hidden).items():
            # A sum over the years gives away the year that was added last.
            cumulative = indicator.rule == Rule.CUMULATIVE
            years = Q(year__gte=year) if cumulative else Q(year=year)
            gauges.filter(years, indicator=indicator, area__in=areas).delete()


def hidden_figures(plan: Plan) -> dict[Cell, frozenset[int]]:
    """The areas, places and totals alike, whose figure of a measure and year is withheld."""
    measures = list(plan.measures.filter(additive=True))
    counts = dict(Measure.objects.values_list("code", "id"))
    totals = dict(Area.objects.values_list("id", "adds_to"))
    values, public = _figures(plan)
    concealed: dict[Cell, set[int]] = defaultdict(set)
    for row in Concealment.objects.filter(lifted_at=None, measure__in=measures):
        concealed[row.measure_id, row.year].add(row.area_id)
    units_of = {measure.pk: counts.get(measure.counted_by) for measure in measures}
    found = {}
    for (measure, year), by_area in values.items():
        if measure not in units_of:
            continue
        counted = units_of[measure]
        units = values.get((counted, year), {}) if counted is not None else {}
        known = public[measure, year]
        few = (of_few_units(units) | concealed[measure, year]) - known
        if few:
            found[measure, year] = withheld(
                by_area, primary=few, totals=totals, units=units, public=known
            )
    return found


def _closed(plan: Plan) -> list[int]:
    """The indicators of which single places are not published: a part of them is not open."""
    closed = ~Q(disclosure=Measure.Disclosure.OPEN)
    measures = set(Measure.objects.filter(closed).values_list("pk", flat=True))
    rows = plan.indicators.values_list("pk", "measure_id", "numerator_id", "denominator_id")
    return [pk for pk, *parts in rows if measures & set(parts)]


def _figures(plan: Plan) -> tuple[Values, Mapping[Cell, set[int]]]:
    """What counts for every place; apart, whose figure a document has published already."""
    rows = CurrentFigure.objects.filter(area__kind__in=PLACES, value__isnull=False)
    values: Values = defaultdict(dict)
    public: dict[Cell, set[int]] = defaultdict(set)
    for row in rows.filter(measure__plans=plan):
        cell = (row.measure_id, row.year)
        values[cell][row.area_id] = row.value or Decimal(0)
        if row.origin == Origin.PUBLISHED:
            public[cell].add(row.area_id)
    return values, public


def _hidden_of(indicator: Indicator, hidden: Mapping[Cell, frozenset[int]]) -> dict[int, set[int]]:
    """By year, the areas whose gauge would show a withheld figure, itself or within a ratio."""
    parts = (
        (indicator.measure_id, 0),
        (indicator.numerator_id, 0),
        (indicator.denominator_id, indicator.denominator_lag),
    )
    found: dict[int, set[int]] = defaultdict(set)
    for (measure, year), areas in hidden.items():
        for part, lag in parts:
            if part == measure:
                found[year + lag] |= areas
    return found
