"""Colours, type and settings every chart shares; static/css/plan.css repeats the colours."""

from collections.abc import Mapping
from typing import Any, Literal

from .chart import Figure
from .wording import Language

FONT = '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif'
INK = "#1c2733"
QUIET = "#566270"
LINE = "#d3dae3"
TRACK = "#e6ebf1"
PAPER = "#ffffff"
BRAND = "#0b4a8f"
PATH = "#7d8a99"
STRIPES = "/"
"""The filling of a bar that is a demonstration."""

Tone = Literal["good", "fair", "warn", "bad", "none"]
TONES: Mapping[Tone, str] = {
    "good": "#0c7a4b",
    "fair": "#1a5fb4",
    "warn": "#8f5a00",
    "bad": "#b3261e",
    "none": "#5b6673",
}


def config(language: Language) -> Figure:
    """Plotly's own defaults would offer to send the figures to an outside host."""
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "locale": "zh-CN" if language == "zh" else "en",
        "responsive": True,
        "displayModeBar": False,
    }


def layout(*, height: int, margin: Mapping[str, int], **more: Any) -> Figure:
    return {
        "height": height,
        "margin": dict(margin),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": INK},
        **more,
    }


def filling(shapes: list[str]) -> Figure:
    """Of bars, a shape for each."""
    return {"shape": shapes, "fillmode": "replace", "size": 6, "solidity": 0.35}


def axis(**more: Any) -> Figure:
    return {
        "gridcolor": TRACK,
        "linecolor": LINE,
        "zeroline": False,
        "fixedrange": True,
        "exponentformat": "none",
        "separatethousands": True,
        "tickfont": {"size": 13, "color": QUIET},
        **more,
    }


def note(text: str, *, size: int = 13, color: str = QUIET, **place: Any) -> Figure:
    return {
        "text": text,
        "showarrow": False,
        "font": {"size": size, "color": color},
        **place,
    }
