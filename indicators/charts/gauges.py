"""One indicator as a Plotly gauge: value, the mark where it should be today, target."""

from html import escape

from . import theme
from .chart import Figure
from .dial import Dial, Span, mark, span
from .dial_words import HEIGHT, RADIUS, TOP, about, number_size, words
from .wording import Language, drawn, places_of

BOTTOM, SIDE = HEIGHT - TOP - RADIUS, 22
# Of one size everywhere: on a resize Plotly puts a gauge's number beside its place.
FIXED = {"staticPlot": True, "responsive": False}


def gauge(dial: Dial, *, language: Language = "zh") -> Figure:
    """The picture stops at either end of the half-circle; the number never does.

    Its sentence is in `dial_words`; the card it stands on lists the same figures.
    """
    return {
        "data": [_trace(dial, span(dial))],
        "layout": _layout(dial, language),
        "config": {**theme.config(language), **FIXED},
    }


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
