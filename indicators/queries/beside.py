"""What stands beside the plan's area: the nation and other provinces, in ratios only.

Their figures are shown with their sources and added to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from areas.models import Area
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text
from indicators.models import CurrentFigure, Indicator, Origin

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
    """The newest year first. A quantity that adds up says nothing between unlike wholes."""
    rows = CurrentFigure.objects.filter(
        measure=indicator.measure_id,
        measure__additive=False,
        area__kind__in=KINDS,
        value__isnull=False,
    ).exclude(origin=Origin.DEMO)
    related = rows.select_related("area", "actual__source")
    return tuple(
        Beside(
            area=row.area,
            year=row.year,
            value=row.value,
            about="" if row.exactness == "=" else row.exactness,
            vintage=VINTAGES[row.vintage].name,
            source=str(row.actual.source or ""),
            note=Text(row.actual.note, row.actual.note_en or row.actual.note),
        )
        for row in related.order_by("-year", "area__kind", "area__order", "area__code")
        if row.value is not None
    )
