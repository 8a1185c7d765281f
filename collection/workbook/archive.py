"""An .xlsx, as a .docx, is a zip archive: what must be seen of it before anything in it is parsed.

Nothing is unpacked to a disk, and what is read is counted as it is read, so that a small
file cannot become a large one in memory.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

from collection.workbook.unfit import Unfit

MOST_ROWS: Final = 5_000
"""Of one sheet; a form has a line for each measure."""
MOST_COLUMNS: Final = 200
MOST_UNPACKED: Final = 256 * 2**20
MOST_MEMBERS: Final = 2_000
CHUNK: Final = 2**20
OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
WORKBOOK: Final = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
)
DOCUMENT: Final = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
)
DANGEROUS: Final = (b"<!DOCTYPE", b"<!ENTITY")
OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff")
NOT_READ: Final = {
    "xl/embeddings/": "OLE",
    "xl/activeX/": "ActiveX",
    "xl/media/": "图片 / pictures",
    "xl/externalLinks/": "外部链接 / external links",
    "xl/connections.xml": "数据连接 / data connections",
    "xl/pivotTables/": "数据透视表 / pivot tables",
    "xl/charts/": "图表 / charts",
}
"""Parts that are left alone, and what they are called when that is said."""


def inspect(content: bytes, *, kinds: Sequence[bytes] = WORKBOOK) -> list[str]:
    """What of the workbook will not be read. Raises Unfit where it is no safe file of the kinds."""
    if content.startswith(OLE):
        raise Unfit("E-FILE-ENCRYPTED" if LOCKED in content else "E-FILE-TYPE")
    if not content.startswith(b"PK"):
        raise Unfit("E-FILE-TYPE")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _members(archive.infolist())
            _refuse_other_kinds(archive, kinds)
            for member in archive.infolist():
                _read_through(archive, member)
            names = archive.namelist()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise Unfit("E-FILE-CORRUPT", reason=type(error).__name__) from error
    return [said for part, said in NOT_READ.items() if any(name.startswith(part) for name in names)]


def _members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if any(_leads_out(name) for name in names) or len(set(names)) < len(names):
        raise Unfit("E-FILE-CORRUPT", reason="zip")
    if any((member.external_attr >> 16) & 0o170000 == 0o120000 for member in members):
        raise Unfit("E-FILE-CORRUPT", reason="symlink")
    if any(member.flag_bits & 1 for member in members):
        raise Unfit("E-FILE-ENCRYPTED")
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
        raise Unfit("E-FILE-BOMB")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _refuse_other_kinds(archive: zipfile.ZipFile, kinds: Sequence[bytes]) -> None:
    """Workbooks with macros, templates, binary ones, documents: told by what they say they are."""
    if "[Content_Types].xml" not in archive.namelist():
        raise Unfit("E-FILE-TYPE")
    said = b"".join(_chunks(archive, archive.getinfo("[Content_Types].xml")))
    if any(kind not in said for kind in kinds) or b"vbaProject" in said:
        raise Unfit("E-FILE-TYPE")


def _read_through(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """To the last byte: checksums, declarations no office program writes, the number of rows."""
    if not member.filename.endswith((".xml", ".rels", ".vml")):
        return
    tail, rows, first = b"", 0, True
    for chunk in _chunks(archive, member):
        seen = tail + chunk
        if (first and seen.startswith(OTHER_ENCODINGS)) or any(each in seen for each in DANGEROUS):
            raise Unfit("E-FILE-XML")
        rows += seen.count(b"<row ") + seen.count(b"<row>")
        if rows > MOST_ROWS and member.filename.startswith("xl/worksheets/"):
            raise Unfit("E-FILE-ROWS", n=MOST_ROWS)
        # Long enough for a declaration that lies across two chunks, too short to count a row twice.
        tail, first = seen[-8:] if b"<row" not in seen[-8:] else seen[-3:], False


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as opened:
        while chunk := opened.read(CHUNK):
            yield chunk
