"""One reader of figures for every door: page, pasted block, workbook, CSV, interface.

Nothing is guessed and nothing rounded. What can be written in one way only is
stored and said (W-NORM); what could mean something else is a question; all else is
refused with what to do.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from areas.problems import Problem

LONGEST: Final = 200
INTEGER_DIGITS: Final = 12
BLANKS: Final = " \t\u00a0\u3000\u2002\u2003\u2009\r\n"
WIDE: Final = str.maketrans("０１２３４５６７８９．，－−＋％", "0123456789.,--+%")
"""Characters with one meaning only: digits and signs as Chinese keyboards write them."""
NOTHING: Final = frozenset({"-", "--", "—", "——", "–", "一", "/", "\\"})
DOTS: Final = frozenset({"...", "…", "……", "......"})
PLAIN: Final = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?")
GROUPED: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
EXPONENT: Final = re.compile(r"[+-]?\d+(?:\.\d*)?[eE]([+-]?\d+)")
TIMES: Final = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
UNIT_WORDS: Final = re.compile(r"([+-]?[\d,.]+)(万亿|百万|千万|千|万|亿)(.*)")
BEFORE: Final = (
    "约",
    "近",
    "超",
    "超过",
    "突破",
    ">",
    "<",
    "≥",
    "≤",
    "≈",
    "~",
    "～",
    "大于",
    "小于",
)
AFTER_NUMBER: Final = re.compile(r"[+-]?[\d,.]+\s*([^\d\s].*)")
OF_CODE: Final = frozenset("_xX/^=*()'\"")
TOO_MUCH, TOO_MUCH_OF_TARGET, HUNDREDFOLD = 10, 1000, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a cell takes: `decimals` at most, below nought only where `signed`.

    `last` is the figure of the year before, `target` the plan's.
    """

    decimals: int
    unit: str
    unit_en: str = ""
    percentage: bool = False
    signed: bool = False
    last: Decimal | None = None
    target: Decimal | None = None

    @property
    def units(self) -> dict[str, str]:
        """As the texts name them."""
        return {"unit": self.unit, "unit_en": self.unit_en or self.unit}


@dataclass(frozen=True, slots=True)
class Stored:
    """The figure as it will be kept; `note` says so where something else was typed."""

    value: Decimal
    note: Problem | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """未填报: nothing was entered, which is not nought."""

    note: Problem


@dataclass(frozen=True, slots=True)
class Question:
    """Nothing is stored until somebody confirms `value`; `problem` says what is asked."""

    value: Decimal
    problem: Problem


@dataclass(frozen=True, slots=True)
class Refused:
    problem: Problem


Read = Stored | Blank | Question | Refused


def read_figure(raw: str, wanted: Wanted) -> Read:
    """The figure in what was typed."""
    if refused := _bad_characters(raw):
        return Refused(refused)
    text = raw.strip(BLANKS).translate(WIDE)
    if not text:
        return Blank(Problem.of("W-BLANK"))
    if refused := _no_figure(text) or _percent_elsewhere(text, wanted):
        return Refused(refused)
    text = text.removesuffix("%").rstrip(BLANKS)
    return _multiple(text, wanted) or _number(text, raw, wanted)


def _percent_elsewhere(text: str, wanted: Wanted) -> Problem | None:
    return Problem.of("E-NUM-PERCENT") if text.endswith("%") and not wanted.percentage else None


def _number(text: str, raw: str, wanted: Wanted) -> Read:
    if refused := _not_a_number(text, wanted):
        return Refused(refused)
    value = _value(text.replace(",", ""))
    if refused := _out_of_bounds(value, wanted):
        return Refused(refused)
    return _sized(value, raw, wanted)


def _bad_characters(raw: str) -> Problem | None:
    if len(raw) > LONGEST:
        return Problem.of("E-NUM-LENGTH")
    for character in raw:
        if unicodedata.category(character) in ("Cf", "Co", "Cn"):
            return Problem.of("E-TXT-INVISIBLE", codepoint=f"U+{ord(character):04X}")
        if unicodedata.category(character) == "Cc" and character not in BLANKS:
            return Problem.of("E-TXT-CONTROL", where=f"U+{ord(character):04X}")
    return None


