"""Checks of a return's figures, as pure rules: which must be mended, and which must be explained.

强制性审核 blocks: a part larger than its whole, a figure a thousand times last year's.
核实性审核 asks for an explanation that travels with the figure: a change beyond a share
**and** a floor, so that small bases do not trip it; a cumulative count that falls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from indicators.charts.wording import Text, percent, stated


class Kind(StrEnum):
    """PART: not more than its whole. SLIP: not `times` last year's. JUMP, FALLING: to be explained."""

    PART = "part"
    SLIP = "slip"
    JUMP = "jump"
    FALLING = "falling"

    @property
    def hard(self) -> bool:
        return self in (Kind.PART, Kind.SLIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`measure` None: every measure that has no rule of this kind for itself.

    `limit` is the share of a JUMP in per cent and the times of a SLIP; `floor`, in the
    measure's unit, what a JUMP must exceed as well.
    """

    code: str
    kind: Kind
    measure: int | None = None
    whole: int | None = None
    limit: Decimal | None = None
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """This year's and last year's, by measure, and the measures' names and places."""

    now: Mapping[int, Decimal]
    last: Mapping[int, Decimal]
    names: Mapping[int, Text]
    decimals: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule says of one cell."""

    measure: int
    rule: str
    hard: bool
    said: Text


def findings(rules: Iterable[Rule], figures: Figures) -> list[Finding]:
    """Everything the rules say, in the order of rules and measures."""
    rules = list(rules)
    own = {(rule.kind, rule.measure) for rule in rules if rule.measure is not None}
    found: list[Finding] = []
    for rule in rules:
        for measure in sorted(figures.now):
            general = rule.measure is None and (rule.kind, measure) not in own
            if general or rule.measure == measure:
                found += _said(rule, measure, figures)
    return found


def _said(rule: Rule, measure: int, figures: Figures) -> Iterator[Finding]:
    words = _WORDS[rule.kind](rule, measure, figures)
    if words is not None:
        yield Finding(measure=measure, rule=rule.code, hard=rule.kind.hard, said=words)


def _part(rule: Rule, measure: int, figures: Figures) -> Text | None:
    whole = figures.now.get(rule.whole) if rule.whole is not None else None
    if whole is None or rule.whole is None or figures.now[measure] <= whole:
        return None
    part_name, whole_name = figures.names[measure], figures.names[rule.whole]
    return Text(
        f"“{part_name.zh}”不应大于“{whole_name.zh}”（{_plain(measure, whole, figures)}）",
        f"{part_name.en} should not exceed {whole_name.en} ({_plain(measure, whole, figures)})",
    )


def _slip(rule: Rule, measure: int, figures: Figures) -> Text | None:
    last, now, times = figures.last.get(measure), figures.now[measure], rule.limit
    if not last or not now or not times or last * now < 0:
        return None
    if Fraction(last) / Fraction(times) < now < last * times:
        return None
    shown = _plain(measure, last, figures)
    return Text(
        f"与上年（{shown}）相差{stated(times, 0)}倍以上，请核对计量单位",
        f"More than {stated(times, 0)} times apart from last year ({shown}); check the unit",
    )


def _jump(rule: Rule, measure: int, figures: Figures) -> Text | None:
    last, now = figures.last.get(measure), figures.now[measure]
    if not last or rule.limit is None:
        return None
    change = Fraction(now) - Fraction(last)
    if abs(change) <= rule.floor or abs(change / Fraction(last)) * 100 <= rule.limit:
        return None
    by = percent(abs(change / Fraction(last)))
    zh, en = ("增长", "up") if change > 0 else ("下降", "down")
    return Text(f"比上年{zh}{by}，请填写核实说明", f"{en} {by} on last year; please explain")


def _falling(_: Rule, measure: int, figures: Figures) -> Text | None:
    last, now = figures.last.get(measure), figures.now[measure]
    if last is None or now >= last:
        return None
    shown = _plain(measure, last, figures)
    return Text(
        f"累计数比上年（{shown}）减少，请填写核实说明",
        f"A cumulative count below last year's ({shown}); please explain",
    )


_WORDS = {Kind.PART: _part, Kind.SLIP: _slip, Kind.JUMP: _jump, Kind.FALLING: _falling}


def _plain(measure: int, value: Decimal, figures: Figures) -> str:
    return stated(value, figures.decimals[measure])
