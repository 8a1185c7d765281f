"""By what places can be compared, and in which words and unit."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from indicators.charts.wording import Text, printed, stated


class By(StrEnum):
    LEVEL = "level"
    ON_BASE = "on-base"
    ON_LAST_YEAR = "on-last-year"
    SHARE = "share"
    CONTRIBUTION = "contribution"
    PROGRESS = "progress"


WORDS = {
    By.LEVEL: Text("数值", "Level"),
    By.ON_BASE: Text("较基期", "Since the base year"),
    By.ON_LAST_YEAR: Text("同比", "On the year before"),
    By.SHARE: Text("占全省比重", "Share of the province"),
    By.CONTRIBUTION: Text("对全省增量贡献率", "Part of the province's increase"),
    By.PROGRESS: Text("增量完成进度", "Way covered"),
}
CHANGES = (By.ON_BASE, By.ON_LAST_YEAR)
OF_THE_WHOLE = (By.SHARE, By.CONTRIBUTION)
PERCENT = Text("%", "%")
POINTS = Text("个百分点", "points")


class Scale(NamedTuple):
    """How a compared quantity is written: `times` it, then so many decimals and the unit."""

    unit: Text
    decimals: int
    times: int = 1
    signed: bool = False

    def shown(self, value: Fraction) -> Fraction:
        return value * self.times

    def said(self, value: Fraction) -> Text:
        """As short as it goes into a square: +12.3%, 9,856, +0.42."""
        number = self.shown(value)
        figure = printed(number, self.decimals) if self.times > 1 else stated(number, self.decimals)
        figure = ("+" if self.signed and number > 0 else "") + figure
        figure += "%" if self.unit == PERCENT else ""
        return Text(figure, figure)


def scale(by: By, *, unit: Text, decimals: int) -> Scale:
    """A percentage changes by points; shares and growth of all else are percentages."""
    if by is By.LEVEL:
        return Scale(unit, decimals)
    if by in CHANGES and unit.zh == PERCENT.zh:
        return Scale(POINTS, 2, signed=True)
    return Scale(PERCENT, 1, times=100, signed=by in CHANGES)
