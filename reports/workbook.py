"""数据册: the plan as a workbook: a summary, a sheet for every indicator, what figures mean and where
they are from, what was revised, and all of it as one long table.

In Chinese, as the reports are. Text is never a formula; colours only repeat what a word says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indicators.charts.theme import TONES
from indicators.editions import edition_words
from indicators.models import Plan
from indicators.queries.explore import Cell as Known
from indicators.queries.explore import Question, batched, cells_of
from indicators.queries.subjects import indicator_subject
from indicators.queries.table import text_of
from reports.content.annexes import revisions_of, sources_of
from reports.content.facts import Entry, Facts, Kind
from reports.content.indicator_words import DEMO_MARK, DEMO_NOTE, NONE, chart_of
from reports.content.indicators import main_table, overall_words
from reports.document import Cell, Grid, LineChart
from reports.exports.wish import Progress
from reports.native_chart import chart_of as native_chart
from reports.native_chart import write_figures
from reports.rows import OPTIONS, Asked, write_long

FONT: Final = "微软雅黑"
FIRST: Final = 6
"""The row at which an indicator's figures begin; its chart stands beside them."""
FIGURE: Final = re.compile(r"([≈>]?)([-−]?[\d,]+(?:\.\d+)?)(\*?)")
A4, TALL = 9, 32
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME: Final = 31


