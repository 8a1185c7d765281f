"""Writing a form's sheet as .xlsx and as a text table. Text never becomes a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from collection.workbook.form import Column
from collection.workbook.sheet import FormSheet, Row
from indicators.downloads.sheet import BYTE_ORDER_MARK, safe
from indicators.queries.statements import MARKS

PLAIN: Final = {"strings_to_formulas": False, "strings_to_urls": False}
"""Text is text, whatever it begins with."""
OPTIONS: Final = {**PLAIN, "in_memory": True}
COLUMNS: Final = tuple(Column)
WIDTHS: Final = {
    Column.CODE: 10,
    Column.NAME: 34,
    Column.UNIT: 12,
    Column.LAST: 16,
    Column.TARGET: 16,
    Column.PRESET: 16,
    Column.VALUE: 18,
    Column.MARK: 18,
    Column.REMARK: 44,
    Column.SOURCE: 28,
}
OPEN: Final = (Column.VALUE, Column.MARK, Column.REMARK, Column.SOURCE)
"""What may be typed in; everything else is locked."""
NAMES, HEADS, FIRST = 3, 4, 5
"""Rows, counted from 0: the hidden names of the columns, their headings, the first measure."""
FONT: Final = "微软雅黑"
YELLOW: Final = "#FFF9DB"
RULES: Final = (
    (
        "只填浅黄色单元格：有数值的填“本年”一列，没有数值的在“无数值时”一列选择原因，两者只填其一。",
        "Fill in the yellow cells only: a figure, or the reason why there is none; not both.",
    ),
    (
        "按“计量单位”一列的单位填写，只填数字。0表示确实为零；空白表示未填报，不会按0计算。",
        "Use the unit given, digits only. 0 means nought; an empty cell means not reported, never 0.",
    ),
    (
        "有“省级预置数”的，核对无误就照填；有异议的填写本地数值，并在“核实说明”一列写明理由。",
        "Where the province has put a figure, enter it if it is right, or yours with the reason.",
    ),
    (
        "可以从自己的表复制后“粘贴为数值”。不要增删列、改表头、合并单元格；行和列的顺序可以变。",
        "Paste as values. Do not add or rename columns or merge cells; their order may change.",
    ),
    (
        "填好后回到系统“导入”页上传。上传后先给出核对清单，确认后才保存。",
        "Upload the file on the import page. It shows what would change; nothing is kept before you confirm.",
    ),
    ("涉密信息不上网：不得填写、上传涉密信息。", "No classified information."),
)


def workbook_of(form: FormSheet, *, english: bool) -> bytes:
    """The sheet to fill in, the definitions, and how it is done."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, OPTIONS) as book:
        book.set_properties({"title": form.title.en if english else form.title.zh})
        looks = _Looks(book)
        _fill_in(book.add_worksheet("Form" if english else "填报表"), form, looks, english=english)
        _definitions(
            book.add_worksheet("Definitions" if english else "指标解释"),
            form,
            looks,
            english=english,
        )
        _rules(book.add_worksheet("How to" if english else "填写说明"), looks, english=english)
    return written.getvalue()


class _Looks:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
        cell = {**base, "border": 1, "border_color": "#BFBFBF"}
        self._book, self._cell = book, cell
        self.plain = book.add_format(base)
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.head = book.add_format(
            {
                **cell,
                "bold": True,
                "bg_color": "#0B4A8F",
                "font_color": "#FFFFFF",
                "text_wrap": True,
            }
        )
        self.text = book.add_format({**cell, "text_wrap": True})
        self.open = book.add_format(
            {**cell, "bg_color": YELLOW, "locked": False, "text_wrap": True}
        )
        self._numbers: dict[tuple[int, bool], Format] = {}

    def number(self, decimals: int, *, unlocked: bool) -> Format:
        """All the decimals the measure takes, so that the screen hides none."""
        if (decimals, unlocked) not in self._numbers:
            shown = "#,##0" + (f".{'0' * decimals}" if decimals else "")
            more = {"bg_color": YELLOW, "locked": False} if unlocked else {}
            self._numbers[decimals, unlocked] = self._book.add_format(
                {**self._cell, "num_format": shown, **more}
            )
        return self._numbers[decimals, unlocked]


def _fill_in(sheet: Worksheet, form: FormSheet, looks: _Looks, *, english: bool) -> None:
    sheet.write_string(0, 0, str(form.key))
    sheet.write_string(0, 1, form.title.en if english else form.title.zh, looks.title)
    sheet.write_string(1, 1, RULES[0][english], looks.plain)
    for n, column in enumerate(COLUMNS):
        sheet.write_string(NAMES, n, column)
        sheet.write_string(HEADS, n, form.headings[column][english], looks.head)
        unused = column is Column.PRESET and not form.has_presets
        hidden = {"hidden": column is Column.CODE or unused}
        sheet.set_column(n, n, WIDTHS[column], None, hidden)
    sheet.set_row(NAMES, None, None, {"hidden": True})
    for n, row in enumerate(form.rows, FIRST):
        _line(sheet, n, row, looks, english=english)
    last = FIRST + len(form.rows) - 1
    _validate(sheet, last, english=english)
    sheet.freeze_panes(FIRST, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADS)


