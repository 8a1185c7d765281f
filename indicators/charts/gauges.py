"""One indicator as a Plotly gauge: value, the mark where it should be today, target."""

from html import escape

from . import theme
from .chart import Chart, Figure, Table
from .dial import Dial, Span, mark, span
from .dial_words import (
    HEIGHT,
    RADIUS,
    TOP,
    about,
    number_size,
    sentence_en,
    sentence_zh,
    words,
)
from .wording import Language, Text, drawn, places_of, stated, stated_computed

BOTTOM, SIDE = HEIGHT - TOP - RADIUS, 22
# Of one size everywhere: on a resize Plotly puts a gauge's number beside its place.
FIXED = {"staticPlot": True, "responsive": False}

HEADINGS = (
    Text("项目", "Item"),
    Text("年份", "Year"),
    Text("数值", "Figure"),
    Text("单位", "Unit"),
)


def gauge(dial: Dial, *, language: Language = "zh") -> Chart:
    """The picture stops at either end of the half-circle; the number never does."""
    return Chart(
        language=language,
        figure={
            "data": [_trace(dial, span(dial))],
            "layout": _layout(dial, language),
            "config": {**theme.config(language), **FIXED},
        },
        sentence_zh=sentence_zh(dial),
        sentence_en=sentence_en(dial),
        table=_table(dial),
    )


def _trace(dial: Dial, found: Span | None) -> Figure:
    shown = [
        mode for mode, there in (("gauge", found), ("number", dial.value is not None)) if there
    ]
    trace: Figure = {
        "type": "indicator",
        "mode": "+".join(shown) or "number",
        "value": drawn(dial.value, dial.decimals),
        "number": {
            "valueformat": f",.{places_of(dial.value or 0, dial.decimals)}f",
            "prefix": about(dial),
            "font": {"size": number_size(dial), "color": theme.INK},
        },
    }
    return trace if found is None else {**trace, "gauge": _arc(dial, found)}


def _arc(dial: Dial, found: Span) -> Figure:
    arc: Figure = {
        "shape": "angular",
        "axis": {"range": [float(found.start), float(found.end)], "visible": False},
        "bar": {"color": theme.TONES[dial.tone], "thickness": 1},
        "bgcolor": theme.TRACK,
        "borderwidth": 0,
    }
    place = mark(dial)
    if place is not None:
        line = {"color": theme.INK, "width": 4}
        inside = found.start + found.share(place) * (found.end - found.start)
        arc["threshold"] = {"line": line, "thickness": 1, "value": float(inside)}
    return arc


def _layout(dial: Dial, language: Language) -> Figure:
    low = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0}
    notes = [
        theme.note(
            escape(word.text, quote=False),
            size=word.size,
            color=word.colour,
            **low,
            xshift=word.right,
            yshift=-word.down,
            yanchor="middle",
        )
        for word in words(dial, language)
    ]
    margin = {"l": SIDE, "r": SIDE, "t": TOP, "b": BOTTOM}
    width = 2 * (SIDE + RADIUS)
    return theme.layout(height=HEIGHT, margin=margin, width=width, annotations=notes)


def _table(dial: Dial) -> Table:
    lines = (
        (Text("规划基期值", "Baseline in the plan"), dial.base_year, dial.baseline, stated),
        (Text("实际值", "Actual"), dial.year, dial.value, stated),
        (Text("时序参考值", "Expected"), dial.year, dial.expected, stated_computed),
        (Text("目标值", "Target"), dial.target_year, dial.target, stated),
    )
    rows = tuple(
        (
            item,
            "—" if year is None else str(year),
            (about(dial) if item.zh == "实际值" and value is not None else "")
            + show(value, dial.decimals),
            dial.unit,
        )
        for item, year, value, show in lines
    )
    return Table(headings=HEADINGS, rows=rows, numeric=frozenset({1, 2}))
