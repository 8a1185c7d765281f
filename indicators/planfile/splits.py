"""Whether the targets of the places add up to the target of the whole.

Checked wherever figures themselves add up: a place's target against the nearest targets below
it. A plan whose own text does not add up says so in a note of kind `split`, which stays visible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from areas.problems import Problem
from indicators.planfile.entries import IndicatorEntry, TargetEntry
from indicators.planfile.sections import Sections
from indicators.progress import Operator, Rule
from indicators.progress.given import level_of

ADDING = (Rule.LEVEL, Rule.MAINTAIN, Rule.YEARLY, Rule.CUMULATIVE)

Parts = Mapping[str, Sequence[str]]
"""The areas that add to an area, by code."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What one area is to reach in one year: a level, and where the file says so."""

    level: Fraction
    operator: Operator
    number: int


@dataclass(frozen=True, slots=True)
class Below:
    """What the nearest targets below an area come to, and how many areas have none."""

    total: Fraction
    counted: int
    without: int


def check_split(
    n: int, indicator: IndicatorEntry, sections: Sections, parts: Parts
) -> Iterator[Problem]:
    explained = {note.indicator for note in sections.notes if note.kind == "split"}
    if indicator.code in explained or not _adds(indicator, sections):
        return
    for year in sorted({target.year for target in indicator.targets}):
        aims = _aims(indicator, year, sections.plan.area)
        for area, aim in aims.items():
            below = _below(area, aims, parts)
            if below.counted and not _holds(indicator, aim, below):
                yield _problem(n, indicator, year, area, aim, below)


def _adds(indicator: IndicatorEntry, sections: Sections) -> bool:
    additive = {measure.code for measure in sections.measures if measure.additive}
    plain = indicator.ratio is None and indicator.measure in additive
    return plain and indicator.rule in ADDING


def _aims(indicator: IndicatorEntry, year: int, own: str) -> dict[str, Aim]:
    """The last revision of each area's target for the year, as a level."""
    baselines = {b.area or own: Fraction(b.value) for b in indicator.baselines}
    latest: dict[str, tuple[int, TargetEntry]] = {}
    for m, target in enumerate(indicator.targets):
        area = target.area or own
        if target.year == year and (
            area not in latest or target.in_force_from >= latest[area][1].in_force_from
        ):
            latest[area] = (m, target)
    found = {}
    for area, (m, target) in latest.items():
        level = _level(target, baselines.get(area))
        if level is not None:
            mirrored = target.given_as.falling
            operator = target.operator.mirrored if mirrored else target.operator
            found[area] = Aim(level, operator, m)
    return found


def _level(target: TargetEntry, baseline: Fraction | None) -> Fraction | None:
    if target.value is None:
        return None
    if baseline is None and target.given_as != "level":
        return None
    return level_of(target.given_as, Fraction(target.value), baseline or Fraction(0))


def _below(area: str, aims: Mapping[str, Aim], parts: Parts) -> Below:
    total, counted, without = Fraction(0), 0, 0
    for part in parts.get(area, ()):
        if part in aims:
            total, counted = total + aims[part].level, counted + 1
            continue
        deeper = _below(part, aims, parts)
        total, counted = total + deeper.total, counted + deeper.counted
        without += deeper.without if deeper.counted else 1
    return Below(total, counted, without)


def _holds(indicator: IndicatorEntry, aim: Aim, below: Below) -> bool:
    if indicator.split == "equal":
        return below.without == 0 and below.total == aim.level
    if aim.operator.rising:
        return below.total >= aim.level
    return below.without == 0 and below.total <= aim.level


def _problem(
    n: int, indicator: IndicatorEntry, year: int, area: str, aim: Aim, below: Below
) -> Problem:
    due_zh, due_en = "等于", "equal"
    if indicator.split == "enough":
        due_zh, due_en = (
            ("不低于", "be at least") if aim.operator.rising else ("不高于", "be at most")
        )
    total, level = f"{_plain(below.total)}", f"{_plain(aim.level)}"
    without_zh = f"，另有{below.without}个地区未列目标" if below.without else ""
    without_en = f", and {below.without} have none" if below.without else ""
    return Problem.of(
        "E-SPLIT",
        *("indicators", n, "targets", aim.number),
        reason_zh=f"{year}年{below.counted}个地区目标合计{total}{indicator.unit}{without_zh}，"
        f"应{due_zh}“{area}”的{level}{indicator.unit}",
        reason_en=f"the {year} targets of {below.counted} places come to {total} {indicator.unit}"
        f"{without_en}, and should {due_en} the {level} {indicator.unit} of '{area}'",
    )


def _plain(level: Fraction) -> str:
    """A level is a figure or a hundredth of a product of two, so it ends as a decimal."""
    text = format(Decimal(level.numerator) / Decimal(level.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
