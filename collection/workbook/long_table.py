"""A long table of figures: one line a place, measure and year, found by its headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from areas.problems import Problem
from collection.workbook.cells import NOTHING, Cell, Sheet
from collection.workbook.own import plain_heading


class Column(StrEnum):
    """What a column holds."""

    AREA_CODE = "area_code"
    AREA = "area"
    MEASURE_CODE = "measure_code"
    MEASURE = "measure"
    YEAR = "year"
    VALUE = "value"
    QUALIFIER = "qualifier"
    MARK = "mark"
    VINTAGE = "vintage"
    NOTE = "note"
    DEMO = "demo"


HEADINGS: Final[Mapping[Column, tuple[str, str]]] = {
    Column.AREA_CODE: ("地区代码", "Place code"),
    Column.AREA: ("地区", "Place"),
    Column.MEASURE_CODE: ("基础指标代码", "Measure code"),
    Column.MEASURE: ("基础指标", "Measure"),
    Column.YEAR: ("年份", "Year"),
    Column.VALUE: ("数值", "Value"),
    Column.QUALIFIER: ("限定", "Qualifier"),
    Column.MARK: ("无数值时", "If there is none"),
    Column.VINTAGE: ("数据性质", "Kind of figure"),
    Column.NOTE: ("说明", "Note"),
    Column.DEMO: ("演示数据", "Demo"),
}
NEEDED: Final = (Column.AREA, Column.MEASURE, Column.YEAR, Column.VALUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """As it was written; a column that the table lacks is empty."""

    row: int
    cells: Mapping[Column, Cell]

    def text(self, column: Column) -> str:
        return self.cells[column].text.strip()


def lines_in(sheets: Sequence[Sheet]) -> tuple[list[Line], list[Problem]]:
    """The lines of the first sheet that has the headings, wherever its table begins."""
    for sheet in sheets:
        for number, columns in sorted(sheet.rows.items()):
            found = _columns(columns)
            if all(column in found for column in NEEDED):
                return list(_lines(sheet, found, number)), []
    expected = "、".join(HEADINGS[column][0] for column in NEEDED)
    return [], [Problem.of("E-XLS-HEADER", expected=expected, found="—")]


def _columns(columns: Mapping[int, Cell]) -> dict[Column, int]:
    known = {plain_heading(text): column for column, said in HEADINGS.items() for text in said}
    found: dict[Column, int] = {}
    for number, cell in sorted(columns.items()):
        column = known.get(plain_heading(cell.text))
        if column is not None:
            found.setdefault(column, number)
    return found


def _lines(sheet: Sheet, found: Mapping[Column, int], head: int) -> Iterator[Line]:
    """Those with a value or a mark; a line without either says nothing."""
    for number, columns in sorted(sheet.rows.items()):
        if number <= head:
            continue
        cells = {c: columns.get(found[c], NOTHING) if c in found else NOTHING for c in Column}
        if cells[Column.VALUE].text.strip() or cells[Column.MARK].text.strip():
            yield Line(row=number, cells=cells)