class Book:
    """A workbook with the looks that its sheets share."""

    def __init__(self, file: BinaryIO) -> None:
        self.book = xlsxwriter.Workbook(file, OPTIONS)
        base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
        cell = {**base, "border": 1, "border_color": "#BFBFBF", "text_wrap": True}
        self.title = self.book.add_format({**base, "bold": True, "font_size": 14})
        self.plain = self.book.add_format(base)
        self.head = self.book.add_format(
            {**cell, "bold": True, "bg_color": "#E6EBF1", "align": "center"}
        )
        self.text = self.book.add_format(cell)
        self._cell = cell
        self.tones = {
            tone: self.book.add_format({**cell, "font_color": colour, "bold": True})
            for tone, colour in TONES.items()
        }
        self._numbers: dict[str, Format] = {}
        self._names: set[str] = set()

    def sheet(self, title: str, widths: Sequence[float]) -> Worksheet:
        sheet = self.book.add_worksheet(self._free(title))
        for n, width in enumerate(widths):
            sheet.set_column(n, n, width)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _free(self, title: str) -> str:
        """A name that a sheet may have and none has yet."""
        bare = FORBIDDEN.sub(" ", title).strip()[:LONGEST_NAME]
        name, n = bare, 1
        while name.lower() in self._names:
            n += 1
            name = f"{bare[: LONGEST_NAME - 3]} {n}"
        self._names.add(name.lower())
        return name

    def table(self, sheet: Worksheet, row: int, grid: Grid) -> int:
        """Write it from the row on; the row after it."""
        for n, column in enumerate(grid.columns):
            sheet.write_string(row, n, column.title, self.head)
        for m, line in enumerate(grid.rows, row + 1):
            sheet.set_row(m, TALL if any("\n" in cell.text for cell in line) else None)
            for n, cell in enumerate(line):
                self.cell(sheet, m, n, cell)
        return row + 1 + len(grid.rows)

    def cell(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        """A figure is a number whatever mark it carries: the mark is how the cell is shown."""
        found = FIGURE.fullmatch(cell.text)
        if found is None:
            look = self.text if cell.tone is None else self.tones[cell.tone]
            sheet.write_string(row, column, cell.text, look)
            return
        about, figure, demo = found.groups()
        number = Decimal(figure.replace(",", "").replace("−", "-"))
        sheet.write_number(row, column, number, self._number(number, about, demo))

    def _number(self, number: Decimal, about: str, demo: str) -> Format:
        places = max(0, -int(number.as_tuple().exponent))
        shown = "#,##0" + (f".{'0' * places}" if places else "")
        shown = f'"{about}"{shown}' if about else shown
        shown = f'{shown}"{demo}"' if demo else shown
        if shown not in self._numbers:
            self._numbers[shown] = self.book.add_format(
                {**self._cell, "num_format": shown, "align": "right"}
            )
        return self._numbers[shown]


def write_workbook(
    plan: Plan, year: int, file: BinaryIO, *, today: date, progress: Progress
) -> None:
    """All sheets up to the year; what is due are the indicators and the long table."""
    facts = Facts(plan, Kind.ANNUAL, year, today=today)
    question = Question(
        subjects=tuple(indicator_subject(entry.course) for entry in facts.entries),
        areas=(plan.area, *facts.places),
        years=tuple(facts.years),
    )
    progress.due(len(facts.entries) + question.size)
    made = Book(file)
    with made.book:
        _summary(made, facts)
        # By indicator, then by place, then by year, as they were asked for.
        known = cells_of(plan, question)
        of_one = len(question.areas) * len(question.years)
        for n, entry in enumerate(facts.entries, 1):
            _indicator(made, facts, entry, list(islice(known, of_one)))
            progress.done(n)
        _definitions(made, facts)
        _list(made, "数据来源", ("来源",), [(str(source),) for source in sources_of(facts)])
        titles = ("指标", "时间", "数值", "性质", "来源", "采用")
        revised = [tuple(cell.text for cell in row) for row in revisions_of(facts)]
        _list(made, "修订记录", titles, revised)
        asked = Asked(plan, question, _Later(progress, len(facts.entries)))
        write_long(made.book, asked, "长表")


class _Later:
    """Progress of the long table, after the sheets before it."""

    def __init__(self, progress: Progress, before: int) -> None:
        self._progress, self._before = progress, before

    def due(self, number: int) -> None:
        """It is part of what is due already."""

    def done(self, number: int) -> None:
        self._progress.done(self._before + number)


def _about(plan: Plan) -> str:
    words = edition_words(plan)
    return f"数据版本：{words.zh}" if words else "数据版本：系统现有数据（未发布），草稿·内部资料"


def _summary(made: Book, facts: Facts) -> None:
    grid = main_table(facts, facts.headline, "主要指标")
    sheet = made.sheet("总览", [6, 34, 10, *[12] * len(facts.years), 14, 9, 14, 14, 22, 26])
    sheet.write_string(0, 0, f"{facts.plan.title} 数据册（{facts.year}年）", made.title)
    sheet.write_string(1, 0, _about(facts.plan), made.plain)
    sheet.write_string(2, 0, overall_words(facts), made.plain)
    after = made.table(sheet, 4, grid)
    for n, note in enumerate(grid.notes):
        sheet.write_string(after + 1 + n, 0, note, made.plain)
    sheet.freeze_panes(5, 2)


def _indicator(made: Book, facts: Facts, entry: Entry, known: Sequence[Known]) -> None:
    row = entry.course.indicator
    title = f"{row.no} {row.name}" if row.no else row.name
    sheet = made.sheet(title, [18, *[13] * max(6, len(facts.years))])
    sheet.write_string(0, 0, f"{row.name}（{row.unit.symbol}）", made.title)
    for n, line in enumerate(_facts(facts, entry), 1):
        sheet.write_string(n, 0, line, made.plain)
    chart = chart_of(entry)
    at = FIRST
    if chart is not None:
        at = _trend(made, sheet, chart)
    sheet.write_string(at, 0, "市（州）", made.head)
    for n, year in enumerate(facts.years, 1):
        sheet.write_string(at, n, f"{year}年", made.head)
    for m, of_area in enumerate(batched(known, len(facts.years)), at + 1):
        sheet.write_string(m, 0, of_area[0].area.name, made.text)
        for n, cell in enumerate(of_area, 1):
            made.cell(sheet, m, n, Cell(_of_place(cell)))
    if any(cell.demo for cell in known):
        sheet.write_string(m + 2, 0, DEMO_NOTE)


def _trend(made: Book, sheet: Worksheet, chart: LineChart) -> int:
    """The figures of the whole with their chart beside them; the row after it."""
    # Before the rows are written: they are gone from memory then.
    write_figures(sheet, chart, row=FIRST, heading=made.head)
    drawn = native_chart(made.book, sheet, chart, row=FIRST)
    drawn.set_title({"name": chart.caption, "name_font": {"name": FONT, "size": 11}})
    drawn.set_size({"width": 620, "height": 300})
    sheet.insert_chart(FIRST, 8, drawn, {"description": chart.alt})
    return FIRST + len(chart.years) + 3


def _facts(facts: Facts, entry: Entry) -> Iterator[str]:
    row = entry.course.indicator
    yield f"解释：{row.definition}"
    yield f"口径：{row.scope or NONE}"
    yield f"责任部门：{facts.whose(entry) or NONE}"
    yield _about(facts.plan)


def _of_place(cell: Known) -> str:
    """With the marks it is shown with."""
    if cell.value is None:
        return NONE
    return (
        f"{cell.about}{text_of(cell.value, cell.subject.decimals)}{DEMO_MARK if cell.demo else ''}"
    )


def _definitions(made: Book, facts: Facts) -> None:
    titles = ("指标", "计量单位", "解释", "口径", "责任部门", "规划出处")
    lines = [
        (
            e.row.name.zh, e.row.unit.zh, e.course.indicator.definition, e.course.indicator.scope,
            facts.whose(e), e.course.indicator.place,
        )
        for e in facts.entries
    ]  # fmt: skip
    _list(made, "指标解释", titles, lines)
    notes = [(note.name, note.text, note.place) for note in facts.notes]
    _list(made, "文本说明", ("事项", "说明", "出处"), notes)


def _list(made: Book, title: str, titles: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    sheet: Any = made.sheet(title, [28, 16, 40, 40, 28, 20])
    for n, heading in enumerate(titles):
        sheet.write_string(0, n, heading, made.head)
    for m, line in enumerate(lines, 1):
        for n, text in enumerate(line):
            sheet.write_string(m, n, text, made.text)
    sheet.freeze_panes(1, 0)
