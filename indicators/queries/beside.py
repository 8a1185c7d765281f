"""What stands beside the plan's area: the nation and other provinces.

Their figures are shown with their sources and added to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q

from areas.models import Area
from indicators.charts import comparison as bars
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text, sign_of
from indicators.models import CurrentFigure, Indicator, Origin, Plan

KINDS = (Area.Kind.NATION, Area.Kind.COMPARATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    area: Area
    year: int
    value: Decimal
    about: str
    vintage: Text
    source: str
    note: Text

    @property
    def name(self) -> Text:
        return Text(self.area.short_name, self.area.name_en)


def beside_of(indicator: Indicator) -> tuple[Beside, ...]:
    """The newest year first. Of a quantity that adds up the nation's total would say nothing."""
    comparable = Q(measure__additive=False) | Q(area__kind=Area.Kind.COMPARATOR)
    rows = CurrentFigure.objects.filter(
        comparable, measure=indicator.measure_id, area__kind__in=KINDS, value__isnull=False
    ).exclude(origin=Origin.DEMO)
    related = rows.select_related("area", "actual__source")
    return tuple(
        Beside(
            area=row.area,
            year=row.year,
            value=row.value,
            about=sign_of(row.exactness),
            vintage=VINTAGES[row.vintage].name,
            source=str(row.actual.source or ""),
            note=Text(row.actual.note, row.actual.note_en or row.actual.note),
        )
        for row in related.order_by("-year", "area__kind", "area__order", "area__code")
        if row.value is not None
    )


def against(
    places: Sequence[bars.Place],
    plan: Plan,
    whole: Fraction | None,
    beside: Sequence[Beside],
    *,
    year: int,
) -> list[bars.Place]:
    """The places with what they are held against in the same year, in order of their figures."""
    marks = [(Text(plan.area.short_name, plan.area.name_en), whole)]
    marks += [(said.name, Fraction(said.value)) for said in beside if said.year == year]
    held = [
        bars.Place(name=name, value=value, beside=True)
        for name, value in marks
        if value is not None
    ]
    return sorted([*places, *held], key=lambda place: (place.value is None, -(place.value or 0)))
