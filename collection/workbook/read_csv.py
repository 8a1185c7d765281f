"""Text tables as Excel, WPS and statisticians' programs write them, in the encodings they use."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from collection.workbook.archive import MOST_COLUMNS, MOST_ROWS
from collection.workbook.cells import Sheet, sheet_of
from collection.workbook.unfit import Unfit

MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SEPARATORS: Final = (",", "\t", ";")
FIRST_LINES: Final = 20
"""Among which the headings of a table stand."""
FEWEST: Final = 3
"""Separators between the columns of any table that is taken."""
TWICE_WRONG: Final = "锘"
"""What a byte order mark becomes when UTF-8 was once taken for GBK, and saved."""


def read_csv(content: bytes) -> tuple[Sheet, str]:
    """The table and the name of its encoding. Raises Unfit, with the line where there is one."""
    text, encoding = _decoded(content)
    if not text.strip():
        raise Unfit("E-FILE-EMPTY")
    if text.startswith(TWICE_WRONG):
        raise Unfit("E-CSV-ENC", line=1)
    return sheet_of("CSV", _lines(text)), encoding


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in MARKED:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding), encoding
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError as error:
        # Whatever was readable before: beyond ASCII it can only have been meant as UTF-8.
        if not content[: error.start].isascii():
            raise Unfit("E-CSV-ENC", line=_line(content, error.start)) from error
        return _strictly(content, "gb18030"), "GB18030"


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unfit("E-CSV-ENC", line=_line(content, error.start)) from error


def _line(content: bytes, at: int) -> int:
    return content[:at].count(b"\n") + 1


def _separator(text: str) -> str:
    """That of the first line which has enough for a table, else of the first which has any.

    A title above the table may have one or two. Raises Unfit where it makes too many columns.
    """
    counted = [(line, max(map(line.count, SEPARATORS))) for line in text.splitlines()[:FIRST_LINES]]
    likely = (line for least in (FEWEST, 1) for line, found in counted if found >= least)
    first = next(likely, "")
    separator = max(SEPARATORS, key=first.count)
    if first.count(separator) >= MOST_COLUMNS:
        raise Unfit("E-FILE-DIM", range=f"{first.count(separator) + 1} × 1")
    return separator


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each with its number; every one as long as the first, but for titles of one field above it."""
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    width, begins = None, 1
    while True:
        try:
            line = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unfit("E-CSV-FORMAT", line=begins) from error
        if any(field.strip() for field in line):
            width = len(line) if width in (None, 1) else width
            if len(line) != width:
                raise Unfit("E-CSV-FORMAT", line=begins)
            yield begins, line
        begins = reader.line_num + 1
        if begins > MOST_ROWS:
            raise Unfit("E-FILE-ROWS", n=MOST_ROWS)