def _line(sheet: Worksheet, n: int, row: Row, looks: _Looks, *, english: bool) -> None:
    measure, entry = row.entry.measure, row.entry
    decimals = measure.decimals
    texts = {
        Column.CODE: measure.code,
        Column.NAME: measure.name_en if english else measure.name,
        Column.UNIT: entry.unit.en if english else entry.unit.zh,
    }
    for column, text in texts.items():
        sheet.write_string(n, COLUMNS.index(column), text, looks.text)
    beside = {
        Column.LAST: row.wanted.last,
        Column.TARGET: row.wanted.target,
        Column.PRESET: entry.preset,
    }
    for column, figure in beside.items():
        look = looks.number(decimals, unlocked=False)
        _figure(sheet, n, COLUMNS.index(column), figure, look)
    value_look = looks.number(decimals, unlocked=True)
    _figure(sheet, n, COLUMNS.index(Column.VALUE), entry.value, value_look)
    mark = _mark(entry.mark, english=english)
    sheet.write(n, COLUMNS.index(Column.MARK), mark or None, looks.open)
    sheet.write(n, COLUMNS.index(Column.REMARK), entry.remark or None, looks.open)
    sheet.write(n, COLUMNS.index(Column.SOURCE), entry.source or None, looks.open)


def _figure(sheet: Worksheet, row: int, column: int, value: Decimal | None, look: Format) -> None:
    """A spreadsheet keeps 15 digits; a figure with more is written as text, so that none is lost."""
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif len(value.normalize().as_tuple().digits) > 15:
        sheet.write_string(row, column, f"{value:f}", look)
    else:
        sheet.write_number(row, column, value, look)


def _mark(mark: str, *, english: bool) -> str:
    words = {each.value: text for each, text in MARKS.items()}.get(mark)
    return "" if words is None else words.en if english else words.zh


def _validate(sheet: Worksheet, last: int, *, english: bool) -> None:
    value, mark = COLUMNS.index(Column.VALUE), COLUMNS.index(Column.MARK)
    marks = [words.en if english else words.zh for words in MARKS.values()]
    sheet.data_validation(FIRST, mark, last, mark, {"validate": "list", "source": marks})
    # A warning, not a stop: what the system makes of the cell is said when the file is uploaded.
    warning = {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_type": "warning",
        "error_title": "Not a number" if english else "不是数字",
        "error_message": RULES[1][english][:250],
    }
    sheet.data_validation(FIRST, value, last, value, warning)


def _definitions(sheet: Worksheet, form: FormSheet, looks: _Looks, *, english: bool) -> None:
    heads = (
        ("Code", "Measure", "Unit", "Decimals at most", "Definition")
        if english
        else ("编号", "基础指标", "计量单位", "最多小数位", "指标解释")
    )
    for n, (head, width) in enumerate(zip(heads, (22, 34, 12, 12, 80), strict=True)):
        sheet.write_string(0, n, head, looks.head)
        sheet.set_column(n, n, width)
    for n, row in enumerate(form.rows, 1):
        measure = row.entry.measure
        texts = (
            measure.code,
            measure.name_en if english else measure.name,
            row.entry.unit.en if english else row.entry.unit.zh,
            str(measure.decimals),
            measure.scope,
        )
        for column, text in enumerate(texts):
            sheet.write_string(n, column, text, looks.text)
    sheet.freeze_panes(1, 0)


def _rules(sheet: Worksheet, looks: _Looks, *, english: bool) -> None:
    sheet.set_column(0, 0, 110)
    for n, rule in enumerate(RULES):
        sheet.write_string(n, 0, f"{n + 1}. {rule[english]}", looks.plain)


def table_of(form: FormSheet, *, english: bool) -> bytes:
    """The same lines as CSV; each says by itself what form it belongs to."""
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow([form.headings[column][english] for column in COLUMNS])
    for row in form.rows:
        measure, entry = row.entry.measure, row.entry
        out.writerow(
            [
                f"{form.key} {measure.code}",
                measure.name_en if english else measure.name,
                entry.unit.en if english else entry.unit.zh,
                _plain(row.wanted.last),
                _plain(row.wanted.target),
                _plain(entry.preset),
                _plain(entry.value),
                _mark(entry.mark, english=english),
                safe(entry.remark),
                safe(entry.source),
            ]
        )
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
