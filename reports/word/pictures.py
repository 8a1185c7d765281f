"""Vector pictures in Word, with the same in pixels for programs that draw none."""

from __future__ import annotations

import io
from typing import Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from reports.document import Pictures
from reports.pdf.write import png_of
from reports.pictures import with_font
from reports.word import styles

EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""By which Word knows a picture's vector form."""


def add_pictures(book: Document, part: Pictures) -> None:
    line = book.add_paragraph(style=styles.BARE)
    line.alignment, line.paragraph_format.keep_with_next = styles.CENTRE, True
    width = int(styles.page_width(book.sections[-1]) / part.across * 0.8)
    for svg, alt in part.items:
        run = line.add_run()
        run.add_picture(io.BytesIO(png_of(svg)), width=width)
        run._r.find(f".//{qn('wp:docPr')}").set("descr", alt)
        blip = run._r.find(f".//{qn('a:blip')}")
        blip.append(_vector(_add_part(book, with_font(svg))))


def _add_part(book: Document, svg: str) -> str:
    package = book.part.package
    number = sum(each.partname.endswith(".svg") for each in package.iter_parts()) + 1
    name = PackURI(f"/word/media/picture{number}.svg")
    made = Part(name, "image/svg+xml", svg.encode(), package)
    return book.part.relate_to(made, RELATIONSHIP_TYPE.IMAGE)


def _vector(relation: str) -> object:
    return parse_xml(
        '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:ext uri="{EXTENSION}"><asvg:svgBlip'
        ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        f' r:embed="{relation}"/></a:ext></a:extLst>'
    )
