"""What must hold between the entries of a plan file. Each check yields every problem it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from areas.entries import twice
from areas.problems import Problem
from indicators.planfile.entries import IndicatorEntry, RatioEntry, TargetEntry
from indicators.planfile.sections import Sections
from indicators.progress import Path, Rule, compound_refusal
from indicators.units import UnknownUnit, due_factor, quantity


def check(sections: Sections, *, areas: set[str]) -> Iterator[Problem]:
    """`areas`: the codes of all areas the file or the database knows."""
    yield from _codes(sections)
    yield from _units(sections)
    yield from _references(sections, areas)
    yield from _ratios(sections)
    yield from _plan_years(sections)
    for n, indicator in enumerate(sections.indicators):
        yield from _years(n, indicator, sections)
        yield from _rule(n, indicator)


def _codes(sections: Sections) -> Iterator[Problem]:
    for name in ("measures", "indicators", "milestones", "facts", "notes"):
        yield from twice(name, [entry.code for entry in getattr(sections, name)])
    yield from twice("units", [unit.symbol for unit in sections.units], "symbol")
    numbers = [i.no for i in sections.indicators if i.no is not None]
    yield from twice("indicators", numbers, "no")


def _simple_units(sections: Sections) -> dict[str, tuple[str, Decimal]]:
    return {u.symbol: (u.base, u.times) for u in sections.units if u.base and u.times is not None}


def _units(sections: Sections) -> Iterator[Problem]:
    simple = _simple_units(sections)
    declared = {unit.symbol for unit in sections.units}
    for n, unit in enumerate(sections.units):
        if (unit.base is None) != (unit.times is None) or unit.times == 0:
            yield Problem.of("E-PARAM", "units", n, field="base, times")
            continue
        try:
            quantity(unit.symbol, simple)
        except UnknownUnit as unknown:
            yield Problem.of("E-UNIT", "units", n, "symbol", unit=str(unknown))
    for name in ("measures", "indicators", "facts"):
        for n, entry in enumerate(getattr(sections, name)):
            if entry.unit not in declared:
                yield Problem.of("E-UNIT", name, n, "unit", unit=entry.unit)


def _references(sections: Sections, areas: set[str]) -> Iterator[Problem]:
    measures = {measure.code for measure in sections.measures}
    indicators = {indicator.code for indicator in sections.indicators}
    known = {"measure": measures, "area": areas, "indicator": indicators}
    for kind, path, code in _named(sections):
        if code and code not in known[kind]:
            yield Problem.of("E-REF", *path, kind=kind, code=code)


def _named(sections: Sections) -> Iterator[tuple[str, tuple[str | int, ...], str | None]]:
    """Every code that names something: of what kind, and where it stands."""
    yield "area", ("plan", "area"), sections.plan.area
    for n, indicator in enumerate(sections.indicators):
        here = ("indicators", n)
        yield "measure", (*here, "measure"), indicator.measure
        if indicator.ratio:
            yield "measure", (*here, "ratio", "numerator"), indicator.ratio.numerator
            yield "measure", (*here, "ratio", "denominator"), indicator.ratio.denominator
        for m, baseline in enumerate(indicator.baselines):
            yield "area", (*here, "baselines", m, "area"), baseline.area
        for m, target in enumerate(indicator.targets):
            yield "area", (*here, "targets", m, "area"), target.area
    for n, milestone in enumerate(sections.milestones):
        yield "area", ("milestones", n, "area"), milestone.area
    for n, note in enumerate(sections.notes):
        yield "indicator", ("notes", n, "indicator"), note.indicator


def _ratios(sections: Sections) -> Iterator[Problem]:
    simple = _simple_units(sections)
    units = {measure.code: measure.unit for measure in sections.measures}
    parts: dict[str, tuple[str, str]] = {}
    for n, indicator in enumerate(sections.indicators):
        if indicator.ratio is None:
            continue
        parts[indicator.measure] = (indicator.ratio.numerator, indicator.ratio.denominator)
        yield from _factor(n, indicator, indicator.ratio, units, simple)
    for n, indicator in enumerate(sections.indicators):
        if indicator.ratio and (chain := _circle(indicator.measure, parts)):
            yield Problem.of("E-CYCLE", "indicators", n, "ratio", chain=" → ".join(chain))


def _circle(start: str, parts: dict[str, tuple[str, str]]) -> list[str]:
    """A chain of measures from `start` back to itself through ratio parts, or nothing."""
    waiting, seen = [[start]], set()
    while waiting:
        chain = waiting.pop()
        for part in parts.get(chain[-1], ()):
            if part == start:
                return [*chain, part]
            if part not in seen:
                seen.add(part)
                waiting.append([*chain, part])
    return []


def _factor(
    n: int,
    indicator: IndicatorEntry,
    ratio: RatioEntry,
    units: dict[str, str],
    simple: dict[str, tuple[str, Decimal]],
) -> Iterator[Problem]:
    """The factor must be the one the units call for."""
    numerator, denominator = units.get(ratio.numerator), units.get(ratio.denominator)
    if numerator is None or denominator is None:
        return
    said = {"numerator": numerator, "denominator": denominator, "unit": indicator.unit}
    try:
        due = due_factor(*(quantity(unit, simple) for unit in said.values()))
    except UnknownUnit:
        return
    place = ("indicators", n, "ratio", "factor")
    if due is None:
        yield Problem.of("E-UNIT-KIND", *place, **said)
    elif due != Fraction(ratio.factor):
        yield Problem.of("E-UNIT-FACTOR", *place, **said, due=due, factor=ratio.factor)


def _plan_years(sections: Sections) -> Iterator[Problem]:
    plan = sections.plan
    if plan.target_year <= plan.base_year:
        yield _years_problem(
            "plan",
            "target_year",
            zh="目标年须晚于基期年",
            en="the target year must follow the base year",
        )
    bands = plan.thresholds
    if not (
        bands.ahead > bands.on_schedule > bands.behind > 0
        and bands.exceeded >= 1 >= bands.nearly > 0
    ):
        yield Problem.of("E-PARAM", "plan", "thresholds", field="thresholds")


def _years_problem(*path: str | int, zh: str, en: str) -> Problem:
    return Problem.of("E-YEARS", *path, reason_zh=zh, reason_en=en)


def _years(n: int, indicator: IndicatorEntry, sections: Sections) -> Iterator[Problem]:
    base = min([b.year for b in indicator.baselines], default=sections.plan.base_year)
    for m, target in enumerate(indicator.targets):
        if target.year <= base:
            yield _years_problem(
                *("indicators", n, "targets", m, "year"),
                zh=f"目标年{target.year}不晚于基期年{base}",
                en=f"target year {target.year} is not after base year {base}",
            )
        yield from _target(n, m, target, indicator)
    revisions = [(t.area, t.year, t.in_force_from, t.document) for t in indicator.targets]
    for m, revision in enumerate(revisions):
        if revision in revisions[:m]:
            yield Problem.of("E-DUP", "indicators", n, "targets", m, what=str(revision))


def _target(n: int, m: int, target: TargetEntry, indicator: IndicatorEntry) -> Iterable[Problem]:
    place = ("indicators", n, "targets", m)
    if target.value is None and indicator.rule != Rule.STATED:
        yield Problem.of("E-FILE-MISSING", *place, field="value")
    if target.upper is not None and target.value is not None and target.upper < target.value:
        yield Problem.of("E-PARAM", *place, "upper", field="upper < value")


def _rule(n: int, indicator: IndicatorEntry) -> Iterator[Problem]:
    place = ("indicators", n)
    if indicator.rule in (Rule.YEARLY, Rule.CUMULATIVE):
        first, last = indicator.first_year, indicator.last_year
        if first is None or last is None:
            yield Problem.of("E-FILE-MISSING", *place, field="first_year, last_year")
        elif last < first:
            yield _years_problem(
                *place, "last_year", zh="末年早于首年", en="the last year precedes the first"
            )
    if indicator.path == Path.COMPOUND:
        for baseline in indicator.baselines:
            for target in indicator.targets:
                yield from _compound(n, indicator, baseline.value, target.value)


def _compound(
    n: int, indicator: IndicatorEntry, baseline: Decimal, target: Decimal | None
) -> Iterator[Problem]:
    reason = compound_refusal(
        Fraction(baseline), Fraction(target or 0), unit_is_percentage=indicator.unit == "%"
    )
    if reason:
        yield Problem.of(
            "E-RULE",
            *("indicators", n, "path"),
            reason_zh=f"复合增长路径要求基期值、目标值为正且不是百分比({reason})",
            reason_en=f"a compound path needs positive figures that are not percentages ({reason})",
        )
