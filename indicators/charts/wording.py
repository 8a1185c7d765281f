"""Words and figures as a chart shows them, in Chinese and in English."""

from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
Number = int | Decimal | Fraction


class Text(NamedTuple):
    zh: str
    en: str

    def said(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def plain(self, language: Language) -> str:
        """The words with `&`, `<` and `>` as entities: Plotly reads labels as a kind of HTML."""
        return escape(self.said(language), quote=False)


MISSING = Text("数据暂缺", "No data")
DEMO = Text("演示数据", "Demo data")


def rounded(value: Number, decimals: int) -> Decimal:
    """`value` to `decimals` places, halves away from zero, as Excel shows it."""
    scaled = abs(Fraction(value)) * 10**decimals + Fraction(1, 2)
    figure = Decimal(int(scaled)).scaleb(-decimals)
    return -figure if value < 0 and figure else figure


def printed(value: Number | None, decimals: int) -> str:
    """The figure with thousands separators; an unknown one is a dash, never 0."""
    return "—" if value is None else f"{rounded(value, decimals):,.{decimals}f}"


def printed_computed(value: Number | None, decimals: int) -> str:
    """A computed figure: up to two places, but no fewer than the measure itself has."""
    text = printed(value, max(decimals, 2))
    if value is None or decimals >= 2:
        return text
    whole, _, places = text.partition(".")
    kept = places.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{kept}" if kept else whole


def drawn(value: Number | None, decimals: int | None = None) -> float | None:
    """The figure as a position in a picture, the only place a float is good enough."""
    if value is None:
        return None
    return float(value if decimals is None else rounded(value, decimals))
