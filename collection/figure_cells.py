"""One cell of the province's record: which figure of which place, as an address names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from areas.models import Area
from collection.refusals import NotThere
from collection.sent import whole
from indicators.models import Measure, Plan

PLACES: Final = (Area.Kind.PROVINCE, Area.Kind.CITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    area: Area
    measure: Measure
    year: int

    @property
    def name(self) -> str:
        return f"{self.area.code} {self.measure.code} {self.year}"

    @property
    def query(self) -> str:
        asked = {"area": self.area.code, "measure": self.measure.code, "year": f"{self.year}"}
        return urlencode(asked)

    @property
    def address(self) -> str:
        return f"{reverse('figures')}?{self.query}"


def cell_of(asked: Mapping[str, object]) -> Cell | None:
    """None where none was asked for. Raises NotThere for one that cannot be."""
    if not all(asked.get(name) for name in ("area", "measure", "year")):
        return None
    area = Area.objects.filter(code=asked["area"], kind__in=PLACES).first()
    measure = Measure.objects.select_related("unit").filter(code=asked["measure"]).first()
    if area is None or measure is None:
        raise NotThere
    year = whole(str(asked["year"]), "year")
    if not Plan.objects.filter(base_year__lte=year + 1, target_year__gte=year - 1).exists():
        raise NotThere
    return Cell(area=area, measure=measure, year=year)
