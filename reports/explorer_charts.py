"""The same answer as pictures: lines through the years, places ranked, and where what stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from indicators.charts import lines as line_charts
from indicators.charts.chart import Chart
from indicators.charts.comparison import Comparison, Place, comparison
from indicators.charts.wording import Language, Text, places_of
from indicators.models import Plan
from indicators.queries.explore import Answer, Cell
from indicators.queries.map import Map, map_of
from indicators.queries.place import places_of as cities_of
from indicators.queries.subjects import Subject

MOST_CHARTS: Final = 12


class Show(StrEnum):
    """How an answer is shown. The tables are always there: charts stand above them."""

    TABLE = "table"
    LINES = "lines"
    COLUMNS = "columns"
    BARS = "bars"
    MAP = "map"
    STATUS = "status"


SHOWN: Final = {
    Show.TABLE: Text("数值表", "Table of figures"),
    Show.LINES: Text("折线图（历年）", "Lines through the years"),
    Show.COLUMNS: Text("柱状图（历年）", "Bars through the years"),
    Show.BARS: Text("排名图（最新一年）", "Ranking in the latest year"),
    Show.MAP: Text("方块图（首项最新一年）", "Tile map (the first chosen)"),
    Show.STATUS: Text("评价热力表", "Table of statuses"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The chart of one indicator or measure."""

    subject: Subject
    chart: Chart

    @property
    def id(self) -> str:
        """Of its element: an indicator and a measure may be called alike."""
        kind = "chart" if self.subject.course else "measure-chart"
        return f"{kind}-{self.subject.code}"


def charts_of(found: Answer, show: Show, *, language: Language) -> list[Drawn]:
    """A chart for each of the first indicators or measures; none for tables."""
    make = DRAWN.get(show)
    if make is None:
        return []
    drawn = []
    for subject in found.question.subjects[:MOST_CHARTS]:
        cells = [c for c in found.cells if c.subject is subject and c.value is not None]
        if cells:
            drawn.append(Drawn(subject=subject, chart=make(subject, found, cells, language)))
    return drawn


def map_of_first(plan: Plan, found: Answer, *, language: Language) -> Map | None:
    """The cities on their tiles, by the first indicator in the last year that has a figure."""
    subject, areas = found.question.subjects[0], {area.pk: area for area in found.question.areas}
    cells = [c for c in found.cells if c.subject is subject and c.value is not None]
    if not cells:
        return None
    year = max(cell.year for cell in cells)
    known = {cell.area.pk: cell for cell in cells if cell.year == year}
    figures = {pk: _on_tile(known.get(pk)) for pk in areas}
    name = subject.name
    return map_of(
        plan, cities_of(plan), figures, said=Text(f"{year}年{name.zh}", f"{name.en}, {year}"),
        demo={cell.area.pk for cell in known.values() if cell.demo}, year=year, language=language,
    )  # fmt: skip


def _on_tile(cell: Cell | None) -> tuple[Text, Fraction] | None:
    if cell is None or cell.value is None:
        return None
    return Text(cell.shown, cell.shown), cell.value


def _places(cells: list[Cell]) -> int:
    """As many as the finest of the figures needs: the chart says what the table says."""
    return max(
        places_of(cell.value, cell.subject.decimals) for cell in cells if cell.value is not None
    )


def _lines(subject: Subject, found: Answer, cells: list[Cell], language: Language) -> Chart:
    return line_charts.lines(_through_the_years(subject, found, cells), language=language)


def _columns(subject: Subject, found: Answer, cells: list[Cell], language: Language) -> Chart:
    return line_charts.bars(_through_the_years(subject, found, cells), language=language)


def _through_the_years(subject: Subject, found: Answer, cells: list[Cell]) -> line_charts.Lines:
    return line_charts.Lines(
        name=subject.name,
        unit=subject.unit,
        decimals=_places(cells),
        years=found.question.years,
        lines=list(_each_place(found, cells))[: line_charts.MOST],
    )


def _each_place(found: Answer, cells: list[Cell]) -> Iterator[line_charts.Line]:
    for area in found.question.areas:
        own = [cell for cell in cells if cell.area.pk == area.pk]
        if own:
            yield line_charts.Line(
                name=Text(area.short_name, area.name_en),
                values={cell.year: cell.value for cell in own if cell.value is not None},
                demo=frozenset(cell.year for cell in own if cell.demo),
            )


def _bars(subject: Subject, found: Answer, cells: list[Cell], language: Language) -> Chart:
    """Places in the last year that any has a figure of, the highest first."""
    year = max(cell.year for cell in cells)
    known = {cell.area.pk: cell for cell in cells if cell.year == year}
    places = [
        Place(name=Text(cell.area.short_name, cell.area.name_en), value=cell.value, demo=cell.demo)
        for cell in sorted(known.values(), key=lambda cell: cell.value or 0, reverse=True)
    ]
    places += [
        Place(name=Text(area.short_name, area.name_en), value=None)
        for area in found.question.areas
        if area.pk not in known
    ]
    shown = Comparison(
        name=subject.name, unit=subject.unit, decimals=_places(cells), year=year, places=places,
    )  # fmt: skip
    return comparison(shown, language=language)


Drawing = Callable[[Subject, Answer, list[Cell], Language], Chart]
DRAWN: Final[Mapping[Show, Drawing]] = {
    Show.LINES: _lines, Show.COLUMNS: _columns, Show.BARS: _bars,
}  # fmt: skip
