"""数据册, read back: figures are numbers, words are words, charts are of the cells beside them."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from pytest_django import DjangoDbBlocker

from indicators.models import Gauge, Plan
from indicators.queries.plans import plan_named
from reports.content.facts import Facts, Kind
from reports.content.indicators import main_table
from reports.rows import COLUMNS, Nobody
from reports.workbook import FIGURE, write_workbook
from tests.reports.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def written(shipped: Plan, django_db_blocker: DjangoDbBlocker) -> bytes:
    file = io.BytesIO()
    with django_db_blocker.unblock():
        write_workbook(plan_named(shipped.slug), 2025, file, today=TODAY, progress=Nobody())
    return file.getvalue()


@pytest.fixture(scope="module")
def book(written: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written))


def lines(sheet: Any, first: int = 1) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=first, values_only=True))


def test_there_is_a_summary_a_sheet_for_every_indicator_and_what_explains_them(book: Any) -> None:
    names = book.sheetnames
    assert names[0] == "总览"
    assert names[1] == "1 全省高新技术产业营业收入"
    assert names[-5:] == ["指标解释", "文本说明", "数据来源", "修订记录", "长表"]
    assert len(names) == 1 + 27 + 5
    assert all(len(name) <= 31 for name in names)


def test_the_summary_is_the_table_of_the_reports(book: Any, shipped: Plan) -> None:
    facts = Facts(plan_named(shipped.slug), Kind.ANNUAL, 2025, today=TODAY)
    grid = main_table(facts, facts.headline, "")
    rows = lines(book["总览"], 6)
    for row, due in zip(rows, grid.rows, strict=False):
        for value, cell in zip(row, due, strict=False):
            found = FIGURE.fullmatch(cell.text)
            if found is None:
                assert value == cell.text
            else:
                assert Decimal(str(value)) == Decimal(found[2].replace(",", ""))


def test_a_status_has_its_colour_and_its_word(book: Any) -> None:
    cells = [c for row in book["总览"].iter_rows(min_row=6, max_row=15) for c in row]
    assert any(cell.value == "数据暂缺" for cell in cells)
    sheet = book["总览"]
    assert sheet.freeze_panes == "C6"


def test_a_figure_that_is_about_is_a_number_that_is_shown_as_about(book: Any) -> None:
    sheet = book["3 高新技术企业数"]
    cell = next(
        c for row in sheet.iter_rows() for c in row if c.value == 14500 and "≈" in c.number_format
    )
    assert cell.data_type == "n"


def test_every_place_stands_against_every_year(book: Any, shipped: Plan) -> None:
    sheet = book["3 高新技术企业数"]
    rows = {row[0]: row[1:6] for row in lines(sheet) if row[0]}
    assert rows["市（州）"] == ("2021年", "2022年", "2023年", "2024年", "2025年")
    gauge = Gauge.objects.get(
        area__code="510700", indicator__code="hnte_count", year=2021, edition=0
    )
    assert Decimal(str(rows["绵阳市"][0])) == gauge.value
    assert rows["四川省"][2] == "—", "what one city says of 2023 is not the province's figure"


def test_a_chart_is_of_the_cells_beside_it(written: bytes, book: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        texts = [archive.read(name).decode() for name in charts]
    assert len(charts) == 9, "those with two full years or more"
    firms = next(text for text in texts if "3 高新技术企业数" in text)
    assert "<c:f>'3 高新技术企业数'!$B$8:$B$12</c:f>" in firms
    sheet = book["3 高新技术企业数"]
    assert [sheet[f"B{row}"].value for row in range(7, 13)] == [
        "实际值", 10247, 14500, None, 18000, None,
    ]  # fmt: skip


def test_the_long_table_has_a_line_for_every_cell(book: Any) -> None:
    sheet = book["长表"]
    assert [cell.value for cell in sheet[1]] == [column.heading.zh for column in COLUMNS]
    assert sheet.max_row == 1 + 27 * 22 * 5
    assert sheet.auto_filter.ref


def test_no_text_is_a_live_formula(book: Any) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)


def test_what_was_revised_is_listed(book: Any) -> None:
    rows = lines(book["修订记录"], 2)
    assert [row[2] for row in rows if row[5] == "采用"] == ["≈27,000亿元"]
