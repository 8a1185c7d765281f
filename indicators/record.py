"""The one place where facts are written.

A fact, the rows saying what must be recomputed because of it, and the choice
of the figure that counts are written together; the bell rings on commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from indicators import doorbell, rows
from indicators.fields import to_millionths
from indicators.models import (
    Actual,
    CurrentFigure,
    DueFigure,
    DueIndicator,
    FigureChoice,
    Indicator,
    Mark,
    Origin,
    Plan,
    Vintage,
)
from indicators.news import Said, news


class Cell(NamedTuple):
    """Measure × area × year, by id; sorts in the order in which rows are locked."""

    area_id: int
    measure_id: int
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One statement to be recorded: a value or a mark, and where it comes from."""

    cell: Cell
    value: Decimal | None
    mark: str = ""
    step: Decimal = Decimal(0)
    exactness: str = "="
    as_at: date | None = None
    withdraws: bool = False
    vintage: str
    origin: str
    source_id: int | None = None
    note: str = ""
    note_en: str = ""


def record(figures: Sequence[Figure], *, by_id: int | None = None) -> int:
    """Add what the figures say that is not on record yet; returns how many facts were added."""
    with transaction.atomic():
        if not (unsaid := _unsaid(figures)):
            return 0
        cells = {figure.cell for figure, _ in unsaid}
        _hold(cells)
        # Read again: someone else may have written these cells before they were held.
        unsaid = _unsaid([figure for figure, _ in unsaid])
        _add(unsaid, by_id=by_id)
        _settle(cells)
    return len(unsaid)


def withdraw(figures: Sequence[Figure], *, by_id: int | None = None) -> int:
    """Take back what the voices of the figures said of their cells; the statements stay on record.

    What else is known of a cell counts again; if nothing is, it is 尚不掌握.
    """
    taken = [
        replace(each, value=None, mark=Mark.PENDING.value, step=Decimal(0), withdraws=True)
        for each in figures
    ]
    return record(taken, by_id=by_id)


def choose(actual: Actual, *, reason: str, by_id: int | None = None) -> FigureChoice:
    """Decide, with a reason, that `actual` is the figure that counts for its cell."""
    if actual.as_at is not None:
        raise ValueError("an interim figure never stands for the year")
    cells = {Cell(actual.area_id, actual.measure_id, actual.year)}
    with transaction.atomic():
        _hold(cells)
        choice = FigureChoice.objects.create(actual=actual, reason=reason, chosen_by_id=by_id)
        _settle(cells)
    return choice


def plan_changed(plan: Plan) -> None:
    """Everything judged by the plan must be judged again, by rules that are read again."""
    with transaction.atomic():
        Plan.objects.filter(pk=plan.pk).renew()
        all_due([plan])


def all_due(plans: Iterable[Plan]) -> None:
    """Every gauge of the plans, with the indicators they have now, must be computed afresh."""
    indicators_due(Indicator.objects.filter(plan__in=list(plans)).values_list("pk", flat=True))


def indicators_due(ids: Iterable[int]) -> None:
    """Every gauge of the indicators must be computed afresh."""
    with transaction.atomic():
        _bump(DueIndicator, ("indicator_id",), ((each,) for each in ids))
        transaction.on_commit(doorbell.ring, robust=True)


def _unsaid(figures: Sequence[Figure]) -> list[tuple[Figure, int]]:
    """The figures that are news, with their sequence numbers."""
    on_record = _on_record({figure.cell for figure in figures})
    return news(((each, _said(each)) for each in figures), on_record=map(_said, on_record))


def _said(said: Figure | Fact) -> Said:
    return Said(said.cell, _voice(said), _words(said))


Voice = tuple[str, int | None, str, str | None]
"""Who speaks of a cell, and of what state of it."""
Words = tuple[int | None, str, int, str, str, bool]


def _voice(said: Figure | Fact) -> Voice:
    as_at = None if said.as_at is None else str(said.as_at)
    return (str(said.origin), said.source_id, str(said.vintage), as_at)


def _words(said: Figure | Fact) -> Words:
    if isinstance(said, Fact):
        told = (said.value, said.mark, said.step, said.exactness, said.note)
        return (*told, bool(said.withdraws))
    value = None if said.value is None else to_millionths(said.value)
    told = (value, said.mark, to_millionths(said.step), said.exactness, said.note)
    return (*told, said.withdraws)


SAID = ("mark", "exactness", "withdraws", "vintage", "origin", "source_id", "note", "note_en")
"""Columns of a fact that say what the figure says, in the same words."""
ADDED = (*Cell._fields, "sequence", "value", "step", "as_at", "recorded_at", "recorded_by_id")


def _add(unsaid: Iterable[tuple[Figure, int]], *, by_id: int | None) -> None:
    """Write the facts."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    facts = []
    for figure, sequence in unsaid:
        value, _, step, *_ = _words(figure)
        *_, as_at = _voice(figure)
        added = (*figure.cell, sequence, value, step, as_at, now, by_id)
        facts.append((*added, *(getattr(figure, name) for name in SAID)))
    rows.insert(Actual, facts, columns=(*ADDED, *SAID))


class Fact(NamedTuple):
    """An Actual as its columns keep it, and what decides whether it counts."""

    id: int
    area_id: int
    measure_id: int
    year: int
    sequence: int
    value: int | None
    mark: str
    step: int
    exactness: str
    as_at: str | None
    withdraws: bool
    vintage: str
    origin: str
    source_id: int | None
    note: str
    dated: str
    chosen: int

    @property
    def cell(self) -> Cell:
        return Cell(self.area_id, self.measure_id, self.year)


FACTS = """
    SELECT fact.id, fact.area_id, fact.measure_id, fact.year, fact.sequence, fact.value, fact.mark,
        fact.step, fact.exactness, CAST(fact.as_at AS text), fact.withdraws, fact.vintage,
        fact.origin, fact.source_id, fact.note, COALESCE(source.dated, ''),
        COALESCE((SELECT MAX(id) FROM indicators_figurechoice WHERE actual_id = fact.id), 0)
    FROM indicators_actual fact LEFT JOIN indicators_source source ON source.id = fact.source_id
