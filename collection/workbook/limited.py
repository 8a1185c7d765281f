"""Reading a file without letting it near the process that answers requests."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from collection.workbook.cells import Sheet, unpacked
from collection.workbook.unfit import Unfit

HOUSE: Final = Path(__file__).resolve().parents[2]
PATIENCE: Final = 30
"""Seconds; the reader's own limit of processor time ends it earlier unless the machine is busy."""
XLSX: Final = "collection.workbook.open_xlsx"
PDF: Final = "collection.workbook.open_pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The sheets, and the parts of the file that were left alone."""

    sheets: tuple[Sheet, ...]
    ignored: tuple[str, ...] = ()


def read_xlsx(content: bytes) -> Read:
    """Raises Unfit."""
    said = answer_of(XLSX, content)
    sheets = tuple(unpacked(sheet) for sheet in said["sheets"])
    return Read(sheets=sheets, ignored=tuple(said["ignored"]))


def read_pdf(content: bytes) -> str:
    """Its text; of a scan there is none. Raises Unfit."""
    return str(answer_of(PDF, content)["text"])


def answer_of(module: str, content: bytes) -> dict[str, Any]:
    """What the reader says of the file. It gets no environment, so no secret of ours. Raises Unfit."""
    command = (sys.executable, "-m", module)
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the file is on standard input
            command, input=content, capture_output=True, cwd=HOUSE, env={}, timeout=PATIENCE, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Unfit("E-FILE-BOMB") from error
    if done.returncode != 0:
        raise Unfit("E-FILE-BOMB")
    said: dict[str, Any] = json.loads(done.stdout)
    if "code" in said:
        raise Unfit(said["code"], **said["facts"])
    return said
