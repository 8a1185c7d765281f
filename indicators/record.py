"""The one place where facts are written.

A fact, the rows saying what must be recomputed because of it, and the choice
of the figure that counts are written together; the bell rings on commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from indicators import doorbell, rows
from indicators.counting import (
    FACTS,
    IN_CELL,
    Cell,
    Fact,
    Withdrawals,
    counting,
    voice_of,
    withdrawals,
)
from indicators.fields import to_millionths
from indicators.models import (
    Actual,
    CurrentFigure,
    DueFigure,
    DueIndicator,
    FigureChoice,
    Indicator,
    Mark,
    Plan,
)
from indicators.news import Said, news

__all__ = [
    "Cell",
    "Figure",
    "all_due",
    "choose",
    "indicators_due",
    "plan_changed",
    "rebuild_current_figures",
    "record",
    "withdraw",
]


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
    return Said(said.cell, voice_of(said), _words(said))


Words = tuple[int | None, str, int, str, str, bool]


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
        *_, as_at = voice_of(figure)
        added = (*figure.cell, sequence, value, step, as_at, now, by_id)
        facts.append((*added, *(getattr(figure, name) for name in SAID)))
    rows.insert(Actual, facts, columns=(*ADDED, *SAID))


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
    _renew(facts, withdrawals(facts))
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


SAME = (*Cell._fields, "value", "mark", "step", "exactness", "vintage", "origin")
"""Columns of a current figure that repeat those of its fact."""
CURRENT = ("actual_id", *SAME)


def _renew(facts: Iterable[Fact], withdrawn: Withdrawals) -> int:
    """Store which of the facts count; a cell that has a current figure never loses it."""
    current = _current(facts, withdrawn)
    rows.upsert(CurrentFigure, current, columns=CURRENT, key=Cell._fields)
    return len(current)


def _current(facts: Iterable[Fact], withdrawn: Withdrawals) -> list[rows.Values]:
    best = counting(facts, withdrawn)
    return [(fact.id, *(getattr(fact, name) for name in SAME)) for fact in best]


def rebuild_current_figures() -> int:
    """Derive every current figure from the facts again; returns how many there are."""
    with transaction.atomic():
        rows.keep_writers_out(CurrentFigure)
        CurrentFigure.objects.all().delete()
        withdrawn = withdrawals(rows.query(Fact, f"{FACTS} WHERE fact.withdraws"))
        current = _current(rows.query(Fact, FACTS), withdrawn)
        rows.append(CurrentFigure, current, columns=CURRENT)
    return len(current)
