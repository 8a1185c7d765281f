"""The Word file, read back: what it says, how it is built, and that it can be edited."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from pypdf import PdfReader

from reports.content.facts import Kind
from reports.document import Annex, Grid, Heading, LineChart, Paragraph, Pictures, Report
from reports.pdf.write import pages_of, pdf_of
from reports.word.write import word_of

pytestmark = pytest.mark.django_db
Reports = dict[Kind, Report]
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


@pytest.fixture(scope="module")
def written(reports: Reports) -> dict[Kind, bytes]:
    return {kind: word_of(found) for kind, found in reports.items()}


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def style(paragraph: Any) -> str:
    return str(paragraph.style.name)


def shown(paragraph: Any) -> str:
    """The text with what its fields show."""
    return "".join(run.text for run in paragraph.runs)


@pytest.mark.parametrize("kind", list(Kind)[:4])
def test_every_heading_is_a_heading_of_its_level(
    written: dict[Kind, bytes], reports: Reports, kind: Kind
) -> None:
    found = [
        (style(p), p.text)
        for p in opened(written[kind]).paragraphs
        if style(p).startswith(("Heading", "Annex Title"))
    ]
    assert found == [
        (f"Heading {p.level}", p.text) if isinstance(p, Heading) else ("Annex Title", p.title)
        for p in reports[kind].parts
        if isinstance(p, Heading | Annex)
    ]


@pytest.mark.parametrize("kind", list(Kind)[:4])
def test_every_cell_of_every_table_is_what_the_report_says(
    written: dict[Kind, bytes], reports: Reports, kind: Kind
) -> None:
    grids = [part for part in reports[kind].parts if isinstance(part, Grid)]
    tables = opened(written[kind]).tables
    assert len(tables) == len(grids) > 0
    for table, grid in zip(tables, grids, strict=True):
        lines = [[cell.text for cell in row.cells] for row in table.rows]
        assert lines[0] == [column.title for column in grid.columns]
        assert lines[1:] == [[cell.text for cell in row] for row in grid.rows]


def test_every_paragraph_is_there(written: dict[Kind, bytes], reports: Reports) -> None:
    texts = {p.text for p in opened(written[Kind.FINAL]).paragraphs}
    for part in reports[Kind.FINAL].parts:
        if isinstance(part, Paragraph):
            assert part.lead + part.text in texts


def test_a_trend_is_a_chart_with_its_figures_and_a_picture_for_other_programs(
    written: dict[Kind, bytes], reports: Reports
) -> None:
    charts = [part for part in reports[Kind.FINAL].parts if isinstance(part, LineChart)]
    package = opened(written[Kind.FINAL]).part.package
    parts = {p.partname: p for p in package.iter_parts() if p.content_type == CHART}
    assert len(parts) == len(charts)
    for number, chart in enumerate(charts, 1):
        part = parts[f"/word/charts/chart{number}.xml"]
        (behind,) = [rel.target_part for rel in part.rels.values()]
        book = openpyxl.load_workbook(io.BytesIO(behind.blob))
        rows = list(book.active.iter_rows(min_row=2, min_col=2, values_only=True))
        for column, series in enumerate(chart.series):
            told = [None if v is None else Decimal(v) for v in series.values]
            kept = [None if r[column] is None else Decimal(str(r[column])) for r in rows]
            assert kept == told, chart.caption
        assert b"externalData" in part.blob
    body = opened(written[Kind.FINAL]).element.body
    both = body.findall(f".//{{{'http://schemas.openxmlformats.org/markup-compatibility/2006'}}}"
                        "AlternateContent")  # fmt: skip
    assert len(both) == len(charts)
    for each in both:
        choice, fallback = each
        assert choice.get("Requires") == "c"
        assert choice.find(f".//{qn('wp:docPr')}").get("descr")
        assert fallback.find(f".//{qn('a:blip')}") is not None


def test_gauges_are_vector_pictures(written: dict[Kind, bytes], reports: Reports) -> None:
    (pictures,) = [part for part in reports[Kind.BRIEF].parts if isinstance(part, Pictures)]
    with zipfile.ZipFile(io.BytesIO(written[Kind.BRIEF])) as archive:
        vectors = [name for name in archive.namelist() if name.endswith(".svg")]
        assert len(vectors) == len(pictures.items) == 3
        assert 'Extension="svg"' in archive.read("[Content_Types].xml").decode() or all(
            f'PartName="/{name}"' in archive.read("[Content_Types].xml").decode()
            for name in vectors
        )


def test_chinese_and_latin_letters_have_fonts_of_their_own(written: dict[Kind, bytes]) -> None:
    book = opened(written[Kind.FINAL])
    fonts = {"Normal": "仿宋", "Heading 1": "黑体", "Heading 2": "楷体", "Title": "方正小标宋简体"}
    for name, font in fonts.items():
        found = book.styles[name].element.rPr.rFonts
        assert found.get(qn("w:eastAsia")) == font
        assert found.get(qn("w:ascii")) == "Times New Roman"
        assert not [key for key in found.attrib if key.endswith("Theme")]
    table = next(
        rel.target_part for rel in book.part.rels.values() if rel.reltype.endswith("/fontTable")
    )
    assert '<w:font w:name="仿宋"><w:altName w:val="FangSong"/>' in table.blob.decode()


def test_the_page_is_that_of_official_documents(written: dict[Kind, bytes]) -> None:
    section: Any = opened(written[Kind.FINAL]).sections[0]
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]


def test_wide_tables_stand_on_pages_turned_on_their_side(
    written: dict[Kind, bytes], reports: Reports
) -> None:
    turned = [s.orientation for s in opened(written[Kind.FINAL]).sections]
    assert WD_ORIENT.LANDSCAPE in turned
    assert turned[0] == WD_ORIENT.PORTRAIT
    # Only the body's first page begins to count at 1.
    starts = re.findall(r'<w:pgNumType w:start="1"/>', _document(written[Kind.FINAL]))
    assert len(starts) == 1


def test_page_numbers_stand_at_the_outer_edge_and_not_on_the_cover(
    written: dict[Kind, bytes],
) -> None:
    book = opened(written[Kind.FINAL])
    first = book.sections[0]
    assert book.settings.odd_and_even_pages_header_footer
    assert first.different_first_page_header_footer
    assert (
        shown(first.footer.paragraphs[0]) == shown(first.even_page_footer.paragraphs[0]) == "— 1 —"
    )
    assert first.footer.paragraphs[0].alignment != first.even_page_footer.paragraphs[0].alignment


def test_the_contents_are_a_field_that_lists_every_heading_and_leads_there(
    written: dict[Kind, bytes], reports: Reports
) -> None:
    book = opened(written[Kind.FINAL])
    lines = [p.text.split("\t")[0] for p in book.paragraphs if style(p).startswith("TOC ")]
    due = [
        p.text if isinstance(p, Heading) else f"附件{p.no}　{p.title}"
        for p in reports[Kind.FINAL].parts
        if isinstance(p, Heading | Annex)
    ]
    assert lines == due
    document = _document(written[Kind.FINAL])
    asked = re.findall(r"PAGEREF (\w+)", document)
    assert set(asked) <= set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', document))
    assert len(asked) == len(due)
    assert r'TOC \o "1-2"' in document


def test_until_a_word_processor_counts_its_pages_the_contents_have_those_of_the_pdf(
    written: dict[Kind, bytes], reports: Reports
) -> None:
    lines = [p.text for p in opened(written[Kind.FINAL]).paragraphs if style(p).startswith("TOC ")]
    told = [int(line.rsplit("\t", 1)[1]) for line in lines]
    pages = pages_of(reports[Kind.FINAL])
    assert told == pages
    assert told == sorted(told)
    # The body begins at 1, after the cover and the contents.
    whole = len(PdfReader(io.BytesIO(pdf_of(reports[Kind.FINAL]))).pages)
    assert told[0] == 1 < told[-1] < whole


def test_its_letters_are_chinese_and_broken_and_pointed_as_such(
    written: dict[Kind, bytes],
) -> None:
    spoken = opened(written[Kind.FINAL]).styles.element.iter(qn("w:lang"))
    assert {each.get(qn("w:eastAsia")) for each in spoken} == {"zh-CN"}


def test_captions_count_on_when_an_editor_adds_a_table(written: dict[Kind, bytes]) -> None:
    book = opened(written[Kind.FINAL])
    captions = [p for p in book.paragraphs if style(p) == "Caption"]
    assert [shown(p).split("　")[0] for p in captions[:2]] == ["表1", "图1"]
    assert r"SEQ 表 \* ARABIC" in _document(written[Kind.FINAL])


def test_headings_stay_with_what_follows_and_rows_stay_whole(written: dict[Kind, bytes]) -> None:
    book = opened(written[Kind.FINAL])
    assert book.styles["Heading 1"].paragraph_format.keep_with_next
    for table in book.tables:
        for n, row in enumerate(table.rows):
            shape = row._tr.trPr
            assert shape.find(qn("w:cantSplit")) is not None
            assert (shape.find(qn("w:tblHeader")) is not None) is (n == 0)


def test_the_file_says_which_report_it_is(written: dict[Kind, bytes], reports: Reports) -> None:
    said = opened(written[Kind.FINAL]).core_properties
    assert said.subject == reports[Kind.FINAL].number
    assert said.keywords == reports[Kind.FINAL].digest
    assert said.author == "四川省科学技术厅"


def _document(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()
