"""Workbooks as they really come: altered, in another shape, from another program, twice."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from django.urls import reverse
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import SecurityEvent
from collection.models import Entry, Import
from collection.preview import preview
from collection.workbook.form import VERSION, Column
from tests.cases import case
from tests.collection.conftest import Office
from tests.collection.workbook.spreadsheet import (
    COLUMNS,
    FIRST_ROW,
    HEADINGS_ROW,
    Change,
    Clerk,
    as_it_is,
    repacked,
    row_of,
    said,
    saved,
    staged,
)

VALUE = COLUMNS[Column.VALUE]


@pytest.fixture
def clerk(office: Office) -> Clerk:
    return Clerk(office)


def heading(column: Column, text: str) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet.cell(HEADINGS_ROW, COLUMNS[column]).value = text

    return change


def in_the_value_of(code: str, do: Callable[[Any], object]) -> Change:
    def change(sheet: Worksheet) -> None:
        do(sheet.cell(row_of(sheet, code), VALUE))

    return change


def looks(**attributes: Any) -> Callable[[Any], None]:
    def do(cell: Any) -> None:
        for name, value in attributes.items():
            setattr(cell, name, value)

    return do


def merges(sheet: Worksheet) -> None:
    sheet.merge_cells(
        start_row=FIRST_ROW, end_row=FIRST_ROW + 1, start_column=VALUE, end_column=VALUE
    )


def doubles_a_line(sheet: Worksheet) -> None:
    row = row_of(sheet, "firms")
    for column in range(1, len(COLUMNS) + 1):
        sheet.cell(sheet.max_row + (column == 1), column).value = sheet.cell(row, column).value


def renames_the_key(old: str, new: str) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet["A1"].value = sheet["A1"].value.replace(old, new)

    return change


# --- Refused as a whole, with the place -------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        pytest.param(heading(Column.VALUE, "完成数"), "E-XLS-HEADER", "应为“本年（2024年）”，实为“完成数”",
                     marks=case("X01"), id="a heading renamed"),
        pytest.param(heading(Column.REMARK, "本年（2024年）"), "E-XLS-HEADER", "本年（2024年）",
                     marks=case("X04"), id="a heading twice"),
        pytest.param(lambda sheet: sheet.delete_cols(VALUE), "E-XLS-HEADER", "本年（2024年）",
                     marks=case("X05"), id="a column missing"),
        pytest.param(renames_the_key(" 2024 ", " 2023 "), "E-XLS-VERSION", "2023 annual",
                     marks=case("X09"), id="last year's form"),
        pytest.param(renames_the_key(f" {VERSION} ", " 0 "), "E-XLS-VERSION", "v0",
                     marks=case("X09"), id="an older form"),
        pytest.param(lambda sheet: sheet["A1"].__setattr__("value", "x"), "E-XLS-SHEET", "找不到填报工作表",
                     marks=case("X07"), id="no form in it"),
    ],
)  # fmt: skip
def test_a_form_that_is_not_the_one_asked_for_is_refused_in_words(
    clerk: Clerk, change: Change, code: str, words: str
) -> None:
    answer = clerk.brings(clerk.filled({"firms": 130}, change))
    assert answer.status_code == 422
    assert code in said(answer)
    assert words in said(answer)
    assert not Import.objects.exists()


@case("X10")
def test_the_form_of_another_city_is_refused_whole_and_on_record(
    clerk: Clerk, office: Office
) -> None:
    content = Clerk(office, "bai", "bo").filled({"firms": 7})
    answer = clerk.brings(content, "bo.xlsx")
    assert answer.status_code == 403
    assert "E-AUTH-SCOPE" in said(answer)
    noted = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.REFUSED, subject="liumei")
    assert any("holds bo" in event.detail for event in noted)


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        pytest.param([merges], "E-XLS-MERGED", f"G{FIRST_ROW}:G{FIRST_ROW + 1}", marks=case("X12"), id="merged"),
        pytest.param([doubles_a_line], "E-XLS-DUP", "第 6 行与第 13 行重复", marks=case("X24"), id="a line twice"),
        pytest.param([in_the_value_of("firms", looks(value="=A1", data_type="f"))], "E-XLS-FORMULA", "G6",
                     marks=case("X16"), id="a formula without a result"),
        pytest.param([in_the_value_of("firms", looks(value="#DIV/0!", data_type="e"))], "E-XLS-ERRCELL", "#DIV/0!",
                     marks=case("X18"), id="#DIV/0!"),
        pytest.param([in_the_value_of("firms", looks(value="#REF!", data_type="e"))], "E-XLS-ERRCELL", "#REF!",
                     marks=case("X18"), id="#REF!"),
        pytest.param([in_the_value_of("firms", looks(value="#N/A", data_type="e"))], "E-XLS-ERRCELL", "#N/A",
                     marks=case("X18"), id="#N/A"),
        pytest.param([in_the_value_of("firms", looks(value="#VALUE!", data_type="e"))], "E-XLS-ERRCELL", "#VALUE!",
                     marks=case("X18"), id="#VALUE!"),
        pytest.param([in_the_value_of("firms", looks(value=45658, number_format="yyyy-mm-dd"))], "E-XLS-DATE", "G6",
                     marks=case("X19"), id="a number shown as a date"),
        pytest.param([in_the_value_of("firms", looks(value=datetime(2025, 1, 1)))], "E-XLS-DATE", "G6",  # noqa: DTZ001
                     marks=case("X19"), id="a date"),
        pytest.param([in_the_value_of("firms", looks(value=0.12, number_format="0%"))], "E-NUM-PERCENT", "%",
                     marks=case("X21"), id="a percentage where a count is due"),
        pytest.param([in_the_value_of("firms", looks(value=True))], "E-NUM-FORMAT", "不是有效的数字",
                     marks=case("N37"), id="TRUE"),
    ],
)  # fmt: skip
def test_a_bad_cell_keeps_everything_out_and_is_named_with_its_place(
    clerk: Clerk, changes: list[Change], code: str, place: str
) -> None:
    answer = clerk.brings(clerk.filled({"revenue": 7}, *changes))
    made, page = staged(), said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    shown = preview(made)
    codes = {p.code for p in (*shown.faults, *(p for row in shown.rows for p in row.problems))}
    listed = clerk.client.get(reverse("import_errors", kwargs={"pk": made.pk})).content.decode()
    assert codes == {code}
    assert place in page
    assert place in listed
    assert clerk.confirms(answer).status_code == 409
    assert clerk.figures() == {}


@case("X27")
def test_of_many_lines_one_bad_one_lets_none_in_and_all_bad_ones_are_listed(clerk: Clerk) -> None:
    _many_measures(clerk, 500)
    figures: dict[str, Any] = {f"many-{n}": n for n in range(500)}
    bad = {f"many-{n}": "约12" for n in (3, 77, 499)}
    answer = clerk.brings(clerk.filled(figures | bad))
    assert "共 3 处错误" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert clerk.figures() == {}
    clerk.confirms(clerk.brings(clerk.filled(figures)))
    assert clerk.figures() == {f"many-{n}": str(n) for n in range(500)}


@case("X25")
def test_as_many_lines_come_in_as_there_are_the_last_one_too(clerk: Clerk) -> None:
    _many_measures(clerk, 40)
    clerk.confirms(clerk.brings(clerk.filled({f"many-{n}": n + 1 for n in range(40)})))
    assert len(clerk.figures()) == 40
    assert clerk.figures()["many-39"] == "40"


def _many_measures(clerk: Clerk, count: int) -> None:
    like = clerk.office.cell("firms").measure
    report = clerk.office.report()
    for n in range(count):
        like.pk, like.code = None, f"many-{n}"
        like.save()
        Entry.objects.create(report=report, measure=type(like).objects.get(code=like.code))


# --- Asked about ----------------------------------------------------------------------------


def hides_the_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[row_of(sheet, "firms")].hidden = True


def hides_the_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["G"].hidden = True


def hides_the_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"


@case("X13")
@pytest.mark.parametrize("hides", [hides_the_row, hides_the_column, hides_the_sheet])
def test_what_is_hidden_is_named_and_kept_only_where_confirmed(clerk: Clerk, hides: Change) -> None:
    answer = clerk.brings(clerk.filled({"firms": 130}, hides))
    assert "隐藏的行" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert clerk.confirms(answer).status_code == 409
    assert clerk.figures() == {}
    clerk.confirms(answer, "firms")
    assert clerk.figures() == {"firms": "130"}


@case("X15")
def test_the_result_of_a_formula_is_shown_and_kept_only_where_confirmed(clerk: Clerk) -> None:
    """A formula and the result some program left beside it, which is never computed again."""
    content = with_cached_result(clerk.filled({"firms": "=2*60"}), "131")
    answer = clerk.brings(content)
    assert "G6 为公式，将保存其结果 131" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert clerk.confirms(answer).status_code == 409
    clerk.confirms(answer, "firms")
    assert clerk.figures() == {"firms": "131"}


def with_cached_result(content: bytes, result: str) -> bytes:
    return repacked(
        content,
        lambda name, part: re.sub(rb"<f>([^<]*)</f><v ?/>|<f>([^<]*)</f><v></v>",
                                  rb"<f>\1\2</f><v>" + result.encode() + rb"</v>", part)
        if name == "xl/worksheets/sheet1.xml" else part,
    )  # fmt: skip


# --- Taken all the same ---------------------------------------------------------------------


def moves_the_value_to_the_end(sheet: Worksheet) -> None:
    last = len(COLUMNS) + 1
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, last).value = sheet.cell(row, VALUE).value
    sheet.delete_cols(VALUE)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(moves_the_value_to_the_end, marks=case("X02"), id="columns in another order"),
        pytest.param(lambda sheet: setattr(sheet, "title", "报省厅"), marks=case("X07"), id="renamed"),
        pytest.param(lambda sheet: sheet.parent.move_sheet(sheet, 2), marks=case("X07"), id="moved"),
        pytest.param(lambda sheet: sheet.insert_rows(1, 2), id="lines put above it"),
        pytest.param(in_the_value_of("firms", looks(value="130", data_type="s", quotePrefix=True)),
                     marks=case("X20"), id="a number kept as text"),
    ],
)  # fmt: skip
def test_a_form_that_says_the_same_in_another_shape_comes_in(clerk: Clerk, change: Change) -> None:
    clerk.confirms(clerk.brings(clerk.filled({"firms": 130}, change)))
    assert clerk.figures() == {"firms": "130"}


@case("X06")
def test_columns_of_the_clerk_s_own_are_named_as_not_imported(clerk: Clerk) -> None:
    def adds(sheet: Worksheet) -> None:
        sheet.cell(HEADINGS_ROW, len(COLUMNS) + 1).value = "联系人"

    answer = clerk.brings(clerk.filled({"firms": 130}, adds))
    assert "以下内容未导入：联系人" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    clerk.confirms(answer)
    assert clerk.figures() == {"firms": "130"}


@case("X41")
def test_embedded_objects_are_named_and_left_alone(clerk: Clerk) -> None:
    content = repacked(
        clerk.filled({"firms": 130}), as_it_is, **{"xl/embeddings/oleObject1.bin": b"\xd0\xcf" * 50}
    )
    answer = clerk.brings(content)
    assert "OLE" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    clerk.confirms(answer)
    assert clerk.figures() == {"firms": "130"}


def by_openpyxl(content: bytes) -> bytes:
    return saved(openpyxl.load_workbook(io.BytesIO(content)))


def by_pandas(content: bytes) -> bytes:
    table = pd.read_excel(io.BytesIO(content), header=None, dtype=object, engine="openpyxl")
    written = io.BytesIO()
    table.to_excel(written, header=False, index=False)
    return written.getvalue()


def by_xlsxwriter(content: bytes) -> bytes:
    """As programs write that keep each text in its cell, without shared strings."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"constant_memory": True}) as book:
        copy = book.add_worksheet()
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    copy.write(cell.row - 1, cell.column - 1, cell.value)
    return written.getvalue()


