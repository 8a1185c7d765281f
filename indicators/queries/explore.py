"""数据查询: indicators and measures × places × years as one set of rows, and the same as tables.

Whatever a page, a file or another program is given of a question is made of `Answer.cells`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product
from typing import Final, TypeVar

from areas.models import Area
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text, sign_of, stated
from indicators.models import Mark, Plan
from indicators.queries.known_figures import STANDING, Figures, Known, known_figures
from indicators.queries.statements import MARKS
from indicators.queries.subjects import Subject
from indicators.queries.words import StatusWords, words_of

NOTHING: Final = Text("—", "—")
MOST_CELLS: Final = 6_000
"""As many as one page can show; the whole of a plan is for a file."""


class Axis(StrEnum):
    """What a table's rows or columns are."""

    INDICATOR = "indicator"
    PLACE = "place"
    YEAR = "year"


AXES: Final = {
    Axis.INDICATOR: Text("指标", "Indicators"),
    Axis.PLACE: Text("地区", "Places"),
    Axis.YEAR: Text("年份", "Years"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, each in the order in which it is shown; `down` and `across` differ."""

    subjects: tuple[Subject, ...]
    areas: tuple[Area, ...]
    years: tuple[int, ...]
    figures: Figures = STANDING
    down: Axis = Axis.INDICATOR
    across: Axis = Axis.YEAR

    @property
    def size(self) -> int:
        return len(self.subjects) * len(self.areas) * len(self.years)

    @property
    def measured(self) -> tuple[Subject, ...]:
        return tuple(each for each in self.subjects if each.course is None)

    @property
    def rest(self) -> Axis:
        """The axis that is neither: a table for each of its members."""
        return next(axis for axis in Axis if axis not in (self.down, self.across))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure; `value` None where there is none, or none that may be shown.

    `mark` says why a measure has none, `note` what was said with its figure.
    """

    subject: Subject
    area: Area
    year: int
    value: Fraction | None = None
    about: str = ""
    vintage: str = ""
    demo: bool = False
    status: StatusWords | None = None
    mark: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        return stated(self.value, self.subject.decimals)

    @property
    def absence(self) -> Text:
        """Why there is no figure; a dash where nothing was said."""
        return MARKS[Mark(self.mark)] if self.mark else NOTHING

    @property
    def kind(self) -> Text:
        """预计数, 快报数, 年报数 or 最终核实数; nothing of what was computed from several."""
        return VINTAGES[self.vintage].name if self.vintage in VINTAGES else Text("", "")

    def of(self, axis: Axis) -> object:
        return {Axis.INDICATOR: self.subject.key, Axis.PLACE: self.area.pk,
                Axis.YEAR: self.year}[axis]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of an axis: what it is called, and in which unit where it is an indicator."""

    key: object
    name: Text
    unit: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One of the tables; `about` is its member of the third axis."""

    about: Member
    headings: tuple[Member, ...]
    lines: tuple[tuple[Member, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    question: Question
    cells: tuple[Cell, ...]

    @property
    def shows_demo(self) -> bool:
        return any(cell.demo for cell in self.cells)

    @property
    def known(self) -> int:
        return sum(cell.value is not None for cell in self.cells)

    def tables(self) -> Iterator[Table]:
        asked = self.question
        found = {(c.of(asked.rest), c.of(asked.down), c.of(asked.across)): c for c in self.cells}
        headings = members(asked, asked.across)
        for about in members(asked, asked.rest):
            yield Table(
                about=about,
                headings=headings,
                lines=tuple(
                    (line, tuple(found[about.key, line.key, head.key] for head in headings))
                    for line in members(asked, asked.down)
                ),
            )


def answer(plan: Plan, asked: Question) -> Answer:
    """Every combination that was asked for, in order; few queries for what fits on a page."""
    return Answer(question=asked, cells=tuple(cells_of(plan, asked)))


def cells_of(plan: Plan, asked: Question) -> Iterator[Cell]:
    """The cells in order, some at a time: a country's fit into little memory."""
    years = len(asked.years)
    places = max(1, MOST_CELLS // max(1, years))
    together = max(1, MOST_CELLS // max(1, years * len(asked.areas)))
    for subjects in batched(asked.subjects, together):
        for areas in batched(asked.areas, places):
            found = known_figures(plan, subjects, areas, asked.years, asked.figures)
            for subject, area, year in product(subjects, areas, asked.years):
                yield _cell(subject, area, year, found.get((*subject.key, area.pk, year)))


BatchT = TypeVar("BatchT")


def batched(members: Sequence[BatchT], size: int) -> Iterator[Sequence[BatchT]]:
    for start in range(0, len(members), size):
        yield members[start : start + size]


def members(asked: Question, axis: Axis) -> tuple[Member, ...]:
    if axis is Axis.YEAR:
        return tuple(Member(key=y, name=Text(f"{y}年", f"{y}")) for y in asked.years)
    if axis is Axis.PLACE:
        return tuple(Member(key=a.pk, name=Text(a.name, a.name_en)) for a in asked.areas)
    return tuple(Member(key=s.key, name=s.name, unit=s.unit) for s in asked.subjects)


def _cell(subject: Subject, area: Area, year: int, known: Known | None) -> Cell:
    if known is None:
        return Cell(subject=subject, area=area, year=year)
    return Cell(
        subject=subject, area=area, year=year, value=known.value,
        about=sign_of(known.exactness) if known.value is not None else "",
        vintage=known.vintage, demo=known.demo, mark=known.mark, note=known.note,
        status=words_of(known.status) if known.status else None,
    )  # fmt: skip
