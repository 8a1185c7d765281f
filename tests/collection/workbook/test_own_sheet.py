"""A clerk's own sheet, as it lies in the drawer: matched to the form once, and then remembered."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from collection.models import Import, OwnSheet, SheetMapping
from collection.workbook.cells import sheet_of
from collection.workbook.own import Layout, Remembered, guess, plain, rows_of
from tests.collection.conftest import YEAR, Office
from tests.collection.workbook.spreadsheet import Clerk

HEAD = ["序号", "指标名称", "单位", f"{YEAR - 1}年", f"{YEAR}年", "备注"]
ROWS = [
    ["甘孜州科技局统计台账"],
    HEAD,
    ["1", "1. firms名（家）", "家", "118", "126", "含新认定"],
    ["2", "其中：hitech名", "亿元", "7", "8.25", ""],
    ["3", "我局自定的指标", "个", "1", "2", ""],
]


@pytest.fixture
def clerk(office: Office) -> Clerk:
    return Clerk(office)


def workbook(rows: list[list[Any]], *, title: str = "台账") -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("封面").append(["2024年"])
    book["Sheet"].title = title
    for row in rows:
        book[title].append([float(c) if c.replace(".", "").isdigit() else c for c in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def brings(clerk: Clerk, content: bytes, name: str = "台账.xlsx") -> Any:
    address = reverse("bring_own_sheet", kwargs={"pk": clerk.pk})
    return clerk.client.post(address, {"file": SimpleUploadedFile(name, content)})


def page(clerk: Clerk, **asked: int) -> Any:
    made = OwnSheet.objects.get()
    return clerk.client.get(reverse("own_sheet", kwargs={"pk": made.pk}), asked)


def says(clerk: Clerk, **measures: str) -> Any:
    """As the page was shown, with the measure of single lines chosen by hand."""
    shown = page(clerk).context
    layout = shown["reading"].layout
    fields = {f"measure-{row.number}": code for row, code in shown["rows"]}
    fields |= {name.replace("line", "measure-"): code for name, code in measures.items()}
    fields |= {
        "sheet": layout.sheet, "across": int(layout.across), "label": layout.label,
        "value": layout.value, "remark": layout.remark or 0,
    }  # fmt: skip
    address = reverse("own_sheet", kwargs={"pk": OwnSheet.objects.get().pk})
    return clerk.client.post(address, fields)


def lines() -> dict[int, str]:
    return {line["measure"]: line["raw"] for line in Import.objects.get().lines}


# --- Reading it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["高新技术企业", "3．高新技术企业数（家）", "（三）高新技术企业数", " 高新技术 企业数 ",
     "其中：高新技术企业数", "12、高新技术企业数(家)", "三、高新技术企业数（户）（年末）"],
)  # fmt: skip
def test_a_name_is_the_same_with_number_unit_and_spaces(written: str) -> None:
    assert plain(written) == plain("高新技术企业数") == "高新技术企业"


@given(st.text(max_size=30))
def test_a_number_before_and_a_unit_behind_make_no_other_name(text: str) -> None:
    assert plain(f" 3、{plain(text)}（家）") == plain(plain(text))


def test_the_columns_are_found_by_the_names_and_the_year() -> None:
    found = guess(
        [sheet_of("封面", [(1, ["x"])]), sheet_of("台账", list(enumerate(ROWS, 1)))],
        ["firms名", "hitech名"], year=YEAR, known=None,
    )  # fmt: skip
    assert found == Layout(sheet=1, head=2, label=2, value=5, remark=6)


def test_a_sheet_with_one_measure_a_column_is_turned() -> None:
    sheet = sheet_of("表", [(1, ["年份", "firms名", "hitech名"]), (2, ["2023", "9", "8"]), (3, ["2024", "7", "6"])])  # fmt: skip
    found = guess([sheet], ["firms名", "hitech名"], year=2024, known=None)
    assert (found.across, found.label, found.value) == (True, 1, 3)
    rows = rows_of(sheet, found)
    assert [(r.label.text, r.value.text, r.value.place) for r in rows] == [
        ("firms名", "7", "B3"), ("hitech名", "6", "C3"),
    ]  # fmt: skip


def test_what_was_said_last_year_holds_for_this_years_headings() -> None:
    sheet = sheet_of("表", [(1, ["项目", "2025年快报", "2025年终稿"]), (2, ["甲", "1", "2"])])
    known = Remembered(label="项目", value="{year}年终稿", measures={"甲": "firms"})
    found = guess([sheet], ["firms名"], year=2025, known=known)
    assert (found.label, found.value) == (1, 3)


# --- From the file to the preview ---------------------------------------------------------------


def test_an_own_sheet_leads_to_the_same_preview_as_the_form(clerk: Clerk, office: Office) -> None:
    assert brings(clerk, workbook(ROWS)).status_code == 302
    shown = page(clerk).content.decode()
    assert "3 行中已对应 2 行" in shown
    answer = says(clerk)
    made = Import.objects.get()
    assert answer.headers["Location"] == reverse("import", kwargs={"pk": made.pk})
    cells = {
        office.cell(code).measure_id: raw for code, raw in (("firms", "126"), ("hitech", "8.25"))
    }
    assert lines() == cells
    assert made.lines[0]["remark"] == "含新认定"
    assert made.lines[0]["place"] == "E3"
    assert not OwnSheet.objects.exists()
    assert office.cell("firms").value is None, "nothing is kept before it is confirmed"
    seen = {f"version-{cell}": "1" for cell in cells}
    assert clerk.client.post(answer.headers["Location"], seen).status_code == 302
    assert office.cell("firms").value == 126
    assert office.cell("hitech").raw == "8.25"


def test_what_was_matched_by_hand_is_remembered_for_the_next_sheet(clerk: Clerk) -> None:
    brings(clerk, workbook(ROWS))
    says(clerk, line5="grants")
    Import.objects.all().delete()
    brings(clerk, workbook([*ROWS, ["4", "新行", "家", "0", "0", ""]]))
    shown = page(clerk).content.decode()
    assert "4 行中已对应 3 行" in shown
    assert "沿用上次的对应关系" in shown
    assert SheetMapping.objects.count() == 1


def test_a_text_table_will_do(clerk: Clerk) -> None:
    content = "\n".join(",".join(row + [""] * (6 - len(row))) for row in ROWS).encode("gb18030")
    assert brings(clerk, content, "台账.csv").status_code == 302
    assert "3 行中已对应 2 行" in page(clerk).content.decode()


def test_two_lines_cannot_be_the_same_measure_and_what_was_chosen_stays(clerk: Clerk) -> None:
    brings(clerk, workbook(ROWS))
    answer = says(clerk, line5="firms")
    assert answer.status_code == 422
    assert "E-XLS-DUP" in str(answer.context["problem"].code)
    assert dict(answer.context["rows"])
    assert [code for _, code in answer.context["rows"]] == ["firms", "hitech", "firms"]
    assert not Import.objects.exists()


def test_nothing_matched_brings_nothing_in(clerk: Clerk) -> None:
    brings(clerk, workbook([HEAD, ["1", "别的", "家", "1", "2", ""]]))
    assert says(clerk).status_code == 422


def test_a_wrong_figure_in_an_own_sheet_is_told_with_its_place(clerk: Clerk) -> None:
    rows = [ROWS[1], ["1", "firms名", "家", "1", "12家整", ""]]
    brings(clerk, workbook(rows))
    shown = clerk.client.get(says(clerk).headers["Location"]).content.decode()
    assert "E2" in shown
    assert "form-error" in shown


def test_a_form_that_is_none_of_ours_leads_to_the_way_for_ones_own(clerk: Clerk) -> None:
    answer = clerk.client.post(
        reverse("bring_in", kwargs={"pk": clerk.pk}),
        {"file": SimpleUploadedFile("台账.xlsx", workbook(ROWS))},
    )
    assert answer.status_code == 422
    assert "用自己的表格" in answer.content.decode().split("文件没有导入")[1].split("</div>")[0]


@pytest.mark.parametrize(
    ("name", "content"), [("台账.xlsx", b"PK\x03\x04broken"), ("台账.xlsx", b""), ("机密台账.xlsx", b"x"), ("a.csv", b"PK\x03\x04")]
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_words(
    clerk: Clerk, name: str, content: bytes
) -> None:
    assert brings(clerk, content, name).status_code == 422
    assert not OwnSheet.objects.exists()


def test_anothers_sheet_is_not_there(clerk: Clerk, office: Office) -> None:
    brings(clerk, workbook(ROWS))
    made = OwnSheet.objects.get()
    other = Clerk(office, "chen")
    assert other.client.get(reverse("own_sheet", kwargs={"pk": made.pk})).status_code == 404


@pytest.mark.parametrize(
    "asked", [{"label": 99, "value": 99}, {"sheet": 9}, {"across": 1}, {"remark": 77}]
)
def test_a_column_that_is_not_there_is_simply_empty(clerk: Clerk, asked: dict[str, int]) -> None:
    brings(clerk, workbook(ROWS))
    assert page(clerk, **asked).status_code == 200


def test_a_field_that_no_form_has_is_refused_by_name(clerk: Clerk) -> None:
    brings(clerk, workbook(ROWS))
    address = reverse("own_sheet", kwargs={"pk": OwnSheet.objects.get().pk})
    assert clerk.client.post(address, {"state": "accepted"}).status_code == 422
