"""What a word processor works out itself: the table of contents, page numbers, numbered captions."""

from __future__ import annotations

import re

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reports.document import Annex, Heading, Report
from reports.pdf.write import pages_of
from reports.word import styles

CAPTIONED = re.compile(r"([表图])(\d+) (.*)", re.DOTALL)
DEEPEST = 2


class Bookmarks:
    """Headings in the order in which they are made; the contents name them beforehand."""

    def __init__(self) -> None:
        self._made = 0

    def name(self, number: int) -> str:
        return f"_Toc{number:06d}"

    def mark(self, paragraph: Paragraph) -> None:
        self._made += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._made))
            if tag.endswith("Start"):
                mark.set(qn("w:name"), self.name(self._made))
                paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, mark)
            else:
                paragraph._p.append(mark)


def add_contents(book: Document, report: Report, bookmarks: Bookmarks) -> None:
    """目录 as a field with its lines already in it; the page numbers are fields of their own.

    Until a word processor counts its own pages they are those of the PDF, a page or two off.
    """
    title = book.add_paragraph("目　录", style=styles.CONTENTS)
    title.paragraph_format.page_break_before = True
    lines, pages = list(_lines(report)), pages_of(report)
    for n, (number, level, text) in enumerate(lines):
        line = book.add_paragraph(style=f"TOC {level}")
        if n == 0:
            _mark(line, "begin", dirty=True)
            _instruct(line, rf'TOC \o "1-{DEEPEST}" \h \z \u')
            _mark(line, "separate")
        line.add_run(f"{text}\t")
        styles.add_field(line, rf"PAGEREF {bookmarks.name(number)} \h", f"{pages[number - 1]}")
        if n == len(lines) - 1:
            _mark(line, "end")


def _lines(report: Report) -> list[tuple[int, int, str]]:
    """Number of the bookmark, level and text of every heading that is listed."""
    found: list[tuple[int, int, str]] = []
    number = 0
    for part in report.parts:
        if isinstance(part, Heading):
            number += 1
            if part.level <= DEEPEST:
                found.append((number, part.level, part.text))
        elif isinstance(part, Annex):
            number += 1
            found.append((number, 1, f"附件{part.no}　{part.title}"))
    return found


def add_caption(book: Document, text: str, *, keep: bool) -> None:
    """表1 with a number that counts on when an editor adds a table. Above tables, below charts."""
    line = book.add_paragraph(style=styles.CAPTION)
    line.paragraph_format.keep_with_next = keep
    found = CAPTIONED.fullmatch(text)
    if found is None:
        line.add_run(text)
        return
    kind, number, rest = found.groups()
    line.add_run(kind)
    styles.add_field(line, rf"SEQ {kind} \* ARABIC", number)
    line.add_run(f"　{rest}")


def _mark(paragraph: Paragraph, kind: str, *, dirty: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(mark)


def _instruct(paragraph: Paragraph, code: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
