"""The text of a PDF somebody sent, in a process of its own: `python -m collection.workbook.open_pdf`.

A scan has no text, and what cannot be parsed tells none.
"""

from __future__ import annotations

import io
from typing import Final

from pypdf import PdfReader

from collection.workbook.inside import answer
from collection.workbook.unfit import Unfit

MOST_PAGES: Final = 200
MOST_CHARACTERS: Final = 2_000_000


def text_of(content: bytes) -> str:
    """Of the first pages, one after the other."""
    reader = PdfReader(io.BytesIO(content))
    found, length = list[str](), 0
    for page in reader.pages[:MOST_PAGES]:
        found.append(page.extract_text())
        length += len(found[-1])
        if length > MOST_CHARACTERS:
            break
    return "\n".join(found)


def read(content: bytes) -> dict[str, str]:
    """Raises Unfit for one that asks for a password."""
    try:
        if PdfReader(io.BytesIO(content)).is_encrypted:
            raise Unfit("E-FILE-ENCRYPTED")
        return {"text": text_of(content)}
    except (Unfit, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a damaged file can break a parser anywhere
        return {"text": ""}


if __name__ == "__main__":
    answer(read)
