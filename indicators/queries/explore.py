"""数据查询: indicators × places × years as one set of rows, and the same rows as tables.

Whatever a page, a file or another program is given of a question is made of `Answer.cells`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import product
from typing import Final, NamedTuple, TypeVar

from areas.models import Area
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text, computed_places, sign_of, stated
from indicators.gauges.course import Course
from indicators.models import Gauge, Plan
from indicators.progress.types import Basis
from indicators.queries.words import StatusWords, unit_words, words_of

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

    courses: tuple[Course, ...]
    areas: tuple[Area, ...]
    years: tuple[int, ...]
    down: Axis = Axis.INDICATOR
    across: Axis = Axis.YEAR

    @property
    def size(self) -> int:
        return len(self.courses) * len(self.areas) * len(self.years)

    @property
    def rest(self) -> Axis:
        """The axis that is neither: a table for each of its members."""
        return next(axis for axis in Axis if axis not in (self.down, self.across))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure; `value` None where there is none, or none that may be shown."""

    course: Course
    area: Area
    year: int
    value: Fraction | None = None
    about: str = ""
    vintage: str = ""
    demo: bool = False
    status: StatusWords | None = None

    @property
    def decimals(self) -> int:
        """As on every page: what was computed may be finer than the measure."""
        return computed_places(self.course.indicator.decimals)

    @property
    def shown(self) -> str:
        return stated(self.value, self.decimals)

    @property
    def kind(self) -> Text:
        """预计数, 快报数, 年报数 or 最终核实数; nothing of what was computed from several."""
        return VINTAGES[self.vintage].name if self.vintage in VINTAGES else Text("", "")

    def of(self, axis: Axis) -> object:
        return {Axis.INDICATOR: self.course.indicator.pk, Axis.PLACE: self.area.pk,
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
    """Every combination that was asked for, in order; one query for what fits on a page."""
    return Answer(question=asked, cells=tuple(cells_of(plan, asked)))


def cells_of(plan: Plan, asked: Question) -> Iterator[Cell]:
    """The cells in order, some at a time: a country's fit into little memory."""
    years = len(asked.years)
    places = max(1, MOST_CELLS // max(1, years))
    together = max(1, MOST_CELLS // max(1, years * len(asked.areas)))
    for courses in batched(asked.courses, together):
        for areas in batched(asked.areas, places):
            yield from _some(plan, courses, areas, asked.years)


class Known(NamedTuple):
    """What is read of a gauge: no more, because there may be a million."""

    indicator_id: int
    area_id: int
    year: int
    value: Fraction
    exactness: str
    vintage: str
    status: str
    demo: bool


def _some(
    plan: Plan, courses: Sequence[Course], areas: Sequence[Area], years: Sequence[int]
) -> Iterator[Cell]:
    # What some places add up to is not the figure of the whole.
    rows = Gauge.objects.filter(
        edition=plan.edition,
        indicator__in=[course.indicator.pk for course in courses],
        area__in=areas,
        year__in=years,
        value__isnull=False,
    ).exclude(basis=Basis.PARTIAL)
    found = map(Known._make, rows.values_list(*Known._fields))
    known = {(row.indicator_id, row.area_id, row.year): row for row in found}
    for course, area, year in product(courses, areas, years):
        yield _cell(course, area, year, known.get((course.indicator.pk, area.pk, year)))


BatchT = TypeVar("BatchT")


def batched(members: Sequence[BatchT], size: int) -> Iterator[Sequence[BatchT]]:
    for start in range(0, len(members), size):
        yield members[start : start + size]


def members(asked: Question, axis: Axis) -> tuple[Member, ...]:
    if axis is Axis.YEAR:
        return tuple(Member(key=y, name=Text(f"{y}年", f"{y}")) for y in asked.years)
    if axis is Axis.PLACE:
        return tuple(Member(key=a.pk, name=Text(a.name, a.name_en)) for a in asked.areas)
    return tuple(_indicator(course) for course in asked.courses)


def _indicator(course: Course) -> Member:
    row = course.indicator
    return Member(key=row.pk, name=Text(row.name, row.name_en), unit=unit_words(row.unit))


def _cell(course: Course, area: Area, year: int, known: Known | None) -> Cell:
    if known is None:
        return Cell(course=course, area=area, year=year)
    return Cell(
        course=course, area=area, year=year, value=known.value,
        about=sign_of(known.exactness), vintage=known.vintage,
        demo=known.demo, status=words_of(known.status),
    )  # fmt: skip
