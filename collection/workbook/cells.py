"""What a sheet says, cell by cell, whatever file it came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """NUMBER and TEXT are read alike; the others are asked about or refused."""

    TEXT = "text"
    NUMBER = "number"
    FORMULA = "formula"
    ERROR = "error"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is what stands there, a FORMULA's result, or an ERROR's name; `place` for example C7."""

    text: str
    place: str
    kind: Kind = Kind.TEXT


NOTHING = Cell("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`rows` by the number of the row, each by the number of the column, counted from 1.

    `hidden` are rows, of a hidden sheet all; `hidden_columns` columns; `merged` ranges as first row,
    last row and address.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, str], ...] = ()


def sheet_of(name: str, lines: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Of lines of text, by their number."""
    return Sheet(
        name=name,
        rows={
            n: {
                column: Cell(text, f"{letters(column)}{n}")
                for column, text in enumerate(line, 1)
                if text
            }
            for n, line in lines
        },
    )


def letters(column: int) -> str:
    """A column as spreadsheets call it: 1 is A, 27 is AA."""
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def packed(sheet: Sheet) -> dict[str, Any]:
    cells = [
        [row, column, cell.text, cell.place, cell.kind.value]
        for row, columns in sheet.rows.items()
        for column, cell in columns.items()
    ]
    hidden, merged = sorted(sheet.hidden), [list(each) for each in sheet.merged]
    columns = sorted(sheet.hidden_columns)
    return {"name": sheet.name, "cells": cells, "hidden": hidden, "hidden_columns": columns,
            "merged": merged}  # fmt: skip


def unpacked(said: Mapping[str, Any]) -> Sheet:
    rows: dict[int, dict[int, Cell]] = {}
    for row, column, text, place, kind in said["cells"]:
        rows.setdefault(row, {})[column] = Cell(text, place, Kind(kind))
    merged = tuple((first, last, place) for first, last, place in said["merged"])
    return Sheet(
        name=said["name"], rows=rows, hidden=frozenset(said["hidden"]),
        hidden_columns=frozenset(said.get("hidden_columns", ())), merged=merged,
    )  # fmt: skip
