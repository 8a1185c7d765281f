"""A file as it was sent: told by its content what it is, and opened accordingly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from collection.workbook.archive import OLE
from collection.workbook.cells import Sheet
from collection.workbook.form import (
    FormKey,
    Found,
    Headings,
    form_in,
    lines_of_sheet,
    lines_of_table,
)
from collection.workbook.limited import read_xlsx
from collection.workbook.read_csv import read_csv
from collection.workbook.unfit import Unfit

TEXT_NAMES: Final = (".csv", ".txt", ".tsv")
ZIP: Final = b"PK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was found of a form, the forms it says it is for, and parts that were not read."""

    found: Found
    keys: tuple[FormKey, ...]
    ignored: tuple[str, ...] = ()
    encoding: str = ""


def open_file(name: str, content: bytes, headings: Headings) -> Opened:
    """Raises Unfit. Content that belies the name is refused, not guessed at."""
    if name.lower().endswith(TEXT_NAMES):
        if content.startswith((ZIP, OLE)):
            raise Unfit("E-FILE-TYPE")
        return _table(content, headings)
    return _workbook(content, headings)


def sheets_in(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a file that is no form of ours. Raises Unfit."""
    if name.lower().endswith(TEXT_NAMES):
        if content.startswith((ZIP, OLE)):
            raise Unfit("E-FILE-TYPE")
        return (read_csv(content)[0],)
    return read_xlsx(content).sheets


def _workbook(content: bytes, headings: Headings) -> Opened:
    read = read_xlsx(content)
    if (form := form_in(read.sheets)) is None:
        raise Unfit("E-XLS-SHEET")
    sheet, key, _ = form
    return Opened(found=lines_of_sheet(sheet, headings), keys=(key,), ignored=read.ignored)


def _table(content: bytes, headings: Headings) -> Opened:
    sheet, encoding = read_csv(content)
    found, keys = lines_of_table(sheet, headings)
    return Opened(found=found, keys=tuple(dict.fromkeys(keys)), encoding=encoding)
