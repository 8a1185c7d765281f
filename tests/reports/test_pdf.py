"""The PDF, read back; and that no letter is missing in the fonts that lie with the reports."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pypdf import PdfReader

from dev import HOUSE
from reports.content.facts import Kind
from reports.document import Annex, Grid, Heading, Paragraph, Part, Report
from reports.pdf.write import FONTS, pdf_of, png_of

pytestmark = pytest.mark.django_db
Reports = dict[Kind, Report]


@pytest.fixture(scope="module")
def read(reports: Reports) -> dict[Kind, PdfReader]:
    return {kind: PdfReader(io.BytesIO(pdf_of(found))) for kind, found in reports.items()}


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize("kind", list(Kind)[:4])
def test_every_heading_paragraph_and_cell_is_in_it(
    read: dict[Kind, PdfReader], reports: Reports, kind: Kind
) -> None:
    text = text_of(read[kind])
    for part in reports[kind].parts:
        for words in beginnings(part):
            assert squeezed(words) in text, words


def beginnings(part: Part) -> Iterator[str]:
    """What a part says, so far that no page's number or running head can stand in between."""
    match part:
        case Heading():
            yield part.text
        case Annex():
            yield part.title
        case Paragraph():
            yield squeezed(part.lead + part.text)[:20]
        case Grid():
            lines = (line for row in part.rows for cell in row for line in cell.text.split("\n"))
            yield from (squeezed(line)[:8] for line in lines)


def test_what_is_meant_for_one_page_is_one_page(read: dict[Kind, PdfReader]) -> None:
    assert len(read[Kind.BRIEF].pages) == 1


def test_pages_are_a4_upright_and_wide_ones_turned(read: dict[Kind, PdfReader]) -> None:
    sizes = {tuple(round(float(n)) for n in page.mediabox[2:]) for page in read[Kind.FINAL].pages}
    assert sizes == {(595, 842), (842, 595)}


def test_it_says_which_report_it_is(read: dict[Kind, PdfReader], reports: Reports) -> None:
    said = read[Kind.FINAL].metadata
    assert said is not None
    assert said.title == reports[Kind.FINAL].title
    assert reports[Kind.FINAL].number in str(said["/Keywords"])
    assert reports[Kind.FINAL].digest in str(said["/Keywords"])
    cover = squeezed(read[Kind.FINAL].pages[0].extract_text())
    assert f"报告编号：{reports[Kind.FINAL].number}" in cover
    assert f"报告校验码：{reports[Kind.FINAL].digest[:16]}" in cover


def test_fonts_lie_in_the_file(read: dict[Kind, PdfReader]) -> None:
    names = set()
    pages: Any = read[Kind.FINAL].pages
    for page in pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(font.get_object()["/BaseFont"].split("+")[1])
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile3", "/FontFile2"} & set(descriptor)
    assert {name.split("-")[0] for name in names} == {"NotoSerifCJKsc", "NotoSansCJKsc"}


@pytest.mark.parametrize("font", sorted(path.name for path in FONTS.glob("*.otf")))
def test_every_letter_of_the_plans_and_of_our_own_words_is_in_the_fonts(font: str) -> None:
    known = set(TTFont(FONTS / font).getBestCmap())
    texts = [*HOUSE.glob("fixtures/**/*.yaml"), *_own("reports"), *_own("indicators")]
    asked = {letter for path in texts for letter in path.read_text(encoding="utf-8")}
    missing = {
        letter for letter in asked if ord(letter) not in known and letter not in "\n\t\ufeff"
    }
    assert missing == set()


def test_the_fonts_reach_beyond_what_is_shipped(reports: Reports) -> None:
    """All of GB 2312: names of places and people that nobody has thought of yet."""
    known = set(TTFont(FONTS / "NotoSerifCJKsc-Regular.otf").getBestCmap())
    letters = (
        bytes((high, low)).decode("gb2312")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
        if not (high == 0xD7 and low > 0xF9)
    )
    assert {letter for letter in letters if ord(letter) not in known} == set()


def test_a_picture_becomes_a_png_of_the_same_shape() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><rect width="9" height="9"/></svg>'
    content = png_of(svg, ppi=144)
    width, height = (int.from_bytes(content[n : n + 4]) for n in (16, 20))
    assert content.startswith(b"\x89PNG")
    assert width == 2 * height


def _own(app: str) -> list[Path]:
    return [path for path in (HOUSE / app).rglob("*.py") if "migrations" not in path.parts]
