"""What a text that somebody writes may hold: a remark, a reason, a name."""

from __future__ import annotations

import unicodedata
from typing import Final

from areas.problems import Problem

TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They make what follows read in another direction: a text could show what it does not say."""
LINE: Final = frozenset("\n\r\t")


def fault_in(text: str, *, most: int) -> Problem | None:
    """Too long, or a character that nobody sees; None: it may be kept as it is."""
    if len(text) > most:
        return Problem.of("E-TXT-LENGTH", n=most, m=len(text))
    for character in text:
        if character in TURNS:
            return Problem.of("E-TXT-INVISIBLE", codepoint=f"U+{ord(character):04X}")
        if unicodedata.category(character) in ("Cc", "Cs") and character not in LINE:
            return Problem.of("E-TXT-CONTROL", where=f"U+{ord(character):04X}")
    return None
