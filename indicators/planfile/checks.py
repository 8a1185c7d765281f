"""What must hold between the entries of a plan file. Each check yields every problem it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from areas.entries import twice, twice_within
from areas.problems import Problem
from indicators.planfile.entries import IndicatorEntry, RatioEntry, TargetEntry
from indicators.planfile.kinds import check_kinds
from indicators.planfile.sections import Sections
from indicators.planfile.splits import check_split
from indicators.planfile.succession import check_succession
from indicators.progress import Goal, Path, Rule, Thresholds, compound_refusal
from indicators.units import UnknownUnit, due_factor, quantity

TAKEN = frozenset({"account", "api", "files", "healthz", "language", "readyz", "static", "work"})
"""First words of addresses that are no plan's."""


def check(sections: Sections, *, adds_to: Mapping[str, str | None]) -> Iterator[Problem]:
    """`adds_to`: whose total joins each area that the file or the database knows."""
    areas, parts = set(adds_to), _parts(adds_to)
    if sections.plan.slug in TAKEN:
        yield Problem.of("E-DUP", "plan", "slug", what=sections.plan.slug)
    yield from _codes(sections)
    yield from _units(sections)
    yield from _references(sections, areas)
    yield from _ratios(sections)
    yield from _plan_years(sections)
    for n, indicator in enumerate(sections.indicators):
        found = [
            *_measured(n, indicator, sections),
            *_years(n, indicator, sections),
            *_rule(n, indicator),
            *check_kinds(n, indicator, sections.plan),
        ]
        yield from found or [*_judged(n, indicator), *check_split(n, indicator, sections, parts)]
    yield from check_succession(sections)
    for n, measure in enumerate(sections.measures):
        names = [producer.name for producer in measure.producers]
        yield from twice_within(("measures", n, "producers"), names, "name")


