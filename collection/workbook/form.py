"""The sheet a form is filled in on: what it is made of, and how it is found again in a file.

A sheet says what it is in one cell (`KEY`, place, year and kind of figures) and names its
columns in a hidden row, so that it may be renamed, moved and its columns put in another
order. A text table has neither: there the headings are the names, and every line says
what form it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from areas.problems import Problem
from collection.workbook.cells import NOTHING, Cell, Sheet, letters
from indicators.downloads.sheet import as_typed

VERSION: Final = "1"
KEY: Final = "plan-tracker-return"
SAID_BY_EXCEL: Final = re.compile(r"[\d.]+E\+\d+", re.IGNORECASE)


class Column(StrEnum):
    """What stands in a column; a hidden row names them."""

    CODE = "#code"
    NAME = "#name"
    UNIT = "#unit"
    LAST = "#last"
    TARGET = "#target"
    PRESET = "#preset"
    VALUE = "#value"
    MARK = "#mark"
    REMARK = "#remark"
    SOURCE = "#source"


NEEDED: Final = (Column.CODE, Column.VALUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormKey:
    """Which form a file is for."""

    plan: str
    area: str
    year: str
    vintage: str
    version: str = VERSION

    def __str__(self) -> str:
        return " ".join((KEY, self.version, self.plan, self.area, self.year, self.vintage))

    @classmethod
    def read(cls, text: str) -> FormKey | None:
        said = text.split()
        if len(said) != 6 or said[0] != KEY:
            return None
        return cls(version=said[1], plan=said[2], area=said[3], year=said[4], vintage=said[5])

    @property
    def edition(self) -> str:
        """What must be the same in file and system, as a message names it."""
        return f"{self.plan} {self.year} {self.vintage} v{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measure of the form as the file has it; `remark`, `source` None: the file has no
    such column.
    """

    code: str
    row: int
    value: Cell
    mark: Cell
    remark: Cell | None
    source: Cell | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The lines of a form, and the headings of columns that mean nothing to it."""

    lines: tuple[Line, ...] = ()
    ignored: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


Headings = Mapping[Column, tuple[str, str]]
"""What each column is headed, in Chinese and English: a file may have either."""


@dataclass(slots=True)
class _Columns:
    at: dict[Column, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def by_number(self) -> Mapping[int, Column]:
        return {number: column for column, number in self.at.items()}


def form_in(sheets: Sequence[Sheet]) -> tuple[Sheet, FormKey, Cell] | None:
    """The sheet that says it is one of our forms, wherever it stands in the file."""
    for sheet in sheets:
        for columns in sheet.rows.values():
            for cell in columns.values():
                if key := FormKey.read(cell.text):
                    return sheet, key, cell
    return None


def lines_of_sheet(sheet: Sheet, headings: Headings) -> Found:
    """What a workbook's form says, by the hidden names of its columns."""
    for number, columns in sorted(sheet.rows.items()):
        if any(cell.text == Column.CODE for cell in columns.values()):
            found = _columns_named(columns, sheet.rows.get(number + 1, {}), headings)
            return _read(sheet, found, first=number + 2)
    missing = Problem.of("E-XLS-HEADER", expected=headings[Column.CODE][0], found="—")
    return Found(problems=(missing,))


def lines_of_table(sheet: Sheet, headings: Headings) -> tuple[Found, list[FormKey]]:
    """What a text table says, by its headings, and the forms its lines say they belong to."""
    first = min(sheet.rows)
    found = _columns_headed(sheet.rows[first], headings)
    if found.problems:
        return _read(sheet, found, first=first + 1), []
    keys, rows, problems = list[FormKey](), dict[int, dict[int, Cell]](), list[Problem]()
    for number, columns in sheet.rows.items():
        if number == first:
            continue
        said = columns.get(found.at[Column.CODE], NOTHING)
        name, _, code = said.text.rpartition(" ")
        if key := FormKey.read(name):
            keys.append(key)
            rows[number] = {**columns, found.at[Column.CODE]: Cell(code, said.place)}
        else:
            problems.append(_no_key(said, number))
    read = _read(Sheet(name=sheet.name, rows=rows), found, first=first + 1)
    lines = tuple(
        replace(line, remark=_as_typed(line.remark), source=_as_typed(line.source))
        for line in read.lines
    )
    return Found(lines=lines, ignored=read.ignored, problems=(*problems, *read.problems)), keys


