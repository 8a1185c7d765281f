"""What is written in and under a gauge, and the sentence that says the same."""

from typing import NamedTuple

from . import theme
from .dial import Dial, span
from .wording import DEMO, MISSING, Language, Text, bounds, stated, stated_computed

HEIGHT, RADIUS, TOP = 152, 98, 8
RING = RADIUS // 4
END_OFFSET = RADIUS - RING // 2
LONGEST_UNIT = 10
NUMBER_SIZE, LONG_NUMBER_SIZE, LONGEST_NUMBER = 30, 25, 7


def about(dial: Dial) -> str:
    return "" if dial.about == "=" else dial.about


def number(dial: Dial) -> str:
    return about(dial) + stated(dial.value, dial.decimals)


def number_size(dial: Dial) -> int:
    """Long figures are set smaller, so that they keep clear of the ring."""
    return NUMBER_SIZE if len(number(dial)) <= LONGEST_NUMBER else LONG_NUMBER_SIZE


class End(NamedTuple):
    """What stands under one end of the half-circle: a figure and the year it belongs to."""

    figure: str
    year: str


def ends(dial: Dial, language: Language) -> tuple[End, End] | None:
    found = span(dial)
    if found is None:
        return None
    if not found.journey:
        return End("0", ""), End(stated(found.end, dial.decimals), "")
    year = Text("{}年", "{}").said(language)
    return (
        End(stated(dial.baseline, dial.decimals), year.format(dial.base_year)),
        End(stated(dial.target, dial.decimals), year.format(dial.target_year)),
    )


class Word(NamedTuple):
    """A text `right` of the middle and `down` from the floor of the half-circle, in pixels."""

    text: str
    right: int
    down: int
    size: int
    colour: str


def words(dial: Dial, language: Language) -> list[Word]:
    """The small print of a gauge; the value itself is drawn apart, being the number."""
    unit = dial.unit.said(language)
    # A long one stands lower and smaller, between the years.
    low, size = (34, 11) if len(unit) > LONGEST_UNIT else (15, 13)
    found = [Word(unit, 0, low, size, theme.QUIET)]
    if dial.value is None:
        found.append(Word(MISSING.said(language), 0, -16, 18, theme.QUIET))
    for end, side in zip(ends(dial, language) or (), (-END_OFFSET, END_OFFSET), strict=False):
        found += [
            Word(end.figure, side, 15, 14, theme.INK),
            Word(end.year, side, 34, 12, theme.QUIET),
        ]
    return [word for word in found if word.text]


def sentence(dial: Dial, language: Language) -> str:
    return sentence_zh(dial) if language == "zh" else sentence_en(dial)


def sentence_zh(dial: Dial) -> str:
    said = f"{dial.name.zh}{dial.year}年"
    said += MISSING.zh if dial.value is None else f"为{number(dial)}{dial.unit.zh}"
    if dial.expected is not None:
        said += f"，时序参考值{stated_computed(dial.expected, dial.decimals)}{dial.unit.zh}"
    if dial.target is not None:
        goal = bounds(dial.target, dial.upper, dial.decimals, dial.operator)
        said += f"，{dial.target_year}年目标{goal}{dial.unit.zh}"
    return said + f"；{dial.status.zh}。" + (f"（{DEMO.zh}）" if dial.demo else "")


def sentence_en(dial: Dial) -> str:
    said = f"{dial.name.en}, {dial.year}: "
    said += MISSING.en.lower() if dial.value is None else f"{number(dial)} {dial.unit.en}"
    if dial.expected is not None:
        said += f"; expected {stated_computed(dial.expected, dial.decimals)}"
    if dial.target is not None:
        goal = bounds(dial.target, dial.upper, dial.decimals, f"{dial.operator} ")
        said += f"; target for {dial.target_year} {goal}"
    return said + f". {dial.status.en}." + (f" ({DEMO.en})" if dial.demo else "")