def _parts(adds_to: Mapping[str, str | None]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, total in adds_to.items():
        if total is not None:
            found.setdefault(total, []).append(code)
    return found


def _codes(sections: Sections) -> Iterator[Problem]:
    for name in ("measures", "indicators", "milestones", "facts", "notes"):
        yield from twice(name, [entry.code for entry in getattr(sections, name)])
    yield from twice("units", [unit.symbol for unit in sections.units], "symbol")
    numbers = [i.no for i in sections.indicators if i.no is not None]
    yield from twice("indicators", numbers, "no")


def _simple_units(sections: Sections) -> dict[str, tuple[str, Decimal]]:
    return {
        u.symbol: (u.base, u.times) for u in sections.units if u.base and u.times and u.times > 0
    }


def _units(sections: Sections) -> Iterator[Problem]:
    declared = {unit.symbol for unit in sections.units}
    yield from _meanings(sections, declared)
    for name in ("measures", "indicators", "facts"):
        for n, entry in enumerate(getattr(sections, name)):
            if entry.unit not in declared:
                yield Problem.of("E-UNIT", name, n, "unit", unit=entry.unit)


def _meanings(sections: Sections, declared: set[str]) -> Iterator[Problem]:
    """A unit is so many of a base, or the quotient of two that are."""
    simple = _simple_units(sections)
    for n, unit in enumerate(sections.units):
        if unit.base is None and unit.times is None and "/" not in unit.symbol:
            yield Problem.of("E-FILE-MISSING", "units", n, field="base, times")
        elif (unit.base is None) != (unit.times is None):
            yield Problem.of("E-PARAM", "units", n, field="base, times (both or none)")
        elif unit.times is not None and unit.times <= 0:
            yield Problem.of("E-PARAM", "units", n, field="times (more than 0)")
        else:
            part = _unknown_part(unit.symbol, simple)
            if part is not None and part not in declared:
                yield Problem.of("E-UNIT", "units", n, "symbol", unit=part)


def _unknown_part(symbol: str, simple: dict[str, tuple[str, Decimal]]) -> str | None:
    try:
        quantity(symbol, simple)
    except UnknownUnit as unknown:
        return str(unknown)
    return None


def _references(sections: Sections, areas: set[str]) -> Iterator[Problem]:
    measures = {measure.code for measure in sections.measures}
    indicators = {indicator.code for indicator in sections.indicators}
    known = {"measure": measures, "area": areas, "indicator": indicators}
    counted = [
        ("measure", ("measures", n, "counted_by"), measure.counted_by)
        for n, measure in enumerate(sections.measures)
    ]
    for kind, path, code in (*_named(sections), *counted):
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
            yield "measure", (*here, "targets", m, "relative_to"), target.relative_to
    for n, fate in enumerate(sections.succeeds.indicators if sections.succeeds else ()):
        yield "indicator", ("succeeds", "indicators", n, "indicator"), fate.heir
    for n, milestone in enumerate(sections.milestones):
        yield "area", ("milestones", n, "area"), milestone.area
    for n, note in enumerate(sections.notes):
        yield "indicator", ("notes", n, "indicator"), note.indicator


def _ratios(sections: Sections) -> Iterator[Problem]:
    simple = _simple_units(sections)
    units = {measure.code: measure.unit for measure in sections.measures}
    parts: dict[str, list[str]] = {}
    for n, indicator in enumerate(sections.indicators):
        if indicator.ratio is None:
            continue
        named = [indicator.ratio.numerator, indicator.ratio.denominator]
        parts.setdefault(indicator.measure, []).extend(named)
        yield from _factor(n, indicator, indicator.ratio, units, simple)
    for n, indicator in enumerate(sections.indicators):
        if indicator.ratio and (chain := _circle(indicator.measure, parts)):
            yield Problem.of("E-CYCLE", "indicators", n, "ratio", chain=" → ".join(chain))


def _circle(start: str, parts: dict[str, list[str]]) -> list[str]:
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
    bands = {name: Fraction(edge) for name, edge in plan.thresholds.model_dump().items()}
    try:
        Thresholds(**bands)
    except ValueError as error:
        yield Problem.of("E-PARAM", "plan", "thresholds", field=str(error))


def _years_problem(*path: str | int, zh: str, en: str) -> Problem:
    return Problem.of("E-YEARS", *path, reason_zh=zh, reason_en=en)


def _rule_problem(*path: str | int, zh: str, en: str) -> Problem:
    return Problem.of("E-RULE", *path, reason_zh=zh, reason_en=en)


def _measured(n: int, indicator: IndicatorEntry, sections: Sections) -> Iterator[Problem]:
    """An indicator is read off its measure: in the same unit, and never a sum of ratios."""
    measure = {entry.code: entry for entry in sections.measures}.get(indicator.measure)
    if measure is None:
        return
    if measure.unit != indicator.unit:
        yield _rule_problem(
            *("indicators", n, "unit"),
            zh=f"指标与其基础指标计量单位不同（{indicator.unit}、{measure.unit}）",
            en=f"the indicator is in {indicator.unit} and its measure in {measure.unit}",
        )
    if indicator.ratio and measure.additive:
        yield _rule_problem(
            *("indicators", n, "measure"),
            zh=f"比率不能相加，基础指标“{measure.code}”须写 additive: false",
            en=f"ratios do not add up; the measure '{measure.code}' needs 'additive: false'",
        )


def _years(n: int, indicator: IndicatorEntry, sections: Sections) -> Iterator[Problem]:
    own = sections.plan.area
    bases = {baseline.area or own: baseline.year for baseline in indicator.baselines}
    usual = indicator.base_year or sections.plan.base_year
    for m, target in enumerate(indicator.targets):
        base = bases.get(target.area or own, usual)
        if target.year <= base:
            yield _years_problem(
                *("indicators", n, "targets", m, "year"),
                zh=f"目标年{target.year}不晚于基期年{base}",
                en=f"target year {target.year} is not after base year {base}",
            )
        yield from _target(n, m, target, indicator)
    places = [baseline.area or own for baseline in indicator.baselines]
    yield from twice_within(("indicators", n, "baselines"), places)
    revisions = [
        f"{t.area or own} {t.year} {t.in_force_from} {t.document}" for t in indicator.targets
    ]
    yield from twice_within(("indicators", n, "targets"), revisions)


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
        yield from _compound(n, indicator)


def _judged(n: int, indicator: IndicatorEntry) -> Iterator[Problem]:
    """Whatever else makes a target one that cannot be judged."""
    for m, target in enumerate(indicator.targets):
        try:
            Goal(
                rule=indicator.rule,
                operator=target.operator,
                target=None if target.value is None else Fraction(target.value),
                given_as=target.given_as,
                upper=None if target.upper is None else Fraction(target.upper),
                base_year=target.year - 1,
                target_year=target.year,
                first_year=indicator.first_year,
                last_year=indicator.last_year,
            )
        except ValueError as error:
            yield Problem.of("E-PARAM", "indicators", n, "targets", m, field=str(error))


def _compound(n: int, indicator: IndicatorEntry) -> Iterator[Problem]:
    percentage = indicator.unit == "%"
    baselines = [baseline.value for baseline in indicator.baselines] or [Decimal(1)]
    targets = [target.value for target in indicator.targets if target.value is not None]
    reasons = {
        compound_refusal(Fraction(baseline), Fraction(target), unit_is_percentage=percentage)
        for baseline in baselines
        for target in targets
    }
    for reason in sorted(filter(None, reasons)):
        yield _rule_problem(
            *("indicators", n, "path"),
            zh=f"复合增长路径要求基期值、目标值为正且不是百分比（{reason}）",
            en=f"a compound path needs positive figures that are not percentages ({reason})",
        )
