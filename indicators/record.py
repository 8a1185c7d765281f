"""The one place where facts are written.

A fact, the rows saying what must be recomputed because of it, and the choice
of the figure that counts are written together; the bell rings on commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Max, Model, Q
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

    def says_the_same_as(self, actual: Actual) -> bool:
        return all(
            getattr(self, name) == getattr(actual, name)
            for name in ("value", "mark", "step", "exactness", "as_at", "vintage", "origin")
        ) and (self.source_id, self.note) == (actual.source_id, actual.note)


def record(figures: Sequence[Figure], *, by_id: int | None = None) -> int:
    """Add what the figures say that is not on record yet; returns how many facts were added."""
    with transaction.atomic():
        known = _known({figure.cell for figure in figures})
        new: list[Actual] = []
        for figure in figures:
            said = known.setdefault(figure.cell, [])
            if any(figure.says_the_same_as(actual) for actual in said):
                continue
            actual = _actual(figure, sequence=len(said) + 1, by_id=by_id)
            said.append(actual)
            new.append(actual)
        Actual.objects.bulk_create(new, batch_size=500)
        _settle({Cell(a.area_id, a.measure_id, a.year) for a in new})
    return len(new)


def choose(actual: Actual, *, reason: str, by_id: int | None = None) -> FigureChoice:
    """Decide, with a reason, that `actual` is the figure that counts for its cell."""
    with transaction.atomic():
        choice = FigureChoice.objects.create(actual=actual, reason=reason, chosen_by_id=by_id)
        _settle({Cell(actual.area_id, actual.measure_id, actual.year)})
    return choice


def plan_changed(plan: Plan) -> None:
    """Everything judged by the plan must be judged again."""
    with transaction.atomic():
        _bump(DuePlan, ("plan_id",), [(plan.pk,)])
        transaction.on_commit(doorbell.ring)


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


def _known(cells: set[Cell]) -> dict[Cell, list[Actual]]:
    """What is on record for each cell, in sequence."""
    known: dict[Cell, list[Actual]] = {cell: [] for cell in cells}
    for condition in _in_cells(cells):
        for actual in Actual.objects.filter(condition).order_by("sequence"):
            known[Cell(actual.area_id, actual.measure_id, actual.year)].append(actual)
    return known


def _settle(cells: set[Cell]) -> None:
    """Renew the current figures of the cells, note them as due, and ring on commit."""
    if not cells:
        return
    _bump(DueFigure, Cell._fields, cells)
    for condition in _in_cells(cells):
        CurrentFigure.objects.filter(condition).delete()
        CurrentFigure.objects.bulk_create(current_figures(condition), batch_size=500)
    transaction.on_commit(doorbell.ring)


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
        cell = Cell(actual.area_id, actual.measure_id, actual.year)
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
        CurrentFigure.objects.all().delete()
        rows = current_figures(Q())
        CurrentFigure.objects.bulk_create(rows, batch_size=1000)
    return len(rows)
