"""The one place where facts are written.

A fact, the rows saying what must be recomputed because of it, and the choice
of the figure that counts are written together; the bell rings on commit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F, Max, Model, Q
from django.utils import timezone

from indicators import doorbell
from indicators.models import (
    Actual,
    CurrentFigure,
    DueFigure,
    DuePlan,
    FigureChoice,
    Origin,
    Plan,
    Vintage,
)

BATCH = 200


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
        Actual.objects.bulk_create(
            [_actual(figure, sequence=sequence, by_id=by_id) for figure, sequence in unsaid],
            batch_size=500,
        )
        _settle(cells)
    return len(unsaid)


def choose(actual: Actual, *, reason: str, by_id: int | None = None) -> FigureChoice:
    """Decide, with a reason, that `actual` is the figure that counts for its cell."""
    if actual.as_at is not None:
        raise ValueError("an interim figure never stands for the year")
    cells = {_cell(actual)}
    with transaction.atomic():
        _hold(cells)
        choice = FigureChoice.objects.create(actual=actual, reason=reason, chosen_by_id=by_id)
        _settle(cells)
    return choice


def plan_changed(plan: Plan) -> None:
    """Everything judged by the plan must be judged again, by rules that are read again."""
    with transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
        _bump(DuePlan, ("plan_id",), [(plan.pk,)])
        transaction.on_commit(doorbell.ring, robust=True)


def _unsaid(figures: Sequence[Figure]) -> list[tuple[Figure, int]]:
    """The statements that are news, with their sequence numbers.

    No news is what repeats the last word of the same source on the same cell;
    a figure corrected and corrected back is news each time.
    """
    last: dict[tuple[Cell, Voice], Words] = {}
    sequence: Counter[Cell] = Counter()
    for actual in _on_record({figure.cell for figure in figures}):
        sequence[_cell(actual)] += 1
        last[_cell(actual), _voice(actual)] = _words(actual)
    unsaid = []
    for figure in figures:
        voice = (figure.cell, _voice(figure))
        if last.get(voice) == _words(figure):
            continue
        last[voice] = _words(figure)
        sequence[figure.cell] += 1
        unsaid.append((figure, sequence[figure.cell]))
    return unsaid


Voice = tuple[str, int | None, str, date | None]
"""Who speaks of a cell, and of what state of it."""
Words = tuple[Decimal | None, str, Decimal, str, str]


def _voice(said: Figure | Actual) -> Voice:
    return (said.origin, said.source_id, said.vintage, said.as_at)


def _words(said: Figure | Actual) -> Words:
    return (said.value, said.mark, said.step, said.exactness, said.note)


def _cell(actual: Actual) -> Cell:
    return Cell(actual.area_id, actual.measure_id, actual.year)


def _actual(figure: Figure, *, sequence: int, by_id: int | None) -> Actual:
    return Actual(
        area_id=figure.cell.area_id,
        measure_id=figure.cell.measure_id,
        year=figure.cell.year,
        sequence=sequence,
        value=figure.value,
        mark=figure.mark,
        step=figure.step,
        exactness=figure.exactness,
        as_at=figure.as_at,
        vintage=figure.vintage,
        origin=figure.origin,
        source_id=figure.source_id,
        note=figure.note,
        note_en=figure.note_en,
        recorded_by_id=by_id,
    )


def _in_cells(cells: Iterable[Cell]) -> Iterable[Q]:
    """Conditions that together select exactly these cells, in batches."""
    by_year: dict[tuple[int, int], list[int]] = {}
    for cell in sorted(cells):
        by_year.setdefault((cell.measure_id, cell.year), []).append(cell.area_id)
    groups = list(by_year.items())
    for start in range(0, len(groups), BATCH):
        condition = Q()
        for (measure_id, year), areas in groups[start : start + BATCH]:
            condition |= Q(measure_id=measure_id, year=year, area_id__in=areas)
        yield condition


def _on_record(cells: set[Cell]) -> Iterator[Actual]:
    """What is on record for the cells, for each in sequence."""
    for condition in _in_cells(cells):
        yield from Actual.objects.filter(condition).order_by("sequence")


def _hold(cells: set[Cell]) -> None:
    """Note the cells as due; until the transaction ends no one else writes them."""
    _bump(DueFigure, Cell._fields, cells)


def _settle(cells: set[Cell]) -> None:
    """Renew the current figures of the cells, and ring on commit."""
    for condition in _in_cells(cells):
        CurrentFigure.objects.filter(condition).delete()
        CurrentFigure.objects.bulk_create(current_figures(condition), batch_size=500)
    # Robust, because what is recorded must not be reported as failed.
    transaction.on_commit(doorbell.ring, robust=True)


def _bump(due: type[Model], key: tuple[str, ...], rows: Iterable[tuple[int, ...]]) -> None:
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
        cursor.executemany(upsert, [(*row, now) for row in sorted(rows)])


ORIGIN_RANK = {
    Origin.PUBLISHED: 2,
    Origin.REPORTED: 2,
    Origin.ASSESSED: 0,
    Origin.DERIVED: 1,
    Origin.DEMO: 0,
}
VINTAGE_RANK = {vintage: rank for rank, vintage in enumerate(Vintage.values)}


def current_figures(condition: Q) -> list[CurrentFigure]:
    """The figure that counts for every cell under `condition`.

    Full-year facts only: first a recorded choice, then real before derived
    before demo, then the later vintage, the later source, the later entry. A
    provincial assessment counts by choice alone.
    """
    choices = dict(
        FigureChoice.objects.filter(actual__in=Actual.objects.filter(condition))
        .values_list("actual_id")
        .annotate(last=Max("id"))
        .values_list("actual_id", "last")
    )
    best: dict[Cell, tuple[tuple[object, ...], Actual]] = {}
    for actual in Actual.objects.full_year().filter(condition).select_related("source"):
        chosen = choices.get(actual.pk, 0)
        if actual.origin == Origin.ASSESSED and not chosen:
            continue
        cell = _cell(actual)
        rank = (
            chosen,
            ORIGIN_RANK[Origin(actual.origin)],
            VINTAGE_RANK[actual.vintage],
            actual.source.dated if actual.source else "",
            actual.sequence,
        )
        if cell not in best or rank > best[cell][0]:
            best[cell] = (rank, actual)
    return [_current(actual) for _, actual in best.values()]


def _current(actual: Actual) -> CurrentFigure:
    return CurrentFigure(
        area_id=actual.area_id,
        measure_id=actual.measure_id,
        year=actual.year,
        actual_id=actual.pk,
        value=actual.value,
        mark=actual.mark,
        step=actual.step,
        exactness=actual.exactness,
        vintage=actual.vintage,
        origin=actual.origin,
    )


def rebuild_current_figures() -> int:
    """Derive every current figure from the facts again; returns how many there are."""
    with transaction.atomic():
        _keep_writers_out()
        CurrentFigure.objects.all().delete()
        rows = current_figures(Q())
        CurrentFigure.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def _keep_writers_out() -> None:
    """Let no one renew a current figure meanwhile; SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        table = CurrentFigure._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
