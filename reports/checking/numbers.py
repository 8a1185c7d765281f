"""数据校核: which numbers of an edited report are not those of the release, and where they stand.

Words may be changed freely: only numbers are compared. A paragraph is known again by its words
without the numbers, a table by its caption, a row by its name, a column by its title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from reports.document import Annex, Grid, Heading, Paragraph, Part

NUMBER: Final = re.compile(r"(?<![A-Za-z0-9.])[-−+]?\d+(?:,\d{3})*(?:\.\d+)?")
CAPTION: Final = re.compile(r"^[表图]\d+\s*")
ALIKE: Final = 0.5
"""How much of its words two paragraphs share at least to be taken for one that was edited."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a cell with the place where it stands."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `rows` begin with the titles of the columns."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A report as it is compared."""

    pieces: tuple[Piece, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`due` is what the release says; empty where it says nothing of the kind."""

    place: str
    found: str
    due: str
    text: str


def of_report(parts: Iterable[Part]) -> Text:
    blocks: list[dict[str, Any]] = []
    for part in parts:
        if isinstance(part, Heading):
            blocks.append({"kind": "heading", "text": part.text})
        elif isinstance(part, Annex):
            blocks.append({"kind": "heading", "text": part.title})
        elif isinstance(part, Paragraph):
            blocks.append({"kind": "paragraph", "text": part.lead + part.text})
        elif isinstance(part, Grid):
            rows = [[column.title for column in part.columns]]
            rows += [[cell.text for cell in row] for row in part.rows]
            blocks += [{"kind": "caption", "text": part.caption}, {"kind": "table", "rows": rows}]
    return of_blocks(blocks)


def of_blocks(blocks: Iterable[Mapping[str, Any]]) -> Text:
    """As a Word file tells them, in order."""
    pieces, sheets = list[Piece](), list[Sheet]()
    heading, count, caption = "", 0, ""
    for block in blocks:
        match block["kind"]:
            case "heading":
                heading, count = str(block["text"]), 0
            case "caption":
                caption = str(block["text"])
            case "table":
                sheets.append(Sheet(_bare(caption), tuple(tuple(row) for row in block["rows"])))
            case "paragraph":
                count += 1
                pieces.append(Piece(f"{heading} 第{count}段" if heading else "", block["text"]))
    return Text(tuple(pieces), tuple(sheets))


def numbers(text: str) -> list[str]:
    """Every number, without marks between thousands and with one kind of minus."""
    return [_normal(found.group()) for found in NUMBER.finditer(text)]


def _normal(number: str) -> str:
    plain = number.replace(",", "").replace("−", "-").lstrip("+")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def compared(due: Text, found: Text) -> list[Difference]:
    """In the order in which they stand in the edited file: paragraphs first, then tables."""
    known = {n for piece in due.pieces for n in numbers(piece.text)}
    known |= {n for s in due.sheets for row in s.rows for cell in row for n in numbers(cell)}
    return [*_paragraphs(due.pieces, found.pieces, known), *_tables(due, found, known)]


def _paragraphs(
    due: Sequence[Piece], found: Sequence[Piece], known: set[str]
) -> Iterator[Difference]:
    matcher = SequenceMatcher(
        None, [_masked(p.text) for p in due], [_masked(p.text) for p in found], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            for was, now in zip(due[a:b], found[c:d], strict=True):
                yield from _of_pair(was.text, now)
        else:
            yield from _edited(due[a:b], found[c:d], known)


def _edited(due: Sequence[Piece], found: Sequence[Piece], known: set[str]) -> Iterator[Difference]:
    """Words were changed: each is set beside the most like one that is left."""
    left = list(due)
    for now in found:
        best = max(left, key=lambda was: _likeness(was.text, now.text), default=None)
        if best is not None and _likeness(best.text, now.text) >= ALIKE:
            left.remove(best)
            yield from _of_pair(best.text, now)
        else:
            yield from _unknown(now, known)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _masked(one), _masked(other), autojunk=False).ratio()


def _of_pair(was: str, now: Piece) -> Iterator[Difference]:
    """Numbers in the same order; where one was added or left out, those that are too many."""
    before, after = numbers(was), numbers(now.text)
    if before == after:
        return
    if len(before) == len(after):
        for due, found in zip(before, after, strict=True):
            if due != found:
                yield Difference(now.place, found, due, now.text)
        return
    gone = list((Counter(before) - Counter(after)).elements())
    for found in (Counter(after) - Counter(before)).elements():
        yield Difference(now.place, found, gone.pop(0) if gone else "", now.text)


def _unknown(now: Piece, known: set[str]) -> Iterator[Difference]:
    """Of words that were added: numbers that the release nowhere has."""
    for found in numbers(now.text):
        if found not in known:
            yield Difference(now.place, found, "", now.text)


def _tables(due: Text, found: Text, known: set[str]) -> Iterator[Difference]:
    by_caption = {sheet.caption: sheet for sheet in due.sheets}
    for now in found.sheets:
        was = by_caption.get(now.caption)
        if was is None:
            for row in now.rows[1:]:
                for cell in row:
                    yield from _unknown(Piece(now.caption, cell), known)
        else:
            yield from _rows(was, now)


def _rows(was: Sheet, now: Sheet) -> Iterator[Difference]:
    titles = {title: n for n, title in enumerate(was.rows[0])}
    named = {_name(row): row for row in reversed(was.rows[1:])}
    for n, row in enumerate(now.rows[1:], 1):
        same = was.rows[n] if n < len(was.rows) else None
        in_place = same is not None and _name(same) == _name(row)
        old = same if in_place else named.get(_name(row), same)
        for k, cell in enumerate(row):
            title = now.rows[0][k] if k < len(now.rows[0]) else ""
            column = titles.get(title, k)
            due = old[column] if old is not None and column < len(old) else ""
            place = Piece(f"{now.caption} “{_name(row)}” {title}", cell)
            yield from _of_pair(due, place)


def _name(row: Sequence[str]) -> str:
    """The first two cells that say something in words alone."""
    said = [cell for cell in row if re.search(r"[^\W\d]", cell) and not re.search(r"\d", cell)]
    return " ".join(said[:2])


def _masked(text: str) -> str:
    return re.sub(r"\s+", "", NUMBER.sub("#", text))


def _bare(caption: str) -> str:
    return CAPTION.sub("", caption).strip()
