"""What a file is by its content, and whether it says that it is classified."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from collection.workbook.limited import read_pdf
from collection.workbook.unfit import Unfit

OFFICE: Final = {
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "docx": b"wordprocessingml.document.main+xml",
}
TYPES: Final = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
BEGINS: Final = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
MOST_UNPACKED: Final = 128 * 2**20

SECRET_NAME: Final = re.compile("绝密|机密|(?<!商业)秘密")
SECRET_TEXT: Final = re.compile("(?:绝密|机密|秘密)\\s*[★☆]")
"""A level of secrecy is marked with a star and a term, as the regulations want it."""
TAGS: Final = re.compile("<[^>]*>")


def kind_of(content: bytes) -> str:
    """A name of `TYPES`. Raises Unfit for every other kind of file, whatever it calls itself."""
    for begins, kind in BEGINS.items():
        if content.startswith(begins):
            return kind
    if content.startswith(b"PK"):
        return _office_kind(content)
    raise Unfit("E-EVIDENCE-TYPE")


def refuse_secret(name: str, content: bytes, kind: str) -> None:
    """Raises Unfit where name or text carries a mark of secrecy. Pictures and scans: by name alone."""
    if SECRET_NAME.search(name):
        raise Unfit("E-FILE-SECRET")
    text = _text(content) if kind in OFFICE else read_pdf(content) if kind == "pdf" else ""
    if SECRET_TEXT.search(text):
        raise Unfit("E-FILE-SECRET")


def _office_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise Unfit("E-FILE-BOMB")
            said = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError) as error:
        raise Unfit("E-EVIDENCE-TYPE") from error
    kinds = [kind for kind, words in OFFICE.items() if words in said]
    if len(kinds) != 1 or b"vbaProject" in said:
        raise Unfit("E-EVIDENCE-TYPE")
    return kinds[0]


def _text(content: bytes) -> str:
    """Whatever stands in it, across the tags that cut words in pieces."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [
                archive.read(member).decode("utf-8", "replace")
                for member in archive.infolist()
                if member.filename.endswith(".xml")
            ]
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise Unfit("E-FILE-CORRUPT", reason=type(error).__name__) from error
    return TAGS.sub("", "\n".join(parts))
