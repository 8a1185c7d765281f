"""What a report consists of, before it is a Word file or a PDF: both are written from this.

Reports are in Chinese: their form is that of Chinese official documents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Literal

from indicators.charts.theme import Tone

Level = Literal[1, 2, 3]


@dataclass(frozen=True, slots=True)
class Heading:
    """一、 (一) 1. of a report; `text` carries its own number, as official documents do."""

    text: str
    level: Level = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` is its opening words, set apart from the rest."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is its share of the table's width, in any unit."""

    title: str
    width: float = 1.0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; `wide` asks for pages turned on their side."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """`values` in the order of the chart's years, None where there is no figure."""

    name: str
    values: tuple[str | None, ...]
    role: Literal["actual", "path", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """Drawn by the program that opens the file; `svg` is the same as a picture, for the others.

    `alt` says in words what is seen.
    """

    caption: str
    unit: str
    decimals: int
    years: tuple[str, ...]
    series: tuple[Series, ...]
    svg: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Vector pictures side by side, each with what is seen on it in words."""

    caption: str
    items: tuple[tuple[str, str], ...]
    across: int = 3


@dataclass(frozen=True, slots=True)
class Annex:
    """附件 begins a new page; `no` is 0 for a document that has only one."""

    no: int
    title: str


Part = Heading | Paragraph | Grid | LineChart | Pictures | Annex


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole document. `label` is 送审稿 or 草稿; `facts` say where it comes from.

    `number` names plan, kind, year, place and edition; `contents` asks for a table of contents.
    """

    title: str
    subtitle: str
    label: str
    number: str
    issuer: str
    date: str
    facts: tuple[str, ...]
    warning: str
    parts: tuple[Part, ...]
    contents: bool = True

    @property
    def digest(self) -> str:
        """Of everything that is said: two reports with the same words and numbers share it."""
        content = repr([(type(part).__name__, asdict(part)) for part in self.parts])
        return hashlib.sha256(f"{self.number}{self.title}{content}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Section:
    """Parts on pages of one kind; `wide` are turned on their side."""

    wide: bool
    parts: tuple[Part, ...]


def sections(parts: Iterable[Part]) -> Iterator[Section]:
    """A wide table has pages of its own; an annex with one is wide as a whole."""
    for annex, run in _runs(parts):
        if annex:
            yield Section(any(map(_is_wide, run)), tuple(run))
            continue
        for wide, some in groupby(run, key=_is_wide):
            yield Section(wide, tuple(some))


def _is_wide(part: Part) -> bool:
    return isinstance(part, Grid) and part.wide


def _runs(parts: Iterable[Part]) -> Iterator[tuple[bool, list[Part]]]:
    """The body, then each annex with all that belongs to it."""
    run: list[Part] = []
    for part in parts:
        if isinstance(part, Annex) and run:
            yield isinstance(run[0], Annex), run
            run = []
        run.append(part)
    if run:
        yield isinstance(run[0], Annex), run


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    return tuple(text if isinstance(text, Cell) else Cell(text) for text in texts)


def joined(parts: Sequence[str]) -> str:
    """甲、乙和丙."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{'、'.join(parts[:-1])}和{parts[-1]}"


def listed(names: Sequence[str], of: str = "项指标") -> str:
    """甲、乙和丙等3项指标; one alone is only named."""
    return joined(names) if len(names) < 2 else f"{joined(names)}等{len(names)}{of}"
