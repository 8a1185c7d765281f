"""Opening a workbook somebody sent, in a process of its own: `python -m collection.workbook.open_xlsx`.

What is told are its cells; no formula is ever computed.
"""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any, Final

import openpyxl
from openpyxl.cell import Cell as Opened
from openpyxl.worksheet.worksheet import Worksheet

from collection.workbook.archive import MOST_COLUMNS, MOST_ROWS, inspect
from collection.workbook.cells import Cell, Kind, Sheet, packed
from collection.workbook.inside import answer
from collection.workbook.unfit import Unfit

DIGITS: Final = ".15g"
"""As many as Excel keeps: 0.1 + 0.2 is 0.3 on its screen and here."""
MOMENTS: Final = (datetime.date, datetime.time, datetime.timedelta)


def sheets_of(content: bytes) -> list[Sheet]:
    """Raises Unfit for a sheet that is too large."""
    said = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    results = openpyxl.load_workbook(io.BytesIO(content), keep_links=False, data_only=True)
    return [_sheet(sheet, results[sheet.title]) for sheet in said.worksheets]


def _sheet(said: Worksheet, results: Worksheet) -> Sheet:
    if said.max_row > MOST_ROWS or said.max_column > MOST_COLUMNS:
        raise Unfit("E-FILE-DIM", range=said.dimensions)
    rows: dict[int, dict[int, Cell]] = {}
    for line in said.iter_rows():
        for cell in line:
            if cell.value is not None:
                read = _cell(cell, results.cell(cell.row, cell.column))
                rows.setdefault(cell.row, {})[cell.column] = read
    merged = [(each.min_row, each.max_row, str(each)) for each in said.merged_cells.ranges]
    hidden = frozenset(n for n, each in said.row_dimensions.items() if each.hidden)
    if said.sheet_state != "visible":
        hidden = frozenset(rows)
    columns = (each for each in said.column_dimensions.values() if each.hidden)
    return Sheet(
        name=said.title, rows=rows, hidden=hidden, merged=tuple(merged),
        hidden_columns=frozenset(n for each in columns for n in range(each.min, each.max + 1)),
    )  # fmt: skip


def _cell(said: Opened, result: Opened) -> Cell:
    place = said.coordinate
    if said.data_type == "f":
        return Cell("" if result.value is None else _text(result), place, Kind.FORMULA)
    if said.data_type == "e":
        return Cell(str(said.value), place, Kind.ERROR)
    if isinstance(said.value, MOMENTS):
        return Cell(str(said.value), place, Kind.DATE)
    number = isinstance(said.value, int | float) and not isinstance(said.value, bool)
    return Cell(_text(said), place, Kind.NUMBER if number else Kind.TEXT)


def _text(cell: Opened) -> str:
    """A number as it would be typed; with % where its format shows one."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    number = Decimal(format(value, DIGITS)) if isinstance(value, float) else Decimal(value)
    if "%" in cell.number_format:
        return f"{_plain(number * 100)}%"
    return _plain(number)


def _plain(number: Decimal) -> str:
    said = f"{number:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def read(content: bytes) -> dict[str, Any]:
    ignored = inspect(content)
    return {"ignored": ignored, "sheets": [packed(sheet) for sheet in sheets_of(content)]}


if __name__ == "__main__":
    answer(read)
