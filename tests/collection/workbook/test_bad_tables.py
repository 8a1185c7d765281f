"""Text tables as they really come: in every encoding, with every separator, and damaged."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from collection.models import Import
from collection.workbook.form import Column
from tests.cases import case
from tests.collection.conftest import Office
from tests.collection.workbook.spreadsheet import COLUMNS, Clerk, said

VALUE, REMARK = COLUMNS[Column.VALUE] - 1, COLUMNS[Column.REMARK] - 1


@pytest.fixture
def clerk(office: Office) -> Clerk:
    return Clerk(office)


def table(clerk: Clerk, separator: str = ",", end: str = "\r\n", **figures: str) -> str:
    """The form as text, with figures by measure."""
    lines = list(csv.reader(io.StringIO(clerk.form("csv").decode("utf-8-sig"))))
    for line in lines[1:]:
        line[VALUE] = figures.get(line[0].split()[-1], "")
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator=end).writerows(lines)
    return written.getvalue()


@pytest.mark.parametrize(
    ("encode", "named"),
    [
        pytest.param(lambda t: t.encode("utf-8-sig"), "", marks=case("C01"), id="UTF-8 with a mark"),
        pytest.param(lambda t: t.encode(), "", marks=case("C02"), id="UTF-8"),
        pytest.param(lambda t: t.encode("gbk"), "按 GB18030 编码读取", marks=case("C03"), id="GBK"),
        pytest.param(lambda t: t.encode("gb18030"), "按 GB18030 编码读取", marks=case("C03"), id="GB18030"),
        pytest.param(lambda t: b"\xff\xfe" + t.encode("utf-16-le"), "按 utf-16-le 编码读取", marks=case("C05"), id="UTF-16"),
        pytest.param(lambda t: b"\xfe\xff" + t.encode("utf-16-be"), "按 utf-16-be 编码读取", marks=case("C05"), id="UTF-16 BE"),
    ],
)  # fmt: skip
def test_a_table_is_read_in_the_encoding_it_has_and_a_foreign_one_is_named(
    clerk: Clerk, encode: Callable[[str], bytes], named: str
) -> None:
    answer = clerk.brings(encode(table(clerk, firms="130")), "an.csv")
    page = said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert named in page
    assert ("编码读取" in page) is bool(named)
    clerk.confirms(answer)
    assert clerk.figures() == {"firms": "130"}


@case("C09")
@pytest.mark.parametrize("separator", ["\t", ";"], ids=["tabs", "semicolons"])
def test_another_separator_is_found_out(clerk: Clerk, separator: str) -> None:
    clerk.confirms(clerk.brings(table(clerk, separator, firms="130").encode(), "an.txt"))
    assert clerk.figures() == {"firms": "130"}


@case("C12")
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"], ids=["LF", "CR", "CRLF"])
def test_lines_may_end_in_any_way_and_stand_within_quotes(clerk: Clerk, end: str) -> None:
    lines = list(csv.reader(io.StringIO(table(clerk, firms="130", filed="5"))))
    lines[1][REMARK] = "第一行\n第二行"
    written = io.StringIO()
    csv.writer(written, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(lines)
    clerk.confirms(clerk.brings(written.getvalue().encode(), "an.csv"))
    assert clerk.figures() == {"firms": "130", "filed": "5"}


def broken_at(line: int, what: bytes) -> Callable[[str], bytes]:
    def change(text: str) -> bytes:
        lines = text.encode().split(b"\r\n")
        lines[line - 1] += what
        return b"\r\n".join(lines)

    return change


def one_field_less(text: str) -> bytes:
    lines = text.split("\r\n")
    lines[2] = lines[2].rsplit(",", 1)[0]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        pytest.param(broken_at(7, b"\xff"), "E-CSV-ENC", "第 7 行", marks=case("C07"), id="a byte that is no text"),
        pytest.param(lambda t: t.encode("utf-8-sig").decode("gb18030", "replace").encode(), "E-CSV-ENC",
                     "第 1 行", marks=case("C08"), id="UTF-8 once taken for GBK"),
        pytest.param(broken_at(3, b'"x'), "E-CSV-FORMAT", "第 3 行", marks=case("C11"), id="a quote in the open"),
        pytest.param(lambda t: t.replace(",", ',"', 10).encode(), "E-CSV-FORMAT", "第 1 行",
                     marks=case("C11"), id="quotes that never end"),
        pytest.param(one_field_less, "E-CSV-FORMAT", "第 3 行", marks=case("C18"), id="a field too few"),
        pytest.param(broken_at(4, b",x"), "E-CSV-FORMAT", "第 4 行", marks=case("C18"), id="a field too many"),
        pytest.param(lambda _: b"", "E-FILE-EMPTY", "文件为空", marks=case("C15"), id="nothing"),
        pytest.param(lambda _: b"\xef\xbb\xbf", "E-FILE-EMPTY", "文件为空", marks=case("C15"), id="a mark alone"),
        pytest.param(lambda _: b"1" * (50 * 2**20), "E-FILE-SIZE", "10 MB", marks=case("C14"), id="one line of 50 MB"),
        pytest.param(lambda _: b"1," * (4 * 2**20), "E-FILE-DIM", "数据区域过大", id="one line of 8 MB"),
        pytest.param(lambda t: t.replace("本年（2024年）", "完成数").encode(), "E-XLS-HEADER", "完成数",
                     marks=case("X01"), id="a heading renamed"),
        pytest.param(lambda _: b"PK\x03\x04", "E-FILE-TYPE", "xlsx", marks=case("X29"), id="a workbook by another name"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_refused_with_the_line(
    clerk: Clerk, spoil: Callable[[str], bytes], code: str, words: str
) -> None:
    answer = clerk.brings(spoil(table(clerk, firms="130")), "an.csv")
    assert answer.status_code == (413 if code == "E-FILE-SIZE" else 422)
    assert code in said(answer)
    assert words in said(answer)
    assert not Import.objects.exists()


@case("C15")
def test_headings_alone_come_in_with_nothing_in_them(clerk: Clerk) -> None:
    answer = clerk.brings(table(clerk).split("\r\n")[0].encode(), "an.csv")
    assert answer.status_code == 302
    assert "没有需要导入的内容" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]


@case("C17")
def test_a_code_that_a_spreadsheet_turned_into_a_number_is_refused(clerk: Clerk) -> None:
    text = table(clerk, firms="130")
    spoiled = text.replace(text.split("\r\n")[1].split(",")[0], "1.2E+17")
    answer = clerk.brings(spoiled.encode(), "an.csv")
    assert "不是有效的数字" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert clerk.confirms(answer).status_code == 409
    assert clerk.figures() == {}


@case("C19", "S08")
def test_text_like_a_formula_is_text_where_text_is_due_and_no_figure(clerk: Clerk) -> None:
    lines = list(csv.reader(io.StringIO(table(clerk, firms="130"))))
    lines[1][REMARK] = "=1+1"
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    clerk.confirms(clerk.brings(written.getvalue().encode(), "an.csv"))
    assert clerk.office.cell("firms").remark == "=1+1"
    assert "'=1+1" in clerk.form("csv").decode()
    answer = clerk.brings(table(clerk, firms="=1+1").encode(), "an.csv")
    assert "不是有效的数字" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]


@case("S09")
@pytest.mark.parametrize("remark", ["+86 28", "-5% 口径", "@省厅", "\t缩进", "'引号"])
def test_an_explanation_comes_back_from_the_table_as_it_was(
    clerk: Clerk, office: Office, remark: str
) -> None:
    office.enters("liumei", {"firms": "130"}, remark=remark.strip())
    answer = clerk.brings(clerk.form("csv"), "an.csv")
    assert "没有需要导入的内容" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert office.cell("firms").remark == remark.strip()


@case("X10")
def test_one_line_of_another_city_keeps_the_whole_table_out(clerk: Clerk, office: Office) -> None:
    own, other = table(clerk, firms="130"), table(Clerk(office, "bai", "bo"), firms="7")
    mixed = own + other.split("\r\n")[1] + "\r\n"
    answer = clerk.brings(mixed.encode(), "an.csv")
    assert answer.status_code == 403
    assert "E-AUTH-SCOPE" in said(answer)


@case("X24")
def test_a_line_twice_is_refused_with_both_numbers(clerk: Clerk) -> None:
    text = table(clerk, firms="130")
    answer = clerk.brings((text + text.split("\r\n")[1] + "\r\n").encode(), "an.csv")
    assert "第 2 行与第 9 行重复" in said(clerk.client.get(answer.headers["Location"]))  # type: ignore[arg-type]
