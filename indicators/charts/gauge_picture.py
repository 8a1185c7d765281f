"""A gauge as a picture on its own: with its name, its status in words, its year, any warning."""

from html import escape

from . import theme
from .dial import Dial
from .dial_words import HEIGHT
from .svg import WIDTH, gauge_svg
from .wording import DEMO, Language, Text

SIDE, HEAD, FOOT = 32, 56, 56
WHOLE = WIDTH + 2 * SIDE
LONGEST = {"zh": 16, "en": 34}
"""Characters on a line of the name, of which there are two."""


def gauge_picture(dial: Dial, *, when: Text, language: Language = "zh") -> str:
    """An SVG document that needs no style sheet: it is opened in Word and on slides."""
    inside = gauge_svg(dial, language=language).replace(
        "<svg ", f'<svg x="{SIDE}" y="{HEAD}" width="{WIDTH}" height="{HEIGHT}" ', 1
    )
    height = HEAD + HEIGHT + FOOT
    lines = _lines(dial.name.said(language), LONGEST[language])
    words = [
        _words(line, 24 + 20 * place, 15, theme.INK, bold=True) for place, line in enumerate(lines)
    ]
    below = HEAD + HEIGHT + 20
    words.append(_words(dial.status.said(language), below, 15, theme.TONES[dial.tone], bold=True))
    said = [when.said(language), DEMO.said(language) if dial.demo else ""]
    words.append(_words(" · ".join(word for word in said if word), below + 22, 12, theme.QUIET))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WHOLE}" height="{height}"'
        f' viewBox="0 0 {WHOLE} {height}" font-family="{escape(theme.FONT)}">'
        f'<rect width="100%" height="100%" fill="{theme.PAPER}"/>{inside}{"".join(words)}</svg>'
    )


def _lines(name: str, longest: int) -> list[str]:
    if len(name) <= longest:
        return [name]
    cut = name.rfind(" ", 0, longest + 1)
    end = cut if cut > 0 else longest
    rest = name[end:].strip()
    return [name[:end], rest if len(rest) <= longest else f"{rest[: longest - 1]}…"]


def _words(text: str, down: int, size: int, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{WHOLE // 2}" y="{down}" font-size="{size}" fill="{colour}"'
        f' text-anchor="middle"{weight}>{escape(text)}</text>'
    )
