"""One indicator's standing as a bar: how far it is, where it should be, where it must arrive.

Small SVG that needs no script. A bar that would leave the picture ends in an arrow.
"""

from fractions import Fraction
from html import escape

from . import theme
from .dial import Dial, Span, mark, span
from .dial_words import sentence
from .svg import Markup
from .wording import Language, Number

WIDTH, HEIGHT = 240, 26
TOP, THICK = 6, 14
PAST_TARGET = Fraction(6, 5)
"""A bar has room for a fifth more than the way to the target."""


def bullet_svg(dial: Dial, *, language: Language = "zh") -> Markup:
    label = escape(sentence(dial, language))
    found = span(dial)
    return Markup(
        f'<svg class="bullet" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}"'
        f' xmlns="http://www.w3.org/2000/svg">{_drawn(dial, found) if found else ""}</svg>'
    )


def along(found: Span, value: Number) -> Fraction:
    """Where `value` lies on the picture: 0 at its left end, 1 at its right, beyond if beyond."""
    share = (Fraction(value) - found.start) / (found.end - found.start)
    return share / PAST_TARGET if found.journey else share


def _drawn(dial: Dial, found: Span) -> str:
    drawing = _bar(Fraction(1), theme.TRACK)
    if dial.value is not None:
        place = along(found, dial.value)
        drawing += _bar(min(max(place, Fraction(0)), Fraction(1)), theme.TONES[dial.tone])
        drawing += _beyond(place)
    expected = mark(dial) if found.journey else None
    if expected is not None:
        at = _x(min(max(along(found, expected), Fraction(0)), Fraction(1)))
        drawing += f'<path d="M{at} {TOP}v{THICK}" stroke="{theme.INK}" stroke-width="3"/>'
    if dial.target is not None:
        at = _x(along(found, dial.target))
        drawing += (
            f'<path d="M{at} {TOP - 5}v{THICK + 10}" stroke="{theme.INK}" stroke-width="1.5"'
            f' stroke-dasharray="3 2"/>'
        )
    return drawing


def _bar(share: Fraction, colour: str) -> str:
    return f'<rect x="0" y="{TOP}" width="{_x(share)}" height="{THICK}" fill="{colour}"/>'


def _beyond(place: Fraction) -> str:
    """An arrow where the figure lies outside: below where it started, or far past the target."""
    middle = TOP + THICK // 2
    if place < 0:
        return f'<path d="M10 {middle - 6}l-9 6l9 6z" fill="{theme.INK}"/>'
    if place > 1:
        return f'<path d="M{WIDTH - 10} {middle - 6}l9 6l-9 6z" fill="{theme.PAPER}"/>'
    return ""


def _x(share: Fraction) -> str:
    return f"{float(share * WIDTH):.4g}"