def _as_typed(remark: Cell | None) -> Cell | None:
    """Without the sign that keeps a text from becoming a formula in a spreadsheet."""
    return remark and replace(remark, text=as_typed(remark.text))


def _no_key(said: Cell, row: int) -> Problem:
    if SAID_BY_EXCEL.fullmatch(said.text):
        return Problem.of("E-NUM-FORMAT", said.place)
    return Problem.of("E-XLS-HEADER", said.place or row, expected=KEY, found=said.text or "—")


def _columns_named(
    names: Mapping[int, Cell], heads: Mapping[int, Cell], headings: Headings
) -> _Columns:
    found, known = _Columns(), {column.value: column for column in Column}
    for number in sorted({*names, *heads}):
        head = heads.get(number, Cell("", names.get(number, NOTHING).place))
        column = known.get(names.get(number, NOTHING).text)
        if column is None:
            _unnamed(found, head, headings)
        elif column in found.at:
            found.problems.append(_twice(head))
        elif head.text.strip() not in headings[column]:
            found.problems.append(_renamed(head, headings[column][0]))
        else:
            found.at[column] = number
    return _all_needed(found, headings)


def _columns_headed(heads: Mapping[int, Cell], headings: Headings) -> _Columns:
    found = _Columns()
    known = {text: column for column, texts in headings.items() for text in texts}
    for number, head in sorted(heads.items()):
        column = known.get(head.text.strip())
        if column is None:
            _unnamed(found, head, headings)
        elif column in found.at:
            found.problems.append(_twice(head))
        else:
            found.at[column] = number
    return _all_needed(found, headings)


def _unnamed(found: _Columns, head: Cell, headings: Headings) -> None:
    said = head.text.strip()
    if any(said in texts for texts in headings.values()):
        found.problems.append(_twice(head))
    elif said:
        found.ignored.append(said)


def _twice(head: Cell) -> Problem:
    return Problem.of("E-XLS-HEADER", head.place, expected=head.text, found=f"{head.text} × 2")


def _renamed(head: Cell, expected: str) -> Problem:
    return Problem.of("E-XLS-HEADER", head.place, expected=expected, found=head.text or "—")


def _all_needed(found: _Columns, headings: Headings) -> _Columns:
    if not found.problems:
        for column in NEEDED:
            if column not in found.at:
                said = "、".join(found.ignored) or "—"
                expected = headings[column][0]
                found.problems.append(Problem.of("E-XLS-HEADER", expected=expected, found=said))
    return found


def _read(sheet: Sheet, found: _Columns, *, first: int) -> Found:
    if found.problems:
        return Found(problems=tuple(found.problems), ignored=tuple(found.ignored))
    lines = list(_lines(sheet, found.at, first))
    problems = [
        *(
            Problem.of("E-XLS-MERGED", place, range=place)
            for _, last, place in sheet.merged
            if last >= first
        ),
        *said_twice(lines),
    ]
    return Found(lines=tuple(lines), ignored=tuple(found.ignored), problems=tuple(problems))


def _lines(sheet: Sheet, at: Mapping[Column, int], first: int) -> Iterator[Line]:
    for number, columns in sorted(sheet.rows.items()):
        if number < first:
            continue
        cells = {
            column: columns.get(place, Cell("", f"{letters(place)}{number}"))
            for column, place in at.items()
        }
        code = cells[Column.CODE]
        if not any(cells[c].text.strip() for c in (*NEEDED, Column.MARK) if c in cells):
            continue
        yield Line(
            code=code.text.strip(),
            row=number,
            value=cells[Column.VALUE],
            mark=cells.get(Column.MARK, NOTHING),
            remark=cells.get(Column.REMARK),
            source=cells.get(Column.SOURCE),
            hidden=number in sheet.hidden or at[Column.VALUE] in sheet.hidden_columns,
        )


def said_twice(lines: Iterable[Line]) -> Iterator[Problem]:
    rows: dict[str, int] = {}
    for line in lines:
        if line.code in rows:
            yield Problem.of("E-XLS-DUP", line.row, a=rows[line.code], b=line.row)
        rows.setdefault(line.code, line.row)