def without_a_dimension(content: bytes) -> bytes:
    """LibreOffice and others leave it out, or write one that is wrong."""
    drop = re.compile(rb"<dimension [^>]*/>")
    return repacked(content, lambda name, part: drop.sub(b"", part) if "sheets/" in name else part)


@case("X50")
@pytest.mark.parametrize(
    "rewrite",
    [by_openpyxl, by_pandas, by_xlsxwriter, without_a_dimension],
    ids=lambda f: f.__name__,
)
def test_whatever_program_wrote_the_file_it_says_the_same(
    clerk: Clerk, rewrite: Callable[[bytes], bytes]
) -> None:
    content = rewrite(clerk.filled({"firms": 130, "revenue": 12.5, "filed": 0}))
    clerk.confirms(clerk.brings(content))
    assert clerk.figures() == {"firms": "130", "revenue": "12.5", "filed": "0"}


@case("X48")
def test_a_file_s_name_is_shown_without_folders_and_tricks(clerk: Clerk) -> None:
    clerk.brings(clerk.filled({"firms": 130}), "..\\..\\年报\u202etxt.exe\n.xlsx")
    assert staged().file_name == "年报txt.exe.xlsx"
    clerk.brings(clerk.filled({"firms": 131}), "长" * 300 + ".xlsx")
    assert len(staged().file_name) == 200


