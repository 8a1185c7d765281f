"""People from a table: whichever office program wrote it, and all of it or nothing."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEntry, User
from areas.models import Seat
from areas.rights import rights_of
from tests.areas.cast import area, person

HEAD = ["用户名", "姓名", "联系电话", "席位", "地区", "处室"]
ROWS = [
    ["liumei", "刘梅", "0816-1234", "填报人", "510700", ""],
    ["chen", "陈主任", "", "审核人", "510700", ""],
    ["liumei", "刘梅", "", "填报人", "shu", "规划处"],
]


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    area("510700", parent=area("shu", "province"))


def csv(folder: Path, rows: list[list[str]], *, encoding: str = "utf-8-sig") -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join(",".join(row) for row in [HEAD, *rows]), encoding=encoding)
    return path


def workbook(folder: Path, rows: list[list[str]]) -> Path:
    """With codes of digits as numbers, as a clerk's sheet has them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [HEAD, *rows]:
        sheet.append([int(cell) if cell.isdecimal() else cell for cell in row])
    path = folder / "people.xlsx"
    book.save(path)
    return path


def said(path: Path) -> list[str]:
    out = StringIO()
    call_command("import_users", str(path), stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("program", ["excel", "utf-8", "gb18030"])
def test_people_and_seats_come_from_any_office_program(tmp_path: Path, program: str) -> None:
    path = workbook(tmp_path, ROWS) if program == "excel" else csv(tmp_path, ROWS, encoding=program)
    lines = said(path)
    assert lines[-1].startswith("2 accounts made, 3 seats given.")
    mianyang = Seat.objects.get(user__username="chen").area_id
    assert rights_of(person("liumei")).may("enter", area_id=mianyang)
    assert rights_of(person("chen")).may("send", area_id=mianyang)
    assert Seat.objects.filter(user__username="liumei", department="规划处").exists()


def test_the_first_password_is_printed_once_and_must_be_changed(tmp_path: Path) -> None:
    name, password = said(csv(tmp_path, ROWS[:1]))[0].split(": ")
    user = User.objects.get(username=name)
    assert user.check_password(password)
    assert user.password_set_at is None
    assert AuditEntry.objects.filter(action="user_created", subject_key=name).count() == 1


def test_the_same_table_again_makes_nobody_twice(tmp_path: Path) -> None:
    path = csv(tmp_path, ROWS)
    said(path)
    assert said(path) == [
        "0 accounts made, 0 seats given. Each password must be changed at the first sign-in."
    ]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        pytest.param(["", "刘梅", "", "填报人", "510700", ""], "用户名", id="no name"),
        pytest.param(["liu", "", "", "填报人", "510700", ""], "姓名", id="no full name"),
        pytest.param(["liu", "刘梅", "", "科长", "510700", ""], "科长", id="no such seat"),
        pytest.param(["liu", "刘梅", "", "填报人", "999", ""], "999", id="no such place"),
        pytest.param(["liu", "刘梅", "", "审计员", "shu", ""], "E-FORBIDDEN", id="an auditor"),
    ],
)
def test_one_faulty_row_stops_the_whole_table_and_is_named(
    tmp_path: Path, row: list[str], line: str
) -> None:
    with pytest.raises(CommandError) as found:
        said(csv(tmp_path, [*ROWS, row]))
    assert "line 5" in str(found.value)
    assert line in str(found.value)
    assert "nobody was added" in str(found.value)
    assert not User.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xff\xfe\x00\x01"])
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    for name in ("people.xlsx", "people.csv"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CommandError, match="E-FILE"):
            said(tmp_path / name)
