"""A trend at a glance as small SVG: the figures so far, the expected line, and the target.

What the full trend on the indicator's page draws with Plotly, without its marks by vintage.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from html import escape

from . import theme
from .chart import Chart
from .series import Point, Trend
from .svg import Markup
from .trend_words import figure, sentence_en, sentence_zh, table
from .wording import Language, Number, Text, stated

WIDTH, HEIGHT = 400, 204
LEFT, RIGHT, TOP, BOTTOM = 38, 362, 34, 152
LABEL, YEAR = 15, 14
Spot = tuple[Fraction, Fraction]
"""Pixels from the left and from the top."""


def small_trend(shown: Trend, *, language: Language = "zh") -> Chart:
    """Sentence and table as of the full trend; the picture is `small_trend_svg`."""
    return Chart(
        language=language,
        figure={},
        sentence_zh=sentence_zh(shown),
        sentence_en=sentence_en(shown),
        table=table(shown),
    )


def small_trend_svg(shown: Trend, *, language: Language = "zh") -> Markup:
    said = sentence_zh(shown) if language == "zh" else sentence_en(shown)
    scale = _Scale(shown)
    drawing = _years(scale, language) + _path(shown, scale)
    drawing += _target(shown, scale) + _figures(shown, scale)
    return Markup(
        f'<svg class="small-trend" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(said)}" xmlns="http://www.w3.org/2000/svg">{drawing}</svg>'
    )


class _Scale:
    def __init__(self, shown: Trend) -> None:
        values = [Fraction(point.value) for point in _adopted(shown)]
        values += [Fraction(value) for _, value in shown.path]
        values += [Fraction(shown.target)] if shown.target is not None else []
        values += [Fraction(shown.baseline)] if shown.baseline is not None else []
        self.low, self.high = min(values, default=Fraction(0)), max(values, default=Fraction(1))
        years = [shown.base_year, shown.target_year, *(p.year for p in _adopted(shown))]
        self.first, self.last = min(years), max(years)

    def at(self, year: int, value: Number) -> Spot:
        room = self.high - self.low
        up = (Fraction(value) - self.low) / room if room else Fraction(1, 2)
        along = Fraction(year - self.first, max(self.last - self.first, 1))
        return LEFT + along * (RIGHT - LEFT), BOTTOM - up * (BOTTOM - TOP)


def _adopted(shown: Trend) -> list[Point]:
    """In the base year the baseline of the plan, which the gauge beside it starts from."""
    found = [point for point in shown.points if point.adopted and point.as_at is None]
    found = [_as_printed(point, shown) for point in found]
    return sorted(found, key=lambda point: point.year)


def _as_printed(point: Point, shown: Trend) -> Point:
    if point.year != shown.base_year or shown.baseline is None:
        return point
    return replace(point, value=shown.baseline, about="")


def _years(scale: _Scale, language: Language) -> str:
    drawing = f'<path d="M{LEFT} {BOTTOM + 26}H{RIGHT}" stroke="{theme.LINE}"/>'
    for year in range(scale.first, scale.last + 1):
        x, _ = scale.at(year, scale.low)
        said = Text(f"{year}年", str(year)).said(language)
        drawing += _text(said, (x, Fraction(BOTTOM + 44)), YEAR, theme.QUIET)
    return drawing


def _path(shown: Trend, scale: _Scale) -> str:
    line = list(shown.path)
    if line and shown.baseline is not None and shown.base_year < line[0][0]:
        line.insert(0, (shown.base_year, shown.baseline))
    spots = [scale.at(year, value) for year, value in line]
    return _line(spots, f'stroke="{theme.PATH}" stroke-width="1.5" stroke-dasharray="5 4"')


def _figures(shown: Trend, scale: _Scale) -> str:
    """The line stops at a missing year and at a change of scope, as in the full trend."""
    drawing, run, last = "", list[Spot](), None
    for point in _adopted(shown):
        if last is not None and (point.year != last + 1 or point.year in shown.breaks):
            drawing, run = drawing + _line(run, _SOLID), []
        run, last = [*run, scale.at(point.year, point.value)], point.year
    drawing += _line(run, _SOLID)
    for point in _adopted(shown):
        x, y = scale.at(point.year, point.value)
        drawing += f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4.5" fill="{theme.BRAND}"/>'
        down = 20 if _starts_upward(point, shown) else -11
        drawing += _text(figure(point, shown), (x, y + down), LABEL, theme.INK)
    return drawing


def _starts_upward(point: Point, shown: Trend) -> bool:
    """Whether the lines leave the point to the upper right, where its label would stand."""
    first = point == _adopted(shown)[0]
    return first and shown.target is not None and shown.target > point.value


_SOLID = f'stroke="{theme.BRAND}" stroke-width="2.5"'


def _target(shown: Trend, scale: _Scale) -> str:
    if shown.target is None:
        return ""
    x, y = scale.at(shown.target_year, shown.target)
    said = shown.operator + stated(shown.target, shown.decimals)
    taken = any(point.year == shown.target_year for point in _adopted(shown))
    label = "" if taken else _text(said, (x, y - 12), LABEL, theme.QUIET)
    return f'<path d="M{_n(x)} {_n(y - 6)}l6 6l-6 6l-6 -6z" fill="{theme.INK}"/>' + label


def _line(spots: Sequence[Spot], stroke: str) -> str:
    if len(spots) < 2:
        return ""
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in spots)
    return f'<polyline points="{points}" fill="none" {stroke}/>'


def _text(text: str, at: Spot, size: int, colour: str) -> str:
    return (
        f'<text x="{_n(at[0])}" y="{_n(at[1])}" font-size="{size}" fill="{colour}"'
        f' text-anchor="middle">{escape(text)}</text>'
    )


def _n(place: Fraction) -> str:
    return f"{float(place):.4g}"
