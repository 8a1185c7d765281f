"""How far the figure of a place has moved, and its part in the whole.

Never from a demonstration to a real figure, and never across a change of scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.charts.wording import Text, percent, printed
from indicators.models import Gauge

Values = Mapping[int, Fraction]
"""By year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A ratio of growth; of a percentage the difference in percentage points."""

    by: Fraction
    points: bool

    @property
    def words(self) -> Text:
        if not self.points:
            said = f"{'+' if self.by > 0 else ''}{percent(self.by)}"
            return Text(said, said)
        said = f"{'+' if self.by > 0 else ''}{printed(self.by, 2)}"
        return Text(f"{said}个百分点", f"{said} points")


def values_of(gauges: Iterable[Gauge], *, demo: bool) -> Values:
    """The figures of one kind: the real ones or the demonstrations."""
    return {g.year: g.value for g in gauges if g.value is not None and g.demo == demo}


def change(
    values: Values, *, since: int, until: int, breaks: Sequence[int], points: bool
) -> Change | None:
    """From `since` to `until`; None where a figure is missing or nothing can be compared."""
    moved = difference(values, since=since, until=until, breaks=breaks)
    if moved is None:
        return None
    if points:
        return Change(by=moved, points=True)
    return Change(by=moved / values[since], points=False) if values[since] > 0 else None


def difference(values: Values, *, since: int, until: int, breaks: Sequence[int]) -> Fraction | None:
    if since >= until or since not in values or until not in values:
        return None
    if any(since < year <= until for year in breaks):
        return None
    return values[until] - values[since]


def contribution(
    part: Fraction | None, whole: Fraction | None, *, rising: bool = True
) -> Fraction | None:
    """对全省增量贡献率: the part's change over the whole's.

    None where the whole did not move the way it is meant to: a share of a fall in what
    should rise says nothing that could be called a contribution.
    """
    if part is None or whole is None or whole == 0 or (whole > 0) != rising:
        return None
    return part / whole
