"""A clerk's own sheet: where its measures, figures and remarks stand, guessed and then said.

Columns are told by their heading, with the year of the form as `{year}`, so that what was said
of this year's sheet holds for next year's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from collection.workbook.cells import NOTHING, Cell, Kind, Sheet

MOST_ROWS: Final = 400
MOST_COLUMNS: Final = 60
NUMBERING: Final = re.compile(r"^[(]?[0-9一二三四五六七八九十]{1,3}[).、．]\s*|^其中[:：]?")
IN_BRACKETS: Final = re.compile(r"[(][^()]*[)]$")
THIS_YEAR: Final = ("本年", "本期", "数值", "实际值", "年末数", "累计")
REMARKS: Final = ("核实说明", "说明", "备注")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand, numbers from 1: `head` is the row of headings, the others columns.

    `across`: one measure a column, so that rows and columns change places.
    """

    sheet: int = 0
    across: bool = False
    head: int = 1
    label: int = 1
    value: int = 2
    remark: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """One line of it: what it is called there, and what it says."""

    number: int
    label: Cell
    value: Cell
    remark: Cell | None
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What was said of an earlier sheet: its headings, and which measure each line is."""

    across: bool = False
    label: str = ""
    value: str = ""
    remark: str = ""
    measures: Mapping[str, str] | None = None


def plain(label: str) -> str:
    """A name without numbering, unit, spaces and 数 at its end: 3．高新技术企业数（家） is 高新技术企业."""
    said = plain_heading(label)
    while (shorter := plain_heading(IN_BRACKETS.sub("", NUMBERING.sub("", said)))) != said:
        said = shorter
    return said.removesuffix("数") or said


def heading(text: str, year: int) -> str:
    """With the year as `{year}`."""
    return plain_heading(text).replace(str(year), "{year}")


def plain_heading(text: str) -> str:
    """Without spaces, and each sign in its usual form."""
    return unicodedata.normalize("NFKC", "".join(unicodedata.normalize("NFKC", text).split()))


def turned(sheet: Sheet, *, across: bool) -> Sheet:
    """As it is read: one measure a row."""
    if not across:
        return sheet
    rows: dict[int, dict[int, Cell]] = {}
    for row, columns in sheet.rows.items():
        for column, cell in columns.items():
            rows.setdefault(column, {})[row] = cell
    return Sheet(
        name=sheet.name, rows=rows, hidden=sheet.hidden_columns, hidden_columns=sheet.hidden
    )


def fits(sheet: Sheet) -> bool:
    columns = (column for each in sheet.rows.values() for column in each)
    return max(sheet.rows, default=0) <= MOST_ROWS and max(columns, default=0) <= MOST_COLUMNS


def guess(
    sheets: Sequence[Sheet],
    names: Iterable[str],
    *,
    year: int,
    known: Remembered | None,
    only: tuple[int, bool] | None = None,
) -> Layout:
    """The reading in which most lines are measures; `only` one sheet, read one way."""
    wanted = {plain(name) for name in names} | set((known and known.measures) or {})
    tried = (
        [only] if only else [(n, across) for n in range(len(sheets)) for across in (False, True)]
    )
    found = [_reading(sheets[n], n, across, wanted) for n, across in tried]
    best, layout = max(found, key=lambda each: each[0])
    sheet = turned(sheets[layout.sheet], across=layout.across)
    heads = sheet.rows.get(layout.head, {})
    said = {column: heading(cell.text, year) for column, cell in sorted(heads.items())}
    return Layout(
        sheet=layout.sheet,
        across=layout.across,
        head=layout.head,
        label=layout.label,
        value=_value_column(sheet, layout, said, known) if best else layout.value,
        remark=_column(said, [known.remark] if known and known.remark else REMARKS),
    )


def rows_of(sheet: Sheet, layout: Layout) -> list[OwnRow]:
    """The lines below the headings that are called something."""
    read = turned(sheet, across=layout.across)
    return [
        OwnRow(
            number=number,
            label=columns[layout.label],
            value=columns.get(layout.value, NOTHING),
            remark=None if layout.remark is None else columns.get(layout.remark, NOTHING),
            hidden=number in read.hidden or layout.value in read.hidden_columns,
        )
        for number, columns in sorted(read.rows.items())
        if number > layout.head and columns.get(layout.label, NOTHING).text.strip()
    ]


def headings_in(sheet: Sheet, layout: Layout) -> list[tuple[int, str]]:
    """Every column with what it is headed, or what stands in it first."""
    read = turned(sheet, across=layout.across)
    columns = sorted({column for each in read.rows.values() for column in each})
    heads = read.rows.get(layout.head, {})
    return [(column, heads.get(column, NOTHING).text.strip()) for column in columns]


def _reading(sheet: Sheet, n: int, across: bool, wanted: set[str]) -> tuple[int, Layout]:
    """How many measures one column names, and where."""
    counts: dict[int, list[int]] = {}
    read = turned(sheet, across=across)
    for row, columns in read.rows.items():
        for column, cell in columns.items():
            if cell.kind is Kind.TEXT and plain(cell.text) in wanted:
                counts.setdefault(column, []).append(row)
    if not counts:
        first = min(read.rows, default=1)
        return 0, Layout(sheet=n, across=across, head=first)
    label = max(counts, key=lambda column: (len(counts[column]), -column))
    first = min(counts[label])
    above = [row for row in read.rows if row < first and len(read.rows[row]) > 1]
    head = max(above, default=first - 1)
    return len(counts[label]), Layout(sheet=n, across=across, head=head, label=label)


def _value_column(
    sheet: Sheet, layout: Layout, said: Mapping[int, str], known: Remembered | None
) -> int:
    """By what was said before, the year in its heading, a usual word, or the first with figures."""
    right = {column: text for column, text in said.items() if column != layout.label}
    asked = [known.value] if known and known.value else []
    by_year = [text for text in right.values() if "{year}" in text]
    for words in (asked, by_year, THIS_YEAR):
        if (column := _column(right, words)) is not None:
            return column
    figures = (
        column
        for row, columns in sorted(sheet.rows.items())
        if row > layout.head
        for column, cell in sorted(columns.items())
        if column > layout.label and cell.kind in (Kind.NUMBER, Kind.FORMULA)
    )
    return next(figures, layout.label + 1)


def _column(said: Mapping[int, str], words: Iterable[str]) -> int | None:
    return next(
        (column for word in words for column, text in said.items() if word and word in text), None
    )
