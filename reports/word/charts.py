"""Trends as charts that can be edited in Word, with the same as a picture for other programs.

The chart and the small workbook behind it are written by XlsxWriter: the drawing language of
both is the same, so the chart of the one is put into the other.
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

import xlsxwriter
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.document import LineChart
from reports.native_chart import chart_of, write_figures
from reports.pdf.write import png_of
from reports.word import styles

WIDTH, HEIGHT = Mm(140), Mm(68)
CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
PACKAGED: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def add_chart(book: Document, part: LineChart) -> None:
    line = book.add_paragraph(style=styles.BARE)
    line.alignment, line.paragraph_format.keep_with_next = styles.CENTRE, True
    picture = line.add_run()
    picture.add_picture(io.BytesIO(png_of(part.svg)), width=WIDTH)
    drawing = picture._r.find(qn("w:drawing"))
    described = drawing.find(f".//{qn('wp:docPr')}")
    described.set("descr", part.alt)
    number = described.get("id")
    both = parse_xml(
        f"<mc:AlternateContent {NAMESPACES}>"
        f'<mc:Choice Requires="c">{_inline(_add_part(book, part), number)}</mc:Choice>'
        "<mc:Fallback/></mc:AlternateContent>"
    )
    both.find(f".//{qn('wp:docPr')}").set("descr", part.alt)
    picture._r.replace(drawing, both)
    both[1].append(drawing)


def _inline(relation: str, number: str) -> str:
    return (
        f'<w:drawing><wp:inline><wp:extent cx="{WIDTH}" cy="{HEIGHT}"/>'
        f'<wp:docPr id="{1000 + int(number)}" name="Chart {number}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _add_part(book: Document, part: LineChart) -> str:
    """The chart and its figures as parts of the document; how the document calls the chart."""
    package = book.part.package
    number = sum(each.partname.startswith("/word/charts/") for each in package.iter_parts()) + 1
    drawn, workbook = chart_xml(part)
    figures = Part(
        PackURI(f"/word/embeddings/figures{number}.xlsx"), PACKAGED, workbook, package
    )  # fmt: skip
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, drawn, package)
    relation = chart.relate_to(figures, RELATIONSHIP_TYPE.PACKAGE)
    link = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    chart._blob = drawn.replace(b"</c:chartSpace>", f"{link}</c:chartSpace>".encode())
    return book.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)


def chart_xml(part: LineChart) -> tuple[bytes, bytes]:
    """The chart's own XML and the workbook it is made from."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        write_figures(sheet, part, row=0)
        sheet.insert_chart("F2", chart_of(book, sheet, part, row=0))
    content = written.getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/charts/chart1.xml"), content