def _no_figure(text: str) -> Problem | None:
    """Marks of yearbooks contradict each other, so one has to be chosen; other scripts are refused."""
    if text in NOTHING or text in DOTS:
        return Problem.of("E-NUM-MARK")
    if any(character.isdigit() and character not in "0123456789" for character in text):
        return Problem.of("E-NUM-SCRIPT")
    if text.lower().lstrip("+-") in ("nan", "snan", "inf", "infinity"):
        return Problem.of("E-NUM-FINITE")
    if (found := EXPONENT.fullmatch(text)) is not None:
        large = not found[1].startswith("-") and len(found[1].lstrip("+0")) > 2
        return Problem.of("E-NUM-FINITE" if large else "E-NUM-FORMAT")
    return None


def _multiple(text: str, wanted: Wanted) -> Read | None:
    """3万 may mean thirty thousand of the unit, or three of a unit that is 万 already: it is asked."""
    found = UNIT_WORDS.fullmatch(text)
    if found is None or not _is_number(found[1]):
        return None
    number, times, rest = found.groups()
    value = _value(number.replace(",", "")).scaleb(TIMES[times])
    asked = Problem.of("E-NUM-UNIT", **wanted.units, suggest=_plain(value))
    if rest or _out_of_bounds(value, wanted):
        return Refused(asked)
    return Question(value, asked)


def _not_a_number(text: str, wanted: Wanted) -> Problem | None:
    if _is_number(text):
        return None
    if re.fullmatch(r"[+-]?[\d,]+(\.\d*)?", text) and "," in text:
        return Problem.of("E-NUM-GROUP")
    bare = text
    for word in sorted(BEFORE, key=len, reverse=True):
        bare = bare.removeprefix(word)
    with_words = bare != text or AFTER_NUMBER.fullmatch(text) is not None
    if with_words and not OF_CODE & set(text) and not re.search(r"\d[eE]", text):
        found = re.search(r"[\d,.]+", text)
        return Problem.of("E-NUM-UNIT", **wanted.units, suggest=found[0] if found else "—")
    return Problem.of("E-NUM-FORMAT")


def _is_number(text: str) -> bool:
    found = PLAIN.fullmatch(text)
    if found is not None:
        return bool(found[2] or found[3])
    return GROUPED.fullmatch(text) is not None


def _value(text: str) -> Decimal:
    """Exact; −0 is nought."""
    value = Decimal(text)
    return value or Decimal(0)


def _out_of_bounds(value: Decimal, wanted: Wanted) -> Problem | None:
    whole, _, fraction = _plain(abs(value)).partition(".")
    if len(whole.lstrip("0")) > INTEGER_DIGITS:
        return Problem.of("E-NUM-PRECISION", n=INTEGER_DIGITS)
    if len(fraction) > wanted.decimals:
        return Problem.of("E-NUM-SCALE", n=wanted.decimals)
    if value < 0 and not wanted.signed:
        return Problem.of("E-NUM-RANGE", min=0, max="9" * INTEGER_DIGITS)
    return None


def _sized(value: Decimal, raw: str, wanted: Wanted) -> Read:
    """A figure of quite another size than before is asked about."""
    if (times := _jump(value, wanted)) is not None:
        return Question(value, Problem.of("W-SCALE", x=times))
    said = _plain(value)
    note = None if said == raw else Problem.of("W-NORM", value=said, raw=raw.strip())
    return Stored(value, note)


def _jump(value: Decimal, wanted: Wanted) -> str | None:
    """How many times last year's figure, where that is beyond belief."""
    last, target = wanted.last, wanted.target
    if wanted.percentage and last and value and last / HUNDREDFOLD * 2 > value > 0:
        return _plain(round(last / value, 1))
    if last and value > TOO_MUCH * last > 0:
        return _plain(round(value / last, 1))
    if target and value > TOO_MUCH_OF_TARGET * target > 0:
        return _plain(round(value / target, 1))
    return None


def _plain(value: Decimal) -> str:
    """Without an exponent and without noughts at the end."""
    said = f"{value:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
