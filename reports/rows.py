"""The rows of a question as files: text tables, a workbook, Parquet, and tables in Word and PDF.

Every file is written row by row from the same cells as the page, so that a country's fit into
little memory; only the two documents are laid out as a whole.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO, Final, NamedTuple

import xlsxwriter
from django.utils import timezone
from xlsxwriter.worksheet import Worksheet

from collection.workbook.long_table import HEADINGS
from collection.workbook.long_table import Column as LongColumn
from collection.workbook.write import PLAIN
from indicators.charts.wording import MINUS, Text
from indicators.downloads.charts import DEMO_NOTE
from indicators.downloads.sheet import BYTE_ORDER_MARK, FORMULA, safe
from indicators.editions import edition_words
from indicators.models import Plan
from indicators.queries.explore import (
    AXES,
    Answer,
    Cell,
    Question,
    Table,
    cells_of,
)
from indicators.queries.subjects import Subject
from indicators.queries.table import text_of
from indicators.templatetags.plan_words import said
from reports.content.numbering import DRAFT, day_words, edition_code
from reports.document import Column as GridColumn
from reports.document import Grid, Heading, Part, Report, cells
from reports.exports.wish import Progress
from reports.pdf.write import pdf_of
from reports.word.write import word_of


class Column(NamedTuple):
    """`key` is its name for programs; a number where it is one, text otherwise."""

    key: str
    heading: Text
    width: int
    number: bool = False


COLUMNS: Final = (
    Column("indicator_code", Text("指标代码", "Indicator code"), 20),
    Column("indicator", Text("指标", "Indicator"), 40),
    Column("area_code", Text("地区代码", "Place code"), 12),
    Column("area", Text("地区", "Place"), 22),
    Column("year", Text("年份", "Year"), 8, number=True),
    Column("value", Text("数值", "Value"), 16, number=True),
    Column("unit", Text("计量单位", "Unit"), 12),
    Column("qualifier", Text("限定", "Qualifier"), 8),
    Column("kind", Text("数据性质", "Kind of figure"), 14),
    Column("status", Text("评价", "Status"), 14),
    Column("demo", Text("演示数据", "Demo"), 10),
)
INDICATOR: Final = Text("规划指标", "Indicator")
MEASURE: Final = Text("基础指标", "Measure")


def columns_of(asked: Question) -> tuple[Column, ...]:
    """Where measures are asked for, under the headings by which 往年数据 is brought in."""
    if not asked.measured:
        return COLUMNS
    alone = len(asked.measured) == len(asked.subjects)
    code, name, *rest = COLUMNS
    of = MEASURE if alone else name.heading
    return (
        Column("type", Text("类别", "Type"), 10),
        code._replace(key="code", heading=Text(f"{of.zh}代码", f"{of.en} code")),
        name._replace(key="name", heading=of),
        *rest,
        Column("mark", Text(*HEADINGS[LongColumn.MARK]), 18),
        Column("note", Text(*HEADINGS[LongColumn.NOTE]), 30),
    )


ENCODINGS: Final = {"utf-8": "utf-8", "gb18030": "gb18030"}
MOST_IN_A_DOCUMENT: Final = 20_000
"""Cells that a document is laid out with."""
A_SHEET: Final = 1_000_000
"""Rows of one sheet; what is more goes on in the next."""
OPTIONS: Final = {**PLAIN, "constant_memory": True}
"""Of a workbook that is written row by row."""
KEPT_IN_MEMORY: Final = 1 << 20
Row = list[str]
Columns = Sequence[Column]
STARTS: Final = frozenset((*FORMULA, MINUS))


class Asked(NamedTuple):
    """What is written: of which plan and question, and how far it is."""

    plan: Plan
    question: Question
    progress: Progress
    encoding: str = "utf-8"

    def cells(self) -> Iterator[Cell]:
        self.progress.due(self.question.size)
        for n, cell in enumerate(cells_of(self.plan, self.question), 1):
            yield cell
            if n % 500 == 0:
                self.progress.done(n)


class Lines:
    """Cells as lines of text; what many of them say alike is put into words once."""

    def __init__(self, asked: Question) -> None:
        self._subjects = {each.key: self._named(each) for each in asked.subjects}
        self._types = (
            {each.key: said(INDICATOR if each.course else MEASURE) for each in asked.subjects}
            if asked.measured
            else {}
        )
        self._areas: dict[int, tuple[str, str]] = {}
        self._statuses: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._yes = said(Text("是", "yes"))

    def of(self, cell: Cell) -> Row:
        """A line of the table; an unknown figure is empty, never 0."""
        if not self._types:
            return self._line(cell)
        mark = said(cell.absence) if cell.mark else ""
        return [self._types[cell.subject.key], *self._line(cell), mark, cell.note]

    def _line(self, cell: Cell) -> Row:
        code, name, unit = self._subjects[cell.subject.key]
        area_code, area = self._area(cell)
        year = str(cell.year)
        if cell.value is None:
            return [code, name, area_code, area, year, "", unit, "", self._kind(cell), "", ""]
        figure = text_of(cell.value, cell.subject.decimals) or ""
        return [
            code, name, area_code, area, year, figure, unit, cell.about, self._kind(cell),
            self._status(cell), self._yes if cell.demo else "",
        ]  # fmt: skip

    @staticmethod
    def _named(subject: Subject) -> tuple[str, str, str]:
        return subject.code, said(subject.name), said(subject.unit)

    def _area(self, cell: Cell) -> tuple[str, str]:
        area = cell.area
        if area.pk not in self._areas:
            self._areas[area.pk] = (area.code, said(Text(area.name, area.name_en)))
        return self._areas[area.pk]

    def _kind(self, cell: Cell) -> str:
        if cell.vintage not in self._kinds:
            self._kinds[cell.vintage] = said(cell.kind)
        return self._kinds[cell.vintage]

    def _status(self, cell: Cell) -> str:
        if (status := cell.status) is None:
            return ""
        if status.slug not in self._statuses:
            self._statuses[status.slug] = said(Text(status.zh, status.en))
        return self._statuses[status.slug]


def head_of(plan: Plan, asked: Question, *, demo: bool) -> list[str]:
    """What the file is: the plan, the edition, which figures, and that some are demonstrations."""
    words = [
        Text(plan.title, plan.name_en), edition_words(plan), asked.figures.words,
        DEMO_NOTE if demo else None,
    ]  # fmt: skip
    return [said(each) for each in words if each is not None]


def about_of(asked: Asked) -> dict[str, object]:
    """The same for programs."""
    figures = asked.question.figures
    return {
        "plan": asked.plan.slug,
        "edition": asked.plan.release.number if asked.plan.release else None,
        "as_of": figures.as_of.isoformat() if figures.as_of else None,
        "vintage": figures.vintage or None,
    }


def write_csv(asked: Asked, file: BinaryIO) -> None:
    """UTF-8 with the mark that Excel asks for, or GB18030, in which it needs none.

    The rows are put aside until it is known whether the head has to warn of demonstrations.
    """
    encode = codecs.getwriter(ENCODINGS[asked.encoding])
    with tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as aside:
        demo = _write_lines(asked, encode(aside))
        out = encode(file)
        if asked.encoding == "utf-8":
            out.write(BYTE_ORDER_MARK)
        lines = csv.writer(out)
        head = head_of(asked.plan, asked.question, demo=demo)
        lines.writerows([safe(line)] for line in head)
        lines.writerow([])
        aside.seek(0)
        shutil.copyfileobj(aside, file)


def _write_lines(asked: Asked, out: codecs.StreamWriter) -> bool:
    """The headings and the rows; whether any figure is a demonstration."""
    lines, of, demo = csv.writer(out), Lines(asked.question).of, False
    lines.writerow([said(column.heading) for column in columns_of(asked.question)])
    for cell in asked.cells():
        lines.writerow(_kept_plain(of(cell)))
        demo = demo or cell.demo
    return demo


def _kept_plain(row: Row) -> Row:
    return [safe(text) if text[:1] in STARTS else text for text in row]


def write_json(asked: Asked, file: BinaryIO) -> None:
    """An object with the plan, the edition and the rows; figures as text."""
    head = json.dumps(about_of(asked), ensure_ascii=False)[:-1]
    file.write(f'{head}, "rows": ['.encode())
    keys = [column.key for column in columns_of(asked.question)]
    of = Lines(asked.question).of
    for n, cell in enumerate(asked.cells()):
        record = dict(zip(keys, of(cell), strict=True)) | {
            "year": cell.year,
            "value": text_of(cell.value, cell.subject.decimals),
            "demo": cell.demo,
        }
        file.write((",\n" if n else "\n").encode())
        file.write(json.dumps(record, ensure_ascii=False).encode())
    file.write(b"\n]}\n")


def write_xlsx(asked: Asked, file: BinaryIO) -> None:
    """One line a cell, to be filtered and pivoted. Text is never a formula."""
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        demo = write_long(book, asked, said(Text("数据", "Data")))
        about = book.add_worksheet(said(Text("说明", "About")))
        for n, line in enumerate(head_of(asked.plan, asked.question, demo=demo)):
            about.write_string(n, 0, line)


def write_long(book: xlsxwriter.Workbook, asked: Asked, title: str) -> bool:
    """The sheet, or several where one is full; whether any figure is a demonstration."""
    bold, demo, count = book.add_format({"bold": True}), False, 0
    sheet: Worksheet | None = None
    columns, of = columns_of(asked.question), Lines(asked.question).of
    for cell in asked.cells():
        place = count % A_SHEET
        if sheet is None or place == 0:
            _end(sheet, columns, A_SHEET)
            number = count // A_SHEET + 1
            sheet = book.add_worksheet(title if number == 1 else f"{title} {number}")
            _begin(sheet, columns, bold)
        _write(sheet, columns, place + 1, of(cell))
        demo, count = demo or cell.demo, count + 1
    _end(sheet, columns, (count - 1) % A_SHEET + 1)
    return demo


def _begin(sheet: Worksheet, columns: Columns, bold: Any) -> None:
    for n, column in enumerate(columns):
        sheet.set_column(n, n, column.width)
        sheet.write_string(0, n, said(column.heading), bold)
    sheet.freeze_panes(1, 0)


def _end(sheet: Worksheet | None, columns: Columns, rows: int) -> None:
    if sheet is not None:
        sheet.autofilter(0, 0, rows, len(columns) - 1)


def _write(sheet: Worksheet, columns: Columns, line: int, row: Row) -> None:
    for n, (column, text) in enumerate(zip(columns, row, strict=True)):
        if not text:
            continue
        if column.number:
            sheet.write_number(line, n, Decimal(text))
        else:
            sheet.write_string(line, n, text)


def write_document(asked: Asked, file: BinaryIO, *, write: Callable[[Report], bytes]) -> None:
    """The tables as the page turns them, in Word or PDF."""
    found = Answer(question=asked.question, cells=tuple(asked.cells()))
    file.write(write(document_of(asked.plan, found, today=timezone.localdate())))


def document_of(plan: Plan, found: Answer, *, today: date) -> Report:
    parts: list[Part] = [Heading("查询结果", 1)]
    parts += [_grid(found.question, table, n) for n, table in enumerate(found.tables(), 1)]
    return Report(
        title="数据查询",
        subtitle=f"《{plan.title}》",
        label=DRAFT if plan.release is None else "公开数据",
        number=f"{plan.slug}-data-{edition_code(plan)}".upper(),
        issuer=plan.issuer,
        date=day_words(today),
        facts=tuple(head_of(plan, found.question, demo=False)[1:]),
        warning="含演示数据（以*标明），非官方数据，不得引用。" if found.shows_demo else "",
        parts=tuple(parts),
        contents=False,
    )


def _grid(asked: Question, table: Table, number: int) -> Grid:
    about = table.about
    unit = f"（{about.unit.zh}）" if about.unit else ""
    return Grid(
        caption=f"表{number} {about.name.zh}{unit}",
        columns=(
            GridColumn(AXES[asked.down].zh, 2.2),
            *(GridColumn(_titled(head), 1.0, "right") for head in table.headings),
        ),
        rows=tuple(cells(_titled(line), *map(_shown, found)) for line, found in table.lines),
    )


def _titled(member: Any) -> str:
    return f"{member.name.zh}（{member.unit.zh}）" if member.unit else str(member.name.zh)


def _shown(cell: Cell) -> str:
    if cell.value is None:
        return cell.absence.zh
    return f"{cell.about}{cell.shown}{'*' if cell.demo else ''}"


Writer = Callable[[Asked, BinaryIO], None]


DOCUMENTS: Final = {"docx": word_of, "pdf": pdf_of}
WRITERS: Final[Mapping[str, Writer]] = {
    "csv": write_csv, "xlsx": write_xlsx, "json": write_json,
    **{suffix: partial(write_document, write=write) for suffix, write in DOCUMENTS.items()},
}  # fmt: skip
FORMATS: Final = (*WRITERS, "parquet")
"""The last is written by a worker alone; see reports/parquet.py."""
AT_ONCE: Final = ("csv", "xlsx", "json")
"""Formats that are quick enough to be made while somebody waits, where the question is small."""


class Nobody:
    """Nobody looks how far it is."""

    def due(self, number: int) -> None:
        pass

    def done(self, number: int) -> None:
        pass


def written(asked: Asked, suffix: str) -> bytes:
    file = io.BytesIO()
    WRITERS[suffix](asked, file)
    return file.getvalue()
