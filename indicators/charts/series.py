"""An indicator's figures through the years, as a trend shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .wording import Number, Text


class Vintage(NamedTuple):
    name: Text
    symbol: str


VINTAGES: Mapping[str, Vintage] = {
    "forecast": Vintage(Text("预计数", "Forecast"), "triangle-up"),
    "flash": Vintage(Text("快报数", "Flash figure"), "square"),
    "annual": Vintage(Text("年报数", "Annual figure"), "circle"),
    "final": Vintage(Text("最终核实数", "Finally verified"), "pentagon"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure; `as_at` is 数据截至 of an interim one, None for a full year.

    `earlier_plan`: counted by the plan before, in a year before this plan's base year.
    """

    year: int
    value: Number
    vintage: str
    as_at: date | None = None
    about: str = ""
    adopted: bool = True
    demo: bool = False
    source: str = ""
    earlier_plan: bool = False

    @property
    def place(self) -> float:
        """Where it stands on the year axis: a year's mark is its last day."""
        if self.as_at is None:
            return float(self.year)
        return self.as_at.year - 1 + self.as_at.timetuple().tm_yday / 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """`path` holds 时序参考值 by year; `breaks` the first years of a new 统计口径."""

    name: Text
    unit: Text
    decimals: int
    points: Sequence[Point]
    base_year: int
    target_year: int
    baseline: Number | None = None
    verified_baseline: Number | None = None
    target: Number | None = None
    upper: Number | None = None
    operator: str = "≥"
    path: Sequence[tuple[int, Number]] = ()
    breaks: Sequence[int] = ()
