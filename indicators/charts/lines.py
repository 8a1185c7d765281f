"""Several places through the same years: a line each, or a bar each beside the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import theme
from .chart import Cell, Chart, Figure, Table
from .wording import DEMO, Language, Number, Text, amount, drawn, stated

DASHES = ("solid", "dash", "dot", "dashdot")
FILLS = ("", "x", ".", "+")
COLOURS = ("#0b4a8f", "#8f5a00", "#0c7a4b", "#b3261e", "#5b6673", "#6a3fa0")
MOST = 24
"""Lines that can be told apart: six colours in four kinds of stroke, or of filling."""
HOLLOW = Text("空心点", "Hollow")
STRIPED = Text("斜纹柱", "Striped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`values` by year; a missing year is a gap. `demo` are the years of demonstrations."""

    name: Text
    values: Mapping[int, Number]
    demo: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    name: Text
    unit: Text
    decimals: int
    years: Sequence[int]
    lines: Sequence[Line]


def lines(shown: Lines, *, language: Language = "zh") -> Chart:
    """Colour and stroke together tell the lines apart: neither alone is needed."""
    traces = [_line(n, line, shown, language) for n, line in enumerate(shown.lines)]
    return _chart(shown, traces, _layout(shown, language), HOLLOW, language)


def bars(shown: Lines, *, language: Language = "zh") -> Chart:
    """Bars begin at nought; colour and filling together tell the places apart."""
    traces = [_bar(n, line, shown, language) for n, line in enumerate(shown.lines)]
    layout = _layout(shown, language)
    layout["barmode"], layout["bargap"] = "group", 0.25
    layout["yaxis"]["rangemode"] = "tozero"
    return _chart(shown, traces, layout, STRIPED, language)


def _chart(
    shown: Lines, traces: list[Figure], layout: Figure, marked: Text, language: Language
) -> Chart:
    """`marked` is what demonstrations look like."""
    return Chart(
        language=language,
        figure={"data": traces, "layout": layout, "config": theme.config(language)},
        sentence_zh=_sentence_zh(shown, marked),
        sentence_en=_sentence_en(shown, marked),
        table=_table(shown),
        as_at=Text(f"{shown.years[-1]}年底", f"the end of {shown.years[-1]}"),
    )


def _trace(line: Line, shown: Lines, language: Language) -> Figure:
    values = [line.values.get(year) for year in shown.years]
    return {
        "name": line.name.plain(language),
        "x": list(shown.years),
        "y": [drawn(value) for value in values],
        "hovertext": [stated(value, shown.decimals) for value in values],
        "hovertemplate": "%{fullData.name} %{x}: %{hovertext}<extra></extra>",
    }


def _bar(n: int, line: Line, shown: Lines, language: Language) -> Figure:
    filled = FILLS[n // len(COLOURS) % len(FILLS)]
    return {
        **_trace(line, shown, language),
        "type": "bar",
        "marker": {
            "color": COLOURS[n % len(COLOURS)],
            "pattern": theme.filling(
                [theme.STRIPES if year in line.demo else filled for year in shown.years]
            ),
        },
    }


def _line(n: int, line: Line, shown: Lines, language: Language) -> Figure:
    return {
        **_trace(line, shown, language),
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": False,
        "line": {
            "color": COLOURS[n % len(COLOURS)],
            "dash": DASHES[n // len(COLOURS) % len(DASHES)],
            "width": 2,
        },
        "marker": {"symbol": [_symbol(line, year) for year in shown.years], "size": 8},
    }


def _symbol(line: Line, year: int) -> str:
    return "circle-open" if year in line.demo else "circle"


def _layout(shown: Lines, language: Language) -> Figure:
    return theme.layout(
        height=400,
        margin={"l": 8, "r": 16, "t": 8, "b": 8},
        showlegend=True,
        legend={"orientation": "h", "y": -0.15},
        xaxis=theme.axis(tickvals=list(shown.years), tickformat="d", automargin=True),
        yaxis=theme.axis(
            title={"text": shown.unit.plain(language), "font": {"size": 13}}, automargin=True
        ),
    )


def _highest(shown: Lines) -> tuple[int, Number, Line] | None:
    """Of the last year that has any figure."""
    for year in reversed(shown.years):
        known = [(line.values[year], line) for line in shown.lines if year in line.values]
        if known:
            value, line = max(known, key=lambda pair: pair[0])
            return year, value, line
    return None


def _sentence_zh(shown: Lines, marked: Text) -> str:
    said = f"{shown.years[0]}—{shown.years[-1]}年{shown.name.zh}，{len(shown.lines)}个地区"
    found = _highest(shown)
    if found is not None:
        year, value, line = found
        said += f"，{year}年最高为{line.name.zh}（{amount(value, shown.decimals, shown.unit).zh}）"
    return f"{said}。" + (f"{marked.zh}为{DEMO.zh}。" if _has_demo(shown) else "")


def _sentence_en(shown: Lines, marked: Text) -> str:
    said = f"{shown.name.en}, {shown.years[0]}–{shown.years[-1]}: {len(shown.lines)} places"
    found = _highest(shown)
    if found is not None:
        year, value, line = found
        highest = amount(value, shown.decimals, shown.unit).en
        said += f"; highest in {year}: {line.name.en} ({highest})"
    return f"{said}." + (f" {marked.en}: {DEMO.en.lower()}." if _has_demo(shown) else "")


def _has_demo(shown: Lines) -> bool:
    return any(line.demo for line in shown.lines)


def _table(shown: Lines) -> Table:
    unit = Text(f"（{shown.unit.zh}）", f" ({shown.unit.en})")
    headings = (
        Text("地区", "Place"),
        *(Text(f"{year}年{unit.zh}", f"{year}{unit.en}") for year in shown.years),
        Text("备注", "Note"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            line.name,
            *(stated(line.values.get(year), shown.decimals) for year in shown.years),
            DEMO if line.demo else "",
        )
        for line in shown.lines
    ]
    numeric = frozenset(range(1, len(shown.years) + 1))
    return Table(headings=headings, rows=tuple(rows), numeric=numeric)
