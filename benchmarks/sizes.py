"""How much data a benchmark works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEASURES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Provinces of the nation, economic areas of each, cities of each of those; years."""

    provinces: int
    economic_areas: int
    cities: int
    years: int

    @property
    def figures(self) -> int:
        return self.provinces * self.economic_areas * self.cities * MEASURES * self.years


SIZES: Final = {
    "small": Size(provinces=2, economic_areas=2, cities=3, years=5),
    "10k": Size(provinces=4, economic_areas=5, cities=5, years=5),
    "1M": Size(provinces=25, economic_areas=10, cities=20, years=10),
    "10M": Size(provinces=25, economic_areas=20, cities=100, years=10),
}
