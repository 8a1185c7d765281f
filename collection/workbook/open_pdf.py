"""The text of a PDF somebody sent, in a process of its own: `python -m collection.workbook.open_pdf`.

As of a workbook: the file comes on standard input, memory and processor time are limited and
nothing can be written. A scan has no text, and what cannot be parsed tells none.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import Any, Final

from pypdf import PdfReader

from collection.workbook.open_xlsx import limit

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


def main() -> None:
    limit()
    logging.disable()
    content = sys.stdin.buffer.read()
    answer: dict[str, Any]
    try:
        if PdfReader(io.BytesIO(content)).is_encrypted:
            answer = {"code": "E-FILE-ENCRYPTED", "facts": {}}
        else:
            answer = {"text": text_of(content)}
    except MemoryError:
        answer = {"code": "E-FILE-BOMB", "facts": {}}
    except Exception:  # noqa: BLE001 - a damaged file can break a parser anywhere
        answer = {"text": ""}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
