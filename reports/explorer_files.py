"""The rows of a question as files: a text table, and a workbook to go on working with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from collection.filetypes import TYPES
from collection.workbook.write import OPTIONS
from indicators.charts.wording import Text
from indicators.downloads.charts import DEMO_NOTE
from indicators.downloads.sheet import BYTE_ORDER_MARK, safe
from indicators.downloads.views import file_of
from indicators.editions import edition_words, plan_for
from indicators.freshness import answers_unchanged
from indicators.models import Plan
from indicators.queries.absence import NotThere
from indicators.queries.explore import Answer, answer
from indicators.queries.table import text_of
from indicators.queries.words import unit_words
from indicators.templatetags.plan_words import said
from reports.explorer import asked_of, offered_in

HEADINGS: Final = (
    Text("指标代码", "Indicator code"), Text("指标", "Indicator"), Text("地区代码", "Place code"),
    Text("地区", "Place"), Text("年份", "Year"), Text("数值", "Value"), Text("计量单位", "Unit"),
    Text("限定", "Qualifier"), Text("数据性质", "Kind of figure"), Text("评价", "Status"),
    Text("演示数据", "Demo"),
)  # fmt: skip
YEAR, VALUE = 4, 5
"""Columns of numbers; all others are text."""
WIDTHS: Final = (20, 40, 12, 22, 8, 16, 12, 8, 14, 14, 10)


@answers_unchanged
def explore_csv(request: HttpRequest, plan: str) -> HttpResponse:
    """A line for every cell; an unknown figure is empty, never 0."""
    found, result = _asked(request, plan)
    written = io.StringIO()
    out = csv.writer(written)
    for line in (*_head(found, result), [], [said(each) for each in HEADINGS], *_rows(result)):
        out.writerow([safe(text) for text in line])
    content = (BYTE_ORDER_MARK + written.getvalue()).encode()
    return file_of(content, "text/csv", f"{plan}-data.csv")


@answers_unchanged
def explore_xlsx(request: HttpRequest, plan: str) -> HttpResponse:
    """The same lines in a sheet that can be filtered and pivoted. Text is never a formula."""
    found, result = _asked(request, plan)
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {**OPTIONS, "constant_memory": True}) as book:
        title = said(Text("数据", "Data"))
        _write(book.add_worksheet(title), result, book.add_format({"bold": True}))
        about = book.add_worksheet(said(Text("说明", "About")))
        for n, line in enumerate(_head(found, result)):
            about.write_string(n, 0, line[0])
    return file_of(written.getvalue(), TYPES["xlsx"], f"{plan}-data.xlsx")


def _asked(request: HttpRequest, plan: str) -> tuple[Plan, Answer]:
    found = plan_for(request, plan)
    offered = offered_in(found)
    if not offered.courses:
        raise NotThere(Text("本规划没有指标。", "This plan has no indicators."))
    return found, answer(found, asked_of(found, offered, request.GET))


def _rows(result: Answer) -> Iterator[list[str]]:
    for cell in result.cells:
        row = cell.course.indicator
        yield [
            row.code, said(Text(row.name, row.name_en)), cell.area.code,
            said(Text(cell.area.name, cell.area.name_en)), f"{cell.year}",
            text_of(cell.value, row.decimals) or "", said(unit_words(row.unit)), cell.about,
            said(cell.kind), said(Text(cell.status.zh, cell.status.en)) if cell.status else "",
            said(Text("是", "yes")) if cell.demo else "",
        ]  # fmt: skip


def _head(plan: Plan, result: Answer) -> list[Sequence[str]]:
    """What the file is: the plan, the edition, and that it has demo figures where it has some."""
    words = [Text(plan.title, plan.name_en), edition_words(plan)]
    if result.shows_demo:
        words.append(DEMO_NOTE)
    return [[said(each)] for each in words if each is not None]


def _write(sheet: Worksheet, result: Answer, bold: Format) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, said(heading), bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(result.cells), len(HEADINGS) - 1)
    for n, row in enumerate(_rows(result), 1):
        for column, text in enumerate(row):
            if not text:
                continue
            if column in (YEAR, VALUE):
                sheet.write_number(n, column, Decimal(text))
            else:
                sheet.write_string(n, column, text)
