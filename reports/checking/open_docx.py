"""A Word file somebody edited, taken apart in a process of its own:
`python -m reports.checking.open_docx`.

What is told are its paragraphs and tables in order, as plain text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from collection.workbook.archive import DOCUMENT, inspect
from collection.workbook.inside import answer

MOST_BLOCKS: Final = 20_000
LONGEST: Final = 20_000
HEADINGS: Final = ("Heading", "Annex Title")
NOT_OF_THE_TEXT: Final = (
    *("TOC", "Contents Title", "Title", "Subtitle", "Report Label", "Report Small"),
    *("Report Bare", "Table Note"),
)
"""Styles of cover, contents and remarks: nothing there is a figure of the release."""


def blocks_of(book: Document) -> Iterator[dict[str, Any]]:
    for n, block in enumerate(book.iter_inner_content()):
        if n >= MOST_BLOCKS:
            return
        if isinstance(block, Table):
            yield {"kind": "table", "rows": [_cells(row) for row in block.rows]}
        elif isinstance(block, Paragraph) and (text := _text(block)):
            yield {"kind": _kind(block), "text": text[:LONGEST]}


def _cells(row: Any) -> list[str]:
    return [cell.text[:LONGEST] for cell in row.cells]


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs).strip()


def _kind(paragraph: Paragraph) -> str:
    name = str(paragraph.style.name) if paragraph.style is not None else ""
    if name.startswith(NOT_OF_THE_TEXT) or name == "Annex":
        return "around"
    if name.startswith(HEADINGS):
        return "heading"
    return "caption" if name == "Caption" else "paragraph"


def read(content: bytes) -> dict[str, Any]:
    inspect(content, kinds=DOCUMENT)
    book = docx.Document(io.BytesIO(content))
    return {"number": book.core_properties.subject, "blocks": list(blocks_of(book))}


if __name__ == "__main__":
    answer(read)