"""
IN_CELL = "(fact.area_id = %s AND fact.measure_id = %s AND fact.year = %s)"


def _on_record(cells: Iterable[Cell]) -> Iterator[Fact]:
    """What is on record for the cells, for each in sequence."""
    for some in rows.batches(sorted(cells), each=3):
        sql = f"{FACTS} WHERE {' OR '.join([IN_CELL] * len(some))} ORDER BY fact.sequence"
        yield from rows.query(Fact, sql, [part for cell in some for part in cell])


def _hold(cells: set[Cell]) -> None:
    """Note the cells as due; until the transaction ends no one else writes them."""
    _bump(DueFigure, Cell._fields, cells)


def _settle(cells: set[Cell]) -> None:
    """Renew the current figures of the cells, and ring on commit."""
    facts = list(_on_record(cells))
    _renew(facts, _withdrawals(facts))
    # Robust, because what is recorded must not be reported as failed.
    transaction.on_commit(doorbell.ring, robust=True)


def _bump(due: type[Model], key: tuple[str, ...], keys: Iterable[tuple[int, ...]]) -> None:
    """Raise the counter of each due row, or add it.

    One statement a row, so that a drain cannot delete the row between an
    insert and an update; sorted, so that two writers lock in one order.
    """
    columns, table = ", ".join(key), due._meta.db_table
    marks = ", ".join(["%s"] * len(key))
    upsert = (  # every name in it is a table or column of our own
        f"INSERT INTO {table} ({columns}, bumps, since) VALUES ({marks}, 1, %s) "  # noqa: S608
        f"ON CONFLICT ({columns}) DO UPDATE SET bumps = {table}.bumps + 1"
    )
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.executemany(upsert, [(*row, now) for row in sorted(keys)])


ORIGIN_RANK = {
    Origin.PUBLISHED: 2,
    Origin.REPORTED: 2,
    Origin.ASSESSED: 0,
    Origin.DERIVED: 1,
    Origin.DEMO: 0,
}
VINTAGE_RANK = {vintage: rank for rank, vintage in enumerate(Vintage.values)}


def _counts_before(fact: Fact) -> tuple[object, ...]:
    """By what a fact outranks the others of its cell."""
    return (
        fact.chosen,
        fact.origin != Origin.DEMO,
        fact.mark != Mark.PENDING,
        ORIGIN_RANK[Origin(fact.origin)],
        VINTAGE_RANK[fact.vintage],
        fact.dated,
        fact.sequence,
    )


Withdrawals = dict[tuple[Cell, Voice], int]
"""The last sequence number at which a voice took back what it had said of a cell."""


def _withdrawals(facts: Iterable[Fact]) -> Withdrawals:
    found: Withdrawals = {}
    for fact in facts:
        if fact.withdraws:
            key = (fact.cell, _voice(fact))
            found[key] = max(found.get(key, 0), fact.sequence)
    return found


def _counting(facts: Iterable[Fact], withdrawn: Withdrawals) -> list[Fact]:
    """The fact that counts for every cell.

    Full-year facts only: first a recorded choice, then real before derived
    before demo, then the later vintage, the later source, the later entry.
    尚不掌握 hides no figure but a demo one; what was withdrawn counts no more. A provincial
    assessment counts by choice alone.
    """
    best: dict[Cell, Fact] = {}
    for fact in facts:
        if withdrawn and fact.sequence < withdrawn.get((fact.cell, _voice(fact)), 0):
            continue
        if fact.as_at is not None or (fact.origin == Origin.ASSESSED and not fact.chosen):
            continue
        other = best.get(fact.cell)
        if other is None or _counts_before(fact) > _counts_before(other):
            best[fact.cell] = fact
    return list(best.values())


SAME = (*Cell._fields, "value", "mark", "step", "exactness", "vintage", "origin")
"""Columns of a current figure that repeat those of its fact."""
CURRENT = ("actual_id", *SAME)


def _renew(facts: Iterable[Fact], withdrawn: Withdrawals) -> int:
    """Store which of the facts count; a cell that has a current figure never loses it."""
    current = _current(facts, withdrawn)
    rows.upsert(CurrentFigure, current, columns=CURRENT, key=Cell._fields)
    return len(current)


def _current(facts: Iterable[Fact], withdrawn: Withdrawals) -> list[rows.Values]:
    counting = _counting(facts, withdrawn)
    return [(fact.id, *(getattr(fact, name) for name in SAME)) for fact in counting]


def rebuild_current_figures() -> int:
    """Derive every current figure from the facts again; returns how many there are."""
    with transaction.atomic():
        rows.keep_writers_out(CurrentFigure)
        CurrentFigure.objects.all().delete()
        withdrawn = _withdrawals(rows.query(Fact, f"{FACTS} WHERE fact.withdraws"))
        current = _current(rows.query(Fact, FACTS), withdrawn)
        rows.append(CurrentFigure, current, columns=CURRENT)
    return len(current)
