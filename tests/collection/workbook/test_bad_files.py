"""Files that are no workbook, damaged ones and dangerous ones: refused before they are read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from collection.models import Import
from collection.workbook.archive import MOST_ROWS, inspect
from collection.workbook.form import Column
from collection.workbook.unfit import Unfit
from tests.cases import case
from tests.collection.conftest import Office
from tests.collection.workbook.spreadsheet import (
    COLUMNS,
    Clerk,
    as_it_is,
    repacked,
    said,
)

VALUE = COLUMNS[Column.VALUE]


@pytest.fixture
def clerk(office: Office) -> Clerk:
    return Clerk(office)


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
