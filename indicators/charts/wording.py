"""Words and figures as a chart shows them, in Chinese and in English."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
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


MINUS = "−"
"""As wide as the plus sign; a hyphen is what spreadsheets read."""

MISSING = Text("数据暂缺", "No data")
DEMO = Text("演示数据", "Demo data")


def rounded(value: Number, decimals: int) -> Decimal:
    """`value` to `decimals` places, halves away from zero, as Excel shows it."""
    top, bottom = value.as_integer_ratio()
    figure = Decimal((2 * abs(top) * 10**decimals + bottom) // (2 * bottom)).scaleb(-decimals)
    return -figure if value < 0 and figure else figure


def printed(value: Number | None, decimals: int) -> str:
    """The figure with thousands separators and a true minus; an unknown one is a dash, never 0."""
    if value is None:
        return "—"
    return f"{rounded(value, decimals):,.{decimals}f}".replace("-", MINUS)


def sign_of(exactness: str) -> str:
    """What stands before a figure: ≈ or >, and nothing before one that is exact."""
    return "" if exactness == "=" else exactness


@lru_cache(maxsize=8192)
def stated(value: Number | None, decimals: int) -> str:
    """The figure as a source states it: 5.9 and 29,600, not 5.90 and 29,600.0.

    No more places than it has; one that had to be rounded keeps all `decimals`.
    Kept, because a page says each figure several times and the next page again.
    """
    return printed(value, decimals if value is None else places_of(value, decimals))


def places_of(value: Number, decimals: int) -> int:
    """How many places `stated` gives the figure."""
    top, bottom = value.as_integer_ratio()
    needed = (n for n in range(decimals) if top * 10**n % bottom == 0)
    return next(needed, decimals)


def computed_places(decimals: int) -> int:
    """A computed figure may be finer than the measure: two places at least are open to it."""
    return max(decimals, 2)


def stated_computed(value: Number | None, decimals: int) -> str:
    return stated(value, computed_places(decimals))


def amount(value: Number | None, decimals: int, unit: Text, *, about: str = "") -> Text:
    """The figure with its unit: ≈18,700家, ≈18,700 enterprises, 5.9%."""
    if value is None:
        return Text("—", "—")
    figure = about + stated(value, decimals)
    return Text(f"{figure}{unit.zh}", f"{figure}{'' if unit.en == '%' else ' '}{unit.en}")


def bounds(target: Number, upper: Number | None, decimals: int, operator: str) -> str:
    """What a figure is asked to be, without its unit: ≥16,000, or 12—14 for a range."""
    if upper is None:
        return f"{operator}{stated(target, decimals)}"
    return f"{stated(target, decimals)}—{stated(upper, decimals)}"


def percent(ratio: Number | None) -> str:
    """A ratio as a percentage with one place; an unknown one is a dash."""
    return "—" if ratio is None else f"{printed(ratio * 100, 1)}%"


def drawn(value: Number | None, decimals: int | None = None) -> float | None:
    """The figure as a position in a picture, the only place a float is good enough."""
    if value is None:
        return None
    return float(value if decimals is None else rounded(value, decimals))