# --- Several at once --------------------------------------------------------------------------


@case("X44")
def test_the_same_file_twice_is_one_import_and_a_second_confirmation_repeats_the_first(
    clerk: Clerk,
) -> None:
    content = clerk.filled({"firms": 130})
    first, second = clerk.brings(content), clerk.brings(content)
    assert first.headers["Location"] == second.headers["Location"]
    answers = [clerk.confirms(first), clerk.client.post(first.headers["Location"], {})]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert clerk.office.cell("firms").version == 2


@case("X45")
def test_what_somebody_changed_after_the_preview_is_shown_three_ways_and_nothing_is_kept(
    clerk: Clerk, office: Office
) -> None:
    office.enters("liumei", {"firms": "120"})
    answer = clerk.brings(clerk.filled({"firms": 130, "revenue": 7}))
    seen = {f"version-{e.measure_id}": "1" for e in [office.cell("revenue")]}
    seen |= {f"version-{office.cell('firms').measure_id}": "2"}
    office.enters("liumei", {"firms": "125"})
    refused = clerk.client.post(answer.headers["Location"], seen)
    assert refused.status_code == 409
    page = said(refused)  # type: ignore[arg-type]
    for words in ("已于", "上传时为 120", ">125<", ">130<"):
        assert words in page
    assert clerk.figures() == {"firms": "125"}
    clerk.confirms(answer)
    assert clerk.figures() == {"firms": "130", "revenue": "7"}


@case("X46", "T02")
def test_a_form_that_was_submitted_takes_no_file_and_no_confirmation(
    clerk: Clerk, office: Office
) -> None:
    office.fills()
    answer = clerk.brings(clerk.filled({"firms": 130}))
    office.moves("liumei", "submit")
    assert "E-LOCKED" in said(clerk.brings(b"x"))
    confirmed = clerk.client.post(answer.headers["Location"], {})
    assert confirmed.status_code == 409
    assert clerk.figures()["firms"] == "120"
