"""A report as .docx: real styles, headings and captions, a table of contents, native tables.

Fonts are named as official documents name them (仿宋, 黑体, 楷体); they are not in the file, and a
program without them takes the one named beside each.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import RGBColor

from reports.document import (
    Annex,
    Grid,
    Heading,
    LineChart,
    Paragraph,
    Part,
    Pictures,
    Report,
    Section,
    sections,
)
from reports.word import fields, pictures, styles, tables
from reports.word.charts import add_chart


def word_of(report: Report) -> bytes:
    book = docx.Document()
    styles.set_up(book, whole=report.contents)
    _properties(book, report)
    bookmarks = fields.Bookmarks()
    if report.contents:
        _cover(book, report)
        fields.add_contents(book, report, bookmarks)
        book.add_section(WD_SECTION.NEW_PAGE)
        styles.number_pages(book.sections[-1], restart=True)
    else:
        _head(book, report)
    for n, section in enumerate(sections(report.parts)):
        _turn(book, section, first=n == 0)
        for part in section.parts:
            _add(book, part, bookmarks)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _properties(book: Document, report: Report) -> None:
    said = book.core_properties
    said.title, said.subject = f"{report.subtitle}{report.title}", report.number
    said.author = said.last_modified_by = report.issuer
    said.keywords, said.category, said.comments = report.digest, report.label, report.warning
    said.language = "zh-CN"
    said.created = said.modified = datetime.now(UTC)


def _cover(book: Document, report: Report) -> None:
    book.add_paragraph(report.label, style=styles.LABEL)
    for _ in range(5):
        book.add_paragraph(style=styles.BARE)
    book.add_paragraph(report.subtitle, style=styles.SUBTITLE)
    book.add_paragraph(report.title, style=styles.TITLE)
    for _ in range(7):
        book.add_paragraph(style=styles.BARE)
    for text in (report.issuer, report.date):
        book.add_paragraph(text, style=styles.BARE).alignment = styles.CENTRE
    for text in (f"报告编号：{report.number}", *report.facts, f"报告校验码：{report.digest[:16]}"):
        book.add_paragraph(text, style=styles.SMALL)
    _warn(book, report)


def _head(book: Document, report: Report) -> None:
    book.add_paragraph(report.subtitle, style=styles.SUBTITLE)
    book.add_paragraph(report.title, style=styles.TITLE)
    about = (report.label, report.issuer, report.date, *report.facts, f"编号：{report.number}")
    book.add_paragraph("　".join(about), style=styles.SMALL)
    _warn(book, report)


def _warn(book: Document, report: Report) -> None:
    if report.warning:
        said = book.add_paragraph(style=styles.SMALL).add_run(report.warning)
        said.font.color.rgb = RGBColor(0xB3, 0x26, 0x1E)


def _turn(book: Document, section: Section, *, first: bool) -> None:
    """Begin pages of the section's kind; an annex begins a new one in any case."""
    last = book.sections[-1]
    is_wide = last.orientation == WD_ORIENT.LANDSCAPE
    starts_annex = isinstance(section.parts[0], Annex)
    if section.wide == is_wide and (first or not starts_annex):
        return
    if not first or section.wide != is_wide:
        last = book.add_section(WD_SECTION.NEW_PAGE)
        styles.count_on(last)
    if section.wide != is_wide:
        last.orientation = WD_ORIENT.LANDSCAPE if section.wide else WD_ORIENT.PORTRAIT
        last.page_width, last.page_height = last.page_height, last.page_width
        styles.set_margins(last, wide=section.wide)


def _tabulate(book: Document, part: Grid) -> None:
    fields.add_caption(book, part.caption, keep=True)
    tables.add_table(book, part)
    for note in part.notes:
        book.add_paragraph(note, style=styles.NOTE)


def _say(book: Document, part: Paragraph) -> None:
    said = book.add_paragraph()
    if part.lead:
        said.add_run(part.lead).bold = True
    said.add_run(part.text)


def _add(book: Document, part: Part, bookmarks: fields.Bookmarks) -> None:
    match part:
        case Heading():
            made = book.add_heading(part.text, part.level)
            bookmarks.mark(made)
        case Annex():
            book.add_paragraph(f"附件{part.no}", style=styles.ANNEX)
            made = book.add_heading(part.title, 1)
            made.style = book.styles[styles.ANNEX_TITLE]
            bookmarks.mark(made)
        case Paragraph():
            _say(book, part)
        case Grid():
            _tabulate(book, part)
        case LineChart():
            add_chart(book, part)
            fields.add_caption(book, part.caption, keep=False)
        case Pictures():
            pictures.add_pictures(book, part)
            fields.add_caption(book, part.caption, keep=False)
