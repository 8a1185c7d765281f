"""数据到位: how many headline figures of a place are in, and how many are demonstrations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.charts.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Of `due` indicators, how many have a real figure and how many only a demonstration."""

    real: int
    demo: int
    due: int

    @property
    def words(self) -> Text:
        said = f"{self.real}/{self.due}"
        return Text(said, said)


Known = tuple[int, bool]
"""An indicator, and whether the figure is a demonstration."""


def coverage(known: Iterable[Known], *, due: int) -> Coverage:
    figures = list(known)
    real = {indicator for indicator, demo in figures if not demo}
    return Coverage(
        real=len(real), demo=len({indicator for indicator, _ in figures} - real), due=due
    )
