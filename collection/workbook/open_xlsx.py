"""Opening a workbook somebody sent, in a process of its own: `python -m collection.workbook.open_xlsx`.

The file comes on standard input, its cells go to standard output as JSON. Memory and
processor time are limited, nothing can be written, and no formula is ever computed.
"""

from __future__ import annotations

import datetime
import io
import json
import resource
import sys
from decimal import Decimal
from typing import Any, Final

import openpyxl
from openpyxl.cell import Cell as Opened
from openpyxl.worksheet.worksheet import Worksheet

from collection.workbook.archive import MOST_COLUMNS, MOST_ROWS, inspect
from collection.workbook.cells import Cell, Kind, Sheet, packed
from collection.workbook.unfit import Unfit

MEMORY: Final = 1024 * 2**20
SECONDS: Final = 20
DIGITS: Final = ".15g"
"""As many as Excel keeps: 0.1 + 0.2 is 0.3 on its screen and here."""
MOMENTS: Final = (datetime.date, datetime.time, datetime.timedelta)


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


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


def main() -> None:
    limit()
    content = sys.stdin.buffer.read()
    try:
        ignored = inspect(content)
        answer: dict[str, Any] = {
            "ignored": ignored,
            "sheets": [packed(sheet) for sheet in sheets_of(content)],
        }
    except Unfit as unfit:
        answer = {"code": unfit.code, "facts": unfit.facts}
    except MemoryError:
        answer = {"code": "E-FILE-BOMB", "facts": {}}
    except Exception as error:  # noqa: BLE001 - a damaged file can break a parser anywhere
        answer = {"code": "E-FILE-CORRUPT", "facts": {"reason": type(error).__name__}}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
