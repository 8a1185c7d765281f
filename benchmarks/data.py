"""Figures for every city, measure and year, from a seed: the same in every run."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pandas as pd
from django.db import connection, transaction
from django.db.models import Model

from areas.models import Area
from benchmarks.country import invent
from benchmarks.sizes import Size
from indicators import gauges, record, rows
from indicators.fields import MILLION
from indicators.models import Actual, CurrentFigure, Gauge, Indicator, Origin, Plan, Vintage

SEED: Final = 20211017

REPORTED: Final = {
    "sequence": 1,
    "mark": "",
    "step": MILLION,
    "exactness": "=",
    "vintage": Vintage.ANNUAL.value,
    "origin": Origin.REPORTED.value,
    "note": "",
    "note_en": "",
    "recorded_at": "2026-01-01 00:00:00+00:00",
}
"""What all facts say alike; the step is one whole unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What stands in the database, every gauge computed."""

    plan: Plan
    figures: pd.DataFrame

    def __str__(self) -> str:
        areas, indicators = Area.objects.count(), Indicator.objects.count()
        return f"{len(self.figures):,} figures, {areas} areas, {indicators} indicators"


def load(size: Size) -> Data:
    """Facts put on record in bulk, which `record` would do one cell at a time."""
    with transaction.atomic():
        plan, cities = invent(size)
        record.plan_changed(plan)
        figures = table(plan, cities)
        rows.append(Actual, map(_fact, figures.itertuples(index=False)), columns=FACT)
        record.rebuild_current_figures()
    gauges.drain()
    tidy()
    return Data(plan=plan, figures=figures)


FACT: Final = (*record.Cell._fields, "value", *REPORTED)


def _fact(row: Any) -> tuple[Any, ...]:
    cell = record.Cell(int(row.area_id), int(row.measure_id), int(row.year))
    return (*cell, int(row.value) * MILLION, *REPORTED.values())


def tidy() -> None:
    """What autovacuum does within a minute: clear away what the load left, and count the rows."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def table(plan: Plan, cities: list[Area]) -> pd.DataFrame:
    """One row a figure; whole numbers only, so that no figure passes through a float."""
    chance = random.Random(SEED)
    rows: pd.DataFrame = pd.MultiIndex.from_product(
        [
            [city.pk for city in cities],
            sorted(plan.measures.values_list("pk", flat=True)),
            range(plan.base_year, plan.target_year + 1),
        ],
        names=["area_id", "measure_id", "year"],
    ).to_frame(index=False)
    values = [chance.randint(1_000, 100_000) for _ in range(len(rows))]
    return rows.assign(value=pd.Series(values, dtype="int64"))


def figure(row: Any) -> record.Figure:
    return record.Figure(
        cell=record.Cell(int(row.area_id), int(row.measure_id), int(row.year)),
        value=Decimal(int(row.value)),
        step=Decimal(1),
        vintage=Vintage.ANNUAL.value,
        origin=Origin.REPORTED.value,
    )


def revisions(figures: pd.DataFrame) -> Iterator[record.Figure]:
    """New values for cells drawn one after another, for as long as they are asked for."""
    chance = random.Random(SEED + 1)
    while True:
        row = figures.iloc[chance.randrange(len(figures))]
        yield figure(row.replace({row.value: row.value + chance.randint(1, 9_999)}))


Derived = dict[str, str]
"""Table → the digest of its rows."""


def derived() -> Derived:
    """Everything that can be rebuilt from the facts, except when that was done."""
    return {kept._meta.db_table: _digest(kept) for kept in (Gauge, CurrentFigure)}


def _digest(kept: type[Model]) -> str:
    """Row by row in the order of the key, so that a million rows need no memory."""
    names = [field.attname for field in kept._meta.concrete_fields if field.name != "computed_at"]
    key = ", ".join(field.attname for field in kept._meta.pk_fields)
    found = hashlib.sha256()
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {kept._meta.db_table} ORDER BY {key}")
        while some := cursor.fetchmany(10_000):
            found.update(repr(some).encode())
    return found.hexdigest()


def rebuilt(plan: Plan) -> Derived:
    """The same, computed afresh from the facts alone."""
    record.rebuild_current_figures()
    gauges.rebuild([plan])
    return derived()
