"""Files of figures: sources, figures, baselines, yearly goals, steps, breaks. All or nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from django.db import transaction
from django.utils import timezone
from pydantic import BeforeValidator, Field

from areas.documents import read
from areas.entries import (
    DECIMALS,
    INTEGER_DIGITS,
    Code,
    Day,
    Entry,
    Figure,
    Name,
    Reading,
    Text,
    Year,
    exact_number,
    read_what_stands,
    twice,
)
from areas.models import Area
from areas.problems import Problem, ProblemsFound
from areas.sync import sync
from indicators import breakfile, record, stepfile
from indicators.breakfile import BreakEntry
from indicators.fields import LIMIT, MILLION, from_millionths
from indicators.models import Baseline, Indicator, Mark, Measure, Plan, Source, Target, Unit
from indicators.partial_days import Dated, first_day
from indicators.planfile.apply import printed_step
from indicators.progress import Exactness, Operator
from indicators.stepfile import Promised, StepEntry
from indicators.units import UnknownUnit, quantity

Address = Annotated[str, Field(max_length=400, pattern=r"^https?://[^\s]+$")]
Step = Annotated[Decimal, BeforeValidator(exact_number), Field(ge=0)]


class SourceEntry(Entry):
    key: Code
    title: Name
    publisher: Name
    dated: Dated
    url: Address = ""


class FigureEntry(Entry):
    measure: Code
    area: Code
    year: Year
    value: Figure | None = None
    mark: Literal["na", "none", "tiny", "pending"] | None = None
    unit: Name | None = None
    step: Step | None = None
    exactness: Exactness = Exactness.EXACT
    vintage: Literal["forecast", "flash", "annual", "final"]
    origin: Literal["published", "derived"] = "published"
    as_at: Day | None = None
    source: Code
    note: Text = ""
    note_en: Text = ""


class BaselineEntry(Entry):
    plan: Code
    indicator: Code
    area: Code
    year: Year
    value: Figure
    kind: Literal["verified", "comparable"] = "verified"
    since: Year | None = None
    source: Code
    note: Text = ""


class GoalEntry(Entry):
    plan: Code
    indicator: Code
    area: Code
    year: Year
    value: Figure
    operator: Operator = Operator.AT_LEAST
    source: Code
    note: Text = ""


class FigureFile(Entry):
    sources: list[SourceEntry]
    figures: list[FigureEntry] = []
    baselines: list[BaselineEntry] = []
    goals: list[GoalEntry] = []
    steps: list[StepEntry] = []
    breaks: list[BreakEntry] = []


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows, by the codes a file uses."""

    areas: Mapping[str, int]
    measures: Mapping[str, Measure]
    indicators: Mapping[tuple[str, str], int]
    units: Mapping[str, tuple[str, Decimal]]
    milestones: Mapping[tuple[str, str], Promised]

    @classmethod
    def read(cls) -> Known:
        rows = Indicator.objects.values_list("plan__slug", "code", "id")
        units = Unit.objects.exclude(base=None).exclude(times=None)
        return cls(
            areas=dict(Area.objects.values_list("code", "id")),
            measures={m.code: m for m in Measure.objects.select_related("unit")},
            indicators={(plan, code): pk for plan, code, pk in rows},
            units={unit.symbol: (unit.base or "", unit.times) for unit in units},
            milestones=Promised.read(),
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: facts added, facts already on record, what stands beside them, new steps.

    `beside` counts baselines, yearly goals and changes of scope.
    """

    added: int
    unchanged: int
    beside: int
    steps: int


def load(text: str) -> Loaded:
    """Record what the file says. Raises ProblemsFound with every error, changing nothing."""
    document = read(text)
    reading = read_what_stands(FigureFile, document)
    with transaction.atomic():
        known = Known.read()
        problems = [*reading.problems, *_check(reading, known)]
        if problems or reading.entries is None:
            raise ProblemsFound(document.placed(problems))
        return _store(reading.entries, known)


def _check(reading: Reading[FigureFile], known: Known) -> Iterator[Problem]:
    """What is wrong with the readable part; a source left out as faulty is not missed twice."""
    if (file := reading.entries) is None:
        return
    left_out = any(problem.path[:1] == ("sources",) for problem in reading.problems)
    for problem in (*_references(file, known), *_said_twice(file), *_amounts(file, known)):
        if not (left_out and problem.path[-1:] == ("source",)):
            yield reading.renumbered(problem)


def _references(file: FigureFile, known: Known) -> Iterator[Problem]:
    yield from twice("sources", [source.key for source in file.sources], "key")
    sources = {source.key for source in file.sources}
    for section in ("figures", "baselines", "goals"):
        for n, entry in enumerate(getattr(file, section)):
            for field, codes in (("area", known.areas), ("source", sources)):
                if (code := getattr(entry, field)) not in codes:
                    yield Problem.of("E-REF", section, n, field, kind=field, code=code)
    for n, figure in enumerate(file.figures):
        if figure.measure not in known.measures:
            yield Problem.of("E-REF", "figures", n, "measure", kind="measure", code=figure.measure)
    yield from _unknown_indicators("baselines", file.baselines, known)
    yield from _unknown_indicators("goals", file.goals, known)
    today = timezone.localdate()
    yield from stepfile.check(file.steps, known.milestones, sources=sources, today=today)
    yield from breakfile.check(file.breaks, known.measures, sources=sources)


def _unknown_indicators(
    section: str, entries: Sequence[BaselineEntry | GoalEntry], known: Known
) -> Iterator[Problem]:
    for n, entry in enumerate(entries):
        if (entry.plan, entry.indicator) not in known.indicators:
            code = f"{entry.plan}/{entry.indicator}"
            yield Problem.of("E-REF", section, n, "indicator", kind="indicator", code=code)


def _said_twice(file: FigureFile) -> Iterator[Problem]:
    """One source says one thing about a cell: a second would look like its correction."""
    seen = set()
    for n, figure in enumerate(file.figures):
        said = (
            *(figure.measure, figure.area, figure.year, figure.as_at),
            *(figure.source, figure.vintage, figure.origin),
        )
        if said in seen:
            what = f"{figure.measure} {figure.area} {figure.year} {figure.source}"
            yield Problem.of("E-DUP", "figures", n, what=what)
        seen.add(said)


def _amounts(file: FigureFile, known: Known) -> Iterator[Problem]:
    for n, figure in enumerate(file.figures):
        measure = known.measures.get(figure.measure)
        if (figure.value is None) == (figure.mark is None):
            yield Problem.of("E-PARAM", "figures", n, field="value / mark")
        if figure.as_at and figure.as_at.year != figure.year:
            yield Problem.of("E-DATE", "figures", n, "as_at")
        if measure:
            yield from _converted(n, figure, measure, known)


def _converted(n: int, figure: FigureEntry, measure: Measure, known: Known) -> Iterator[Problem]:
    """What is wrong with the figure once it is in the measure's own unit."""
    try:
        times = _times(figure.unit, measure, known)
    except UnknownUnit as unknown:
        yield Problem.of("E-UNIT", "figures", n, "unit", unit=str(unknown))
        return
    for name, number in (("value", figure.value), ("step", figure.step)):
        if abs(Fraction(number or 0) * times) >= LIMIT:
            yield Problem.of("E-NUM-PRECISION", "figures", n, name, n=INTEGER_DIGITS)
    if (Fraction(figure.value or 0) * times * MILLION).denominator != 1:
        yield Problem.of("E-NUM-SCALE", "figures", n, "value", n=DECIMALS)


def _times(unit: str | None, measure: Measure, known: Known) -> Fraction:
    """How many of the measure's unit one of the printed unit is."""
    if unit is None or unit == measure.unit.symbol:
        return Fraction(1)
    printed, own = quantity(unit, known.units), quantity(measure.unit.symbol, known.units)
    if printed.bases != own.bases:
        raise UnknownUnit(f"{unit} ≠ {measure.unit.symbol}")
    return printed.times / own.times


def _store(file: FigureFile, known: Known) -> Loaded:
    rows = [source.model_dump() for source in file.sources]
    keys = [source.key for source in file.sources]
    cited = sync(Source.objects.filter(key__in=keys), rows, key=("key",), what="source")
    if cited.changed:
        # A corrected source may stand on any page.
        Plan.objects.all().renew()
    sources = dict(Source.objects.values_list("key", "id"))
    figures = [_figure(entry, known, sources) for entry in file.figures]
    added = record.record(figures)
    beside = _store_baselines(file, known, sources) + _store_goals(file, known, sources)
    if beside:
        slugs = {entry.plan for entry in file.baselines} | {entry.plan for entry in file.goals}
        for plan in Plan.objects.filter(slug__in=slugs).order_by("pk"):
            record.plan_changed(plan)
    beside += breakfile.store(file.breaks, known.measures, sources)
    steps = stepfile.store(file.steps, known.milestones, sources)
    return Loaded(added=added, unchanged=len(figures) - added, beside=beside, steps=steps)


def _figure(entry: FigureEntry, known: Known, sources: Mapping[str, int]) -> record.Figure:
    measure = known.measures[entry.measure]
    times = _times(entry.unit, measure, known)
    return record.Figure(
        cell=record.Cell(known.areas[entry.area], measure.pk, entry.year),
        value=None if entry.value is None else _kept(Fraction(entry.value) * times),
        mark=Mark(entry.mark).value if entry.mark else "",
        step=_kept(_step(entry, measure) * times),
        exactness=entry.exactness.value,
        as_at=entry.as_at,
        vintage=entry.vintage,
        origin=entry.origin,
        source_id=sources[entry.source],
        note=entry.note,
        note_en=entry.note_en,
    )


def _step(entry: FigureEntry, measure: Measure) -> Fraction:
    """The printed step: as given, else the last printed digit; a full count is exact."""
    if entry.step is not None:
        return Fraction(entry.step)
    if entry.value is None or (measure.decimals == 0 and entry.unit is None):
        return Fraction(0)
    return Fraction(printed_step(entry.value) or 0)


def _kept(value: Fraction) -> Decimal:
    """A figure, checked to fit, as it is; a step finer than can be kept is widened to one."""
    return from_millionths(math.ceil(value * MILLION))


def _store_baselines(file: FigureFile, known: Known, sources: Mapping[str, int]) -> int:
    changed = 0
    for entry in file.baselines:
        row: dict[str, Any] = {
            "area_id": known.areas[entry.area],
            "kind": entry.kind,
            "year": entry.year,
            "value": entry.value,
            "since": entry.since,
            "source_id": sources[entry.source],
            "note": entry.note,
        }
        indicator_id = known.indicators[entry.plan, entry.indicator]
        changed += bool(
            sync(
                Baseline.objects.filter(indicator_id=indicator_id),
                [row],
                key=("area_id", "kind"),
                what="baseline",
                common={"indicator_id": indicator_id},
            )
        )
    return changed


def _store_goals(file: FigureFile, known: Known, sources: Mapping[str, int]) -> int:
    titles = {source.key: source for source in file.sources}
    changed = 0
    for entry in file.goals:
        source = titles[entry.source]
        row: dict[str, Any] = {
            "area_id": known.areas[entry.area],
            "kind": Target.Kind.ANNUAL_GOAL.value,
            "year": entry.year,
            "operator": entry.operator.value,
            "value": entry.value,
            "step": printed_step(entry.value),
            "in_force_from": first_day(source.dated),
            "document": source.title,
            "source_id": sources[entry.source],
            "note": entry.note,
        }
        indicator_id = known.indicators[entry.plan, entry.indicator]
        changed += bool(
            sync(
                Target.objects.filter(indicator_id=indicator_id),
                [row],
                key=("area_id", "kind", "year", "in_force_from", "document"),
                what="goal",
                common={"indicator_id": indicator_id},
            )
        )
    return changed
