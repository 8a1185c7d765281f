"""The rows of a question as Parquet, for a worker alone: no web process needs so large a library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO, Final

import pyarrow as arrow  # type: ignore[import-untyped]
from pyarrow import parquet

from indicators.queries.table import text_of
from reports.rows import Asked, Lines, about_of, columns_of

A_GROUP: Final = 20_000
"""Rows that Parquet keeps together."""


def write_parquet(asked: Asked, file: BinaryIO) -> None:
    """Figures as decimals with six places, a group of rows at a time; its metadata say of what."""
    kinds = {"year": arrow.int32(), "value": arrow.decimal128(24, 6), "demo": arrow.bool_()}
    columns = [(c.key, kinds.get(c.key, arrow.string())) for c in columns_of(asked.question)]
    about = {name: json.dumps(said) for name, said in about_of(asked).items()}
    schema = arrow.schema(columns, metadata=about)
    with parquet.ParquetWriter(file, schema) as out:
        for group in _groups(asked):
            out.write_table(arrow.Table.from_pylist(group, schema=schema))


def _groups(asked: Asked) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    keys, of = [column.key for column in columns_of(asked.question)], Lines(asked.question).of
    for cell in asked.cells():
        record = dict(zip(keys, of(cell), strict=True))
        value = text_of(cell.value)
        typed = {
            "year": cell.year,
            "value": None if value is None else Decimal(value),
            "demo": cell.demo,
        }
        group.append(record | typed)
        if len(group) == A_GROUP:
            yield group
            group = []
    yield group
