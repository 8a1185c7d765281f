"""修订记录: what was said of one cell over time, and which statement counts since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from indicators.charts.wording import Text
from indicators.models import Actual, FigureChoice, Origin
from indicators.queries.statements import Statement, statement

INTERIM = Text("年内数，不作全年数", "Within the year, never the year's own")
BY_CHOICE = Text("评估数，未选定，不采用", "An assessment, which counts by choice alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One statement in its place in the order of recording, from 1 on.

    `counts_since` is None where it does not count; `why_not` says so where it never could.
    `choices` are the decisions for it, each with its reason as it was written.
    """

    no: int
    said: Statement
    recorded: Text
    counts_since: Text | None
    why_not: Text | None
    choices: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A measure in a year of which more than one thing has been said."""

    measure: Text
    year: int
    rows: tuple[Revision, ...]


def choices_for(actuals: Iterable[Actual]) -> dict[int, list[FigureChoice]]:
    """The decisions for each of the statements, in their order; one query."""
    found: dict[int, list[FigureChoice]] = defaultdict(list)
    for choice in FigureChoice.objects.filter(actual__in=[a.pk for a in actuals]).order_by("pk"):
        found[choice.actual_id].append(choice)
    return found


def revisions(actuals: Sequence[Actual], adopted: set[int]) -> tuple[Revised, ...]:
    """The cells with more than one statement, in the order of `actuals`."""
    cells: dict[tuple[int, int], list[Actual]] = defaultdict(list)
    for actual in actuals:
        cells[actual.measure_id, actual.year].append(actual)
    choices = choices_for(actuals)
    return tuple(
        Revised(
            measure=Text(cell[0].measure.name, cell[0].measure.name_en),
            year=cell[0].year,
            rows=tuple(
                _revision(no, actual, adopted, choices.get(actual.pk, []))
                for no, actual in enumerate(sorted(cell, key=lambda a: a.sequence), start=1)
            ),
        )
        for cell in cells.values()
        if len(cell) > 1
    )


def _revision(
    no: int, actual: Actual, adopted: set[int], choices: Sequence[FigureChoice]
) -> Revision:
    counts = actual.pk in adopted
    # A statement that outranks the others does so from its recording on, a chosen one from then.
    since = choices[-1].chosen_at if choices else actual.recorded_at
    return Revision(
        no=no,
        said=statement(actual, adopted),
        recorded=moment(actual.recorded_at),
        counts_since=moment(since) if counts else None,
        why_not=None if counts else _why_not(actual, choices),
        choices=tuple((moment(choice.chosen_at), choice.reason) for choice in choices),
    )


def _why_not(actual: Actual, choices: Sequence[FigureChoice]) -> Text | None:
    if actual.as_at is not None:
        return INTERIM
    return BY_CHOICE if actual.origin == Origin.ASSESSED and not choices else None


def moment(at: datetime) -> Text:
    """In the time of the place, to the minute."""
    here = timezone.localtime(at)
    clock = f"{here:%H:%M}"
    return Text(
        f"{here.year}年{here.month}月{here.day}日{clock}", f"{here.date().isoformat()} {clock}"
    )
