"""The half-circle as small SVG: first paint on a page, and the picture in reports.

Plain arcs, because Word and other programs that are handed a picture know no more of a path,
such as a length of its own. No style attribute: the pages forbid them.
"""

from fractions import Fraction
from html import escape
from math import cos, pi, sin

from . import theme
from .dial import Dial, Span, mark, span
from .dial_words import HEIGHT, RADIUS, RING, TOP, Word, number, number_size, sentence, words
from .wording import Language

WIDTH = 216
MIDDLE, FLOOR = WIDTH // 2, TOP + RADIUS
REACH = RADIUS - RING / 2


class Markup(str):
    """Markup whose texts are already escaped; template engines ask for `__html__`."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def gauge_svg(dial: Dial, *, language: Language = "zh") -> Markup:
    """Safe markup; the share of the half-circle is clamped, the number written is not."""
    label = escape(sentence(dial, language))
    drawing = _arc(dial, span(dial)) + _words(dial, language)
    return Markup(
        f'<svg class="gauge-svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}"'
        f' xmlns="http://www.w3.org/2000/svg">{drawing}</svg>'
    )


def _arc(dial: Dial, found: Span | None) -> str:
    if found is None:
        return ""
    drawing = _stroke(Fraction(1), theme.TRACK)
    if dial.value is not None and (share := found.share(dial.value)) > 0:
        drawing += _stroke(share, theme.TONES[dial.tone])
    place = mark(dial)
    if place is not None:
        turn = _places(180 * found.share(place))
        drawing += (
            f'<path d="M{MIDDLE - RADIUS} {FLOOR}h{RING}" stroke="{theme.INK}" stroke-width="4"'
            f' transform="rotate({turn} {MIDDLE} {FLOOR})"/>'
        )
    return drawing


def _stroke(share: Fraction, colour: str) -> str:
    """The share of the half-circle that begins on the left."""
    turn = pi * float(share)
    right, down = MIDDLE - REACH * cos(turn), FLOOR - REACH * sin(turn)
    arc = f"M{MIDDLE - REACH:g} {FLOOR}A{REACH:g} {REACH:g} 0 0 1 {right:.5g} {down:.5g}"
    return f'<path d="{arc}" fill="none" stroke="{colour}" stroke-width="{RING}"/>'


def _places(share: Fraction) -> str:
    return f"{float(share):.4g}"


def _words(dial: Dial, language: Language) -> str:
    found = words(dial, language)
    if dial.value is not None:
        found.append(Word(number(dial), 0, -11, number_size(dial), theme.INK))
    return "".join(_text(word) for word in found)


def _text(word: Word) -> str:
    # A baseline a third of the size below the middle: `dominant-baseline` is
    # read differently by the programs that draw reports.
    return (
        f'<text x="{MIDDLE + word.right}" y="{FLOOR + word.down + round(word.size * 0.36)}"'
        f' font-size="{word.size}" fill="{word.colour}" text-anchor="middle">'
        f"{escape(word.text)}</text>"
    )
