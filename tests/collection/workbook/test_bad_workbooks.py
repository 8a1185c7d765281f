"""Workbooks as they really come: altered, damaged, dangerous, or from another program."""

from __future__ import annotations

import io
import re
import zipfile
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
from collection.workbook.archive import MOST_ROWS, inspect
from collection.workbook.form import VERSION, Column
from collection.workbook.unfit import Unfit
from tests.cases import case
from tests.collection.conftest import Office
from tests.collection.workbook.spreadsheet import (
    COLUMNS,
    FIRST_ROW,
    HEADINGS_ROW,
    Change,
    Clerk,
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
        pytest.param([merges], "E-XLS-MERGED", f"F{FIRST_ROW}:F{FIRST_ROW + 1}", marks=case("X12"), id="merged"),
        pytest.param([doubles_a_line], "E-XLS-DUP", "第 6 行与第 13 行重复", marks=case("X24"), id="a line twice"),
        pytest.param([in_the_value_of("firms", looks(value="=A1", data_type="f"))], "E-XLS-FORMULA", "F6",
                     marks=case("X16"), id="a formula without a result"),
        pytest.param([in_the_value_of("firms", looks(value="#DIV/0!", data_type="e"))], "E-XLS-ERRCELL", "#DIV/0!",
                     marks=case("X18"), id="#DIV/0!"),
        pytest.param([in_the_value_of("firms", looks(value="#REF!", data_type="e"))], "E-XLS-ERRCELL", "#REF!",
                     marks=case("X18"), id="#REF!"),
        pytest.param([in_the_value_of("firms", looks(value="#N/A", data_type="e"))], "E-XLS-ERRCELL", "#N/A",
                     marks=case("X18"), id="#N/A"),
        pytest.param([in_the_value_of("firms", looks(value="#VALUE!", data_type="e"))], "E-XLS-ERRCELL", "#VALUE!",
                     marks=case("X18"), id="#VALUE!"),
        pytest.param([in_the_value_of("firms", looks(value=45658, number_format="yyyy-mm-dd"))], "E-XLS-DATE", "F6",
                     marks=case("X19"), id="a number shown as a date"),
        pytest.param([in_the_value_of("firms", looks(value=datetime(2025, 1, 1)))], "E-XLS-DATE", "F6",  # noqa: DTZ001
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


def hides(sheet: Worksheet) -> None:
    sheet.row_dimensions[row_of(sheet, "firms")].hidden = True


@case("X13")
def test_a_hidden_line_is_named_and_kept_only_where_confirmed(clerk: Clerk) -> None:
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
    assert "F6 为公式，将保存其结果 131" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
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


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
        for name, part in more.items():
            new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def as_it_is(_: str, part: bytes) -> bytes:
    return part


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


# --- Other kinds of files, damaged ones, dangerous ones -----------------------------------------


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


TYPES = b"application/vnd.openxmlformats-officedocument."
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
DOCX = zipped(**{"[Content_Types].xml": TYPES + b"wordprocessingml.document.main+xml"})


def retyped(kind: bytes) -> Callable[[bytes], bytes]:
    return lambda content: repacked(
        content, lambda name, part: part.replace(b"sheet.main+xml", kind) if "Types" in name else part
    )  # fmt: skip


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "E-FILE-TYPE", marks=case("X29"), id=".xls"),
        pytest.param(lambda _: "编号,本年\n".encode(), "E-FILE-TYPE", marks=case("X29"), id="a text table"),
        pytest.param(lambda _: DOCX, "E-FILE-TYPE", marks=case("X29"), id=".docx"),
        pytest.param(lambda _: PNG, "E-FILE-TYPE", marks=case("X29"), id=".png"),
        pytest.param(lambda c: repacked(c, as_it_is, **{"xl/vbaProject.bin": b"x"}) and
                     retyped(b"sheet.macroEnabled.main+xml")(c), "E-FILE-TYPE", marks=case("X30"), id=".xlsm"),
        pytest.param(retyped(b"sheet.binary.macroEnabled.main"), "E-FILE-TYPE", marks=case("X30"), id=".xlsb"),
        pytest.param(retyped(b"template.main+xml"), "E-FILE-TYPE", marks=case("X30"), id=".xltx"),
        pytest.param(lambda c: c[: len(c) // 2], "E-FILE-CORRUPT", marks=case("X32"), id="half of it"),
        pytest.param(lambda c: c[: len(c) * 99 // 100], "E-FILE-CORRUPT", marks=case("X32"), id="all but the end"),
        pytest.param(lambda c: repacked(c, as_it_is, **{"../x.xml": b"x"}), "E-FILE-CORRUPT", marks=case("X39"), id="a way out"),
        pytest.param(lambda c: repacked(c, as_it_is, **{"/etc/x.xml": b"x"}), "E-FILE-CORRUPT", marks=case("X39"), id="an absolute name"),
        pytest.param(lambda _: b"", "E-FILE-EMPTY", marks=case("X52"), id="nothing"),
        pytest.param(lambda _: b"PK" + b"\0" * (11 * 2**20), "E-FILE-SIZE", marks=case("X52"), id="11 MB"),
        pytest.param(lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
                     "E-FILE-ENCRYPTED", id="with a password"),
    ],
)  # fmt: skip
def test_what_is_no_whole_workbook_is_refused_by_its_content(
    clerk: Clerk, make: Callable[[bytes], bytes], code: str
) -> None:
    answer = clerk.brings(make(clerk.form()))
    assert answer.status_code == 422
    assert code in said(answer)
    assert not Import.objects.exists()


@case("X39")
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_link_in_the_archive_and_a_name_twice_are_refused(clerk: Clerk) -> None:
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    for name in (link, "xl/workbook.xml"):
        written = io.BytesIO(clerk.form())
        with zipfile.ZipFile(written, "a") as archive:
            archive.writestr(name, "/etc/passwd")
        assert "E-FILE-CORRUPT" in said(clerk.brings(written.getvalue()))


@case("X33")
def test_what_unpacks_to_far_too_much_is_refused_before_it_is_unpacked(clerk: Clerk) -> None:
    bomb = repacked(clerk.form(), as_it_is, **{"xl/media/x.xml": b"\0" * (300 * 2**20)})
    assert len(bomb) < 2**20
    assert "E-FILE-BOMB" in said(clerk.brings(bomb))


@case("X34")
def test_a_million_lines_are_refused_before_they_are_read(clerk: Clerk) -> None:
    line = b'<row r="1"><c r="A1"><v>1</v></c></row>'

    def floods(name: str, part: bytes) -> bytes:
        many = line * 1_000_000
        return part.replace(b"</sheetData>", many + b"</sheetData>") if "sheet1" in name else part

    assert "E-FILE-ROWS" in said(clerk.brings(repacked(clerk.form(), floods)))


@pytest.mark.parametrize("size", [2**20 - 5, 2**20, 2**20 + 3])
def test_lines_are_counted_right_across_the_pieces_a_file_is_read_in(size: int) -> None:
    """At the edges of the pieces a line begins, and a declaration."""
    types = b"".join(
        (TYPES + b"spreadsheetml.sheet.main+xml", TYPES + b"spreadsheetml.worksheet+xml")
    )
    for part, code in (
        (b"<row>" * (MOST_ROWS + 1), "E-FILE-ROWS"),
        (b"<!DOCTYPE x>", "E-FILE-XML"),
    ):
        sheet = b" " * size + part
        with pytest.raises(Unfit) as refused:
            inspect(zipped(**{"[Content_Types].xml": types, "xl/worksheets/sheet1.xml": sheet}))
        assert refused.value.code == code
    full = b" " * size + b"<row>" * MOST_ROWS
    assert inspect(zipped(**{"[Content_Types].xml": types, "xl/worksheets/sheet1.xml": full})) == []


@case("X35")
def test_one_cell_at_the_far_end_of_the_sheet_is_refused(clerk: Clerk) -> None:
    content = clerk.filled({}, lambda sheet: setattr(sheet["XFD1048576"], "value", 1))
    assert "E-FILE-DIM" in said(clerk.brings(content))


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param(b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>', marks=case("X37"), id="a file"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', marks=case("X38"), id="expansion"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("part_of", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
def test_entities_are_refused_wherever_they_are_declared(
    clerk: Clerk, declared: bytes, part_of: str
) -> None:
    def declares(name: str, part: bytes) -> bytes:
        return part.replace(b"?>", b"?>" + declared, 1) if name == part_of else part

    assert "E-FILE-XML" in said(clerk.brings(repacked(clerk.form(), declares)))


@case("X43")
@pytest.mark.parametrize("megabytes", [3, 6, 9.9])
def test_a_large_file_that_is_sound_comes_in(clerk: Clerk, megabytes: float) -> None:
    picture = bytes(range(256)) * int(megabytes * 4096 - 40)
    written = io.BytesIO(clerk.filled({"firms": 130}))
    with zipfile.ZipFile(written, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image1.png", picture)
    clerk.confirms(clerk.brings(written.getvalue()))
    assert clerk.figures() == {"firms": "130"}


@case("X52")
def test_the_form_alone_comes_in_with_nothing_in_it(clerk: Clerk) -> None:
    answer = clerk.brings(clerk.form())
    assert "没有需要导入的内容" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]


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
