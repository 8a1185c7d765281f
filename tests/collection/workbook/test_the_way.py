"""From the form as a file, through the preview, to the figures: all of it or nothing."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from collection import importing
from collection.models import Entry, Import
from collection.workbook.form import Column
from tests.collection.conftest import Office
from tests.collection.workbook.spreadsheet import (
    COLUMNS,
    HEADINGS_ROW,
    Clerk,
    row_of,
    said,
    staged,
)


@pytest.fixture
def clerk(office: Office) -> Clerk:
    return Clerk(office)


# --- Taking the form away -------------------------------------------------------------------


def test_the_workbook_has_last_year_the_target_the_unit_and_what_is_entered(
    clerk: Clerk, office: Office
) -> None:
    office.enters("liumei", {"firms": "130"})
    sheet = openpyxl.load_workbook(io.BytesIO(clerk.form())).worksheets[0]
    row = row_of(sheet, "firms")
    assert sheet.cell(row, COLUMNS[Column.NAME]).value == "firms名"
    assert sheet.cell(row, COLUMNS[Column.UNIT]).value == "家"
    assert sheet.cell(row, COLUMNS[Column.VALUE]).value == 130
    headings = [cell.value for cell in sheet[HEADINGS_ROW]]
    assert headings == ["编号", "基础指标", "计量单位", "上年（2023年）", "目标值（2025年）", "省级预置数",
                        "本年（2024年）", "无数值时", "核实说明", "数据来源"]  # fmt: skip


def test_only_the_cells_to_fill_in_are_unlocked_and_the_ids_are_hidden(clerk: Clerk) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(clerk.form())).worksheets[0]
    row = row_of(sheet, "firms")
    unlocked = {c for c, n in COLUMNS.items() if not sheet.cell(row, n).protection.locked}
    assert unlocked == {Column.VALUE, Column.MARK, Column.REMARK, Column.SOURCE}
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[4].hidden


def test_the_workbook_explains_every_measure_on_a_sheet_of_its_own(clerk: Clerk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(clerk.form()))
    assert book.sheetnames == ["填报表", "指标解释", "填写说明"]
    codes = [row[0].value for row in book["指标解释"].iter_rows(min_row=2)]
    assert len(codes) == 7


def test_in_english_the_form_is_headed_in_english_and_comes_back_all_the_same(clerk: Clerk) -> None:
    clerk.client.cookies["django_language"] = "en"
    content = clerk.filled({"firms": 130})
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.cell(HEADINGS_ROW, COLUMNS[Column.VALUE]).value == "This year (2024)"
    clerk.client.cookies["django_language"] = "zh-hans"
    clerk.confirms(clerk.brings(content))
    assert clerk.figures() == {"firms": "130"}


def test_a_figure_of_more_digits_than_a_spreadsheet_keeps_is_written_as_text(
    clerk: Clerk, office: Office
) -> None:
    Entry.objects.filter(pk=office.cell("revenue").pk).update(value=Decimal("123456789012.123456"))
    sheet = openpyxl.load_workbook(io.BytesIO(clerk.form())).worksheets[0]
    kept = sheet.cell(row_of(sheet, "revenue"), COLUMNS[Column.VALUE]).value
    assert kept == "123456789012.123456"


# --- Bringing it in -------------------------------------------------------------------------


def test_nothing_is_kept_before_it_is_confirmed(clerk: Clerk) -> None:
    answer = clerk.brings(clerk.filled({"firms": 130}))
    assert answer.status_code == 302
    assert clerk.figures() == {}
    clerk.confirms(answer)
    assert clerk.figures() == {"firms": "130"}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_form_as_it_was_taken_away_changes_nothing(
    clerk: Clerk, office: Office, kind: str
) -> None:
    office.fills()
    office.enters("liumei", {"firms": "", "grants": "12"}, mark="", remark="=1+1 新口径")
    before = clerk.figures()
    answer = clerk.brings(clerk.form(kind), name=f"an.{kind}")
    assert "没有需要导入的内容" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert clerk.figures() == before


def test_the_preview_names_what_is_new_changed_cleared_and_unchanged(
    clerk: Clerk, office: Office
) -> None:
    office.enters("liumei", {"firms": "130", "revenue": "7", "filed": "5"})
    content = clerk.filled({"firms": 131, "revenue": None, "grants": 3})
    page = said(clerk.client.get(clerk.brings(content).headers["Location"]))  # type: ignore[arg-type]
    for words in ("新填 <strong>1", "修改 <strong>1", "清空 <strong>1", "不变 <strong>4"):
        assert words in page


def test_a_cell_emptied_in_the_file_is_cleared_only_where_that_is_confirmed(
    clerk: Clerk, office: Office
) -> None:
    office.enters("liumei", {"firms": "130"})
    answer = clerk.brings(clerk.filled({"firms": None}))
    assert clerk.confirms(answer).status_code == 409
    assert clerk.figures() == {"firms": "130"}
    clerk.confirms(answer, "firms")
    assert clerk.figures() == {}


def test_marks_and_explanations_come_in_beside_figures(clerk: Clerk) -> None:
    def marked(sheet: object) -> None:
        row = row_of(sheet, "filed")
        sheet.cell(row, COLUMNS[Column.MARK]).value = "无此数据"  # type: ignore[attr-defined]
        sheet.cell(row, COLUMNS[Column.REMARK]).value = "本市无此类企业"  # type: ignore[attr-defined]

    clerk.confirms(clerk.brings(clerk.filled({"firms": 130}, marked)))
    assert clerk.figures() == {"firms": "130", "filed": "none"}
    assert clerk.office.cell("filed").remark == "本市无此类企业"


def test_one_bad_cell_keeps_the_whole_file_out_and_every_fault_is_listed(clerk: Clerk) -> None:
    answer = clerk.brings(clerk.filled({"firms": 130, "revenue": "约12", "filed": 1.5}))
    page = clerk.client.get(answer.headers["Location"]).content.decode()
    assert "共 2 处错误" in page
    assert "确认导入" not in page
    assert clerk.confirms(answer).status_code == 409
    assert clerk.figures() == {}
    errors = clerk.client.get(reverse("import_errors", kwargs={"pk": staged().pk}))
    listed = list(csv.reader(io.StringIO(errors.content.decode("utf-8-sig"))))
    assert [line[0][0] for line in listed[1:]] == ["G", "G"]
    assert {line[2] for line in listed[1:]} == {"约12", "1.5"}


def test_a_mended_file_comes_in_whole(clerk: Clerk) -> None:
    clerk.brings(clerk.filled({"firms": 130, "revenue": "约12"}))
    clerk.confirms(clerk.brings(clerk.filled({"firms": 130, "revenue": 12})))
    assert clerk.figures() == {"firms": "130", "revenue": "12"}


def test_a_confirmed_import_is_on_record_with_the_file_and_what_was_asked(clerk: Clerk) -> None:
    clerk.office.enters("liumei", {"firms": "130"})
    clerk.confirms(clerk.brings(clerk.filled({"firms": None})), "firms")
    log = AuditEntry.objects.filter(subject="import").order_by("number")
    assert list(log.values_list("action", flat=True)) == ["file_read", "imported"]
    assert '"G6":["W-CLEARED"]' in log.last().after.replace(" ", "")  # type: ignore[union-attr]


def test_a_figure_of_a_decimal_is_the_one_on_the_clerk_s_screen(clerk: Clerk) -> None:
    clerk.confirms(clerk.brings(clerk.filled({"revenue": 0.1 + 0.2})))
    assert clerk.office.cell("revenue").value == Decimal("0.3")


def test_who_may_not_fill_in_may_neither_take_nor_bring(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    reviewer = Clerk(office, "wang")
    for name in ("form_xlsx", "form_csv", "bring_in"):
        address = reverse(name, kwargs={"pk": office.report().pk})
        assert reviewer.client.get(address).status_code == 403
        assert Clerk(office, "bai").client.get(address).status_code == 404


def test_an_import_of_another_city_is_not_there(clerk: Clerk, office: Office) -> None:
    answer = clerk.brings(clerk.filled({"firms": 130}))
    stranger = Clerk(office, "bai", "bo")
    assert stranger.client.get(answer.headers["Location"]).status_code == 404
    assert stranger.client.post(answer.headers["Location"], {}).status_code == 404
    assert Import.objects.get().confirmed_at is None


def test_a_file_nobody_confirmed_is_forgotten_after_a_month(clerk: Clerk) -> None:
    clerk.brings(clerk.filled({"firms": 130}))
    now = timezone.now()
    assert importing.sweep(now + timedelta(days=29)) == 0
    assert importing.sweep(now + timedelta(days=31)) == 1
    clerk.confirms(clerk.brings(clerk.filled({"firms": 130})))
    assert importing.sweep(now + timedelta(days=31)) == 0


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_carries_where_a_figure_is_from_and_back(
    clerk: Clerk, office: Office, kind: str
) -> None:
    office.enters("liumei", {"firms": "130"}, source="=市统计局")
    content = clerk.form(kind)
    office.enters("liumei", {"firms": "130"}, source="")
    answer = clerk.brings(content, f"an.{kind}")
    assert "=市统计局" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert clerk.confirms(answer).status_code == 302
    assert office.cell("firms").source == "=市统计局"
