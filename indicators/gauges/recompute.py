"""From current figures to gauges, for many cells at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from indicators.fields import fraction_text as text
from indicators.gauges.course import Course
from indicators.gauges.places import Tree
from indicators.models import LIVE, Mark, Origin, Vintage
from indicators.progress import Basis, Exactness, Judgement, Observation, judge
from indicators.progress.values import NOTHING, Cell, Found, Total, add_up, find_plain, find_ratio

Spot = tuple[int, int]
"""Area and year."""


# Looked up once: asking an enumeration takes longer than the arithmetic beside it.
EXACTNESS = {each.value: each for each in Exactness}
LEAST_SETTLED_FIRST = {vintage: rank for rank, vintage in enumerate(Vintage.values)}


class Figure(NamedTuple):
    """A current figure as its columns keep it; `value` and `step` in millionths."""

    area_id: int
    measure_id: int
    year: int
    value: int | None
    mark: str
    step: int
    exactness: str
    vintage: str
    origin: str


class Stored(NamedTuple):
    """What a gauge that is not recomputed now brings to the total above it."""

    area_id: int
    year: int
    own_num: int | None
    own_den: int | None
    sum_num: int | None
    sum_den: int | None
    counted: int
    demo_counted: int
    due: int
    demo: bool

    @property
    def joins(self) -> Total:
        if self.own_num is None:
            return Total(
                num=self.sum_num,
                den=self.sum_den,
                counted=self.counted,
                demo_counted=self.demo_counted,
                due=self.due,
            )
        counted, demo = (0, self.due) if self.demo else (self.due, 0)
        return Total(
            num=self.own_num, den=self.own_den, counted=counted, demo_counted=demo, due=self.due
        )


@dataclass(slots=True)
class Sheet:
    """Everything needed to recompute one indicator in some areas and years."""

    course: Course
    tree: Tree
    figures: Mapping[tuple[int, int, int], Figure]
    stored: Mapping[Spot, Stored]
    found: dict[Spot, Found] = field(default_factory=dict)

    def find(self, area_id: int, year: int) -> Found:
        """The value in one area and year; the areas under it must have been found before."""
        measure_id, ratio, additive = self.course.formula
        below = add_up(
            [self._joins(part, year) for part in self.tree.parts.get(area_id, ())],
            additive=additive,
        )
        demo_may_count = area_id != self.course.plan.area_id
        own = self._cell(area_id, measure_id, year)
        if ratio is None:
            found = find_plain(own=own, below=below, demo_may_count=demo_may_count)
        else:
            found = find_ratio(
                published=own,
                numerator=self._cell(area_id, ratio.numerator_id, year),
                denominator=self._cell(area_id, ratio.denominator_id, year - ratio.lag),
                factor=ratio.factor,
                below=below,
                demo_may_count=demo_may_count,
            )
        self.found[area_id, year] = found
        return found

    def observed_until(self, area_id: int, year: int) -> dict[int, Observation]:
        """What was found in the area year by year, up to and with `year`."""
        years = range(self.course.first_year, year + 1)
        found = {other: self.found.get((area_id, other)) for other in years}
        return {other: at.observed for other, at in found.items() if at is not None}

    def _joins(self, area_id: int, year: int) -> Total:
        if (found := self.found.get((area_id, year))) is not None:
            return found.joins
        stored = self.stored.get((area_id, year))
        return stored.joins if stored else Total(due=1)

    def _cell(self, area_id: int, measure_id: int, year: int) -> Cell:
        figure = self.figures.get((area_id, measure_id, year))
        if figure is None or (figure.origin == Origin.DEMO and area_id == self.course.plan.area_id):
            return NOTHING
        return cell_of(figure)

    def vintage(self, area_id: int, year: int) -> str:
        """How settled the value is: as its least settled part. A sum has no vintage of its own."""
        formula, observed = self.course.formula, self.found[area_id, year].observed
        if observed.basis in (Basis.SUM, Basis.PARTIAL, Basis.NONE):
            return ""
        own = self.figures.get((area_id, formula.measure_id, year))
        if (ratio := formula.ratio) is None or not self._from_parts(own, observed):
            return own.vintage if own else ""
        parts = ((ratio.numerator_id, year), (ratio.denominator_id, year - ratio.lag))
        found = [self.figures[area_id, part, when].vintage for part, when in parts]
        return min(found, key=LEAST_SETTLED_FIRST.__getitem__)

    @staticmethod
    def _from_parts(own: Figure | None, observed: Observation) -> bool:
        return observed.basis is Basis.OFFICIAL or own is None or cell_of(own).amount is None


def cell_of(figure: Figure) -> Cell:
    """A current figure as the arithmetic sees it; 不足最小单位 counts as nought."""
    return Cell(
        amount=0 if figure.mark == Mark.TINY else figure.value,
        step=figure.step,
        exactness=EXACTNESS[figure.exactness],
        derived=figure.origin == Origin.DERIVED,
        demo=figure.origin == Origin.DEMO,
        not_due=figure.mark in (Mark.NOT_APPLICABLE, Mark.NO_DATA),
    )


class Row(NamedTuple):
    """A gauge as its columns keep it; when it was computed is for the writer to say."""

    area_id: int
    indicator_id: int
    year: int
    edition: int
    value: str | None
    step: str | None
    exactness: str
    basis: str
    vintage: str
    demo: bool
    baseline: str | None
    target: str | None
    expected: str | None
    done: str | None
    achieved: str | None
    schedule: str | None
    status: str
    borderline: bool
    after_period: bool
    at_least: bool
    own_num: int | None
    own_den: int | None
    sum_num: int | None
    sum_den: int | None
    counted: int
    demo_counted: int
    due: int


def recompute(
    sheet: Sheet, spots: Collection[Spot], *, wanted: Collection[Spot] | None = None
) -> list[Row]:
    """The gauges of the spots, areas under a total before the total; or of the `wanted` alone."""
    by_year: dict[int, set[int]] = {}
    for area_id, year in spots:
        by_year.setdefault(year, set()).add(area_id)
    for year in sorted(by_year):
        for area_id in sheet.tree.deepest_first(by_year[year]):
            sheet.find(area_id, year)
    return [_gauge(sheet, spot) for spot in sorted(spots if wanted is None else wanted)]


def _gauge(sheet: Sheet, spot: Spot) -> Row:
    area_id, year = spot
    course, found = sheet.course, sheet.found[spot]
    earlier = sheet.observed_until(area_id, year) if course.several_years else {}
    judgement = judge(
        goal=course.goal(area_id, year),
        baselines=course.baselines_of(area_id),
        year=year,
        observed=found.observed,
        earlier=earlier,
        breaks=course.breaks,
    )
    return _row(sheet, spot, judgement)


def _row(sheet: Sheet, spot: Spot, judgement: Judgement) -> Row:
    area_id, year = spot
    found, printed = sheet.found[spot], sheet.found[spot].observed.printed
    coverage = found.coverage
    return Row(
        area_id=area_id,
        indicator_id=sheet.course.indicator.pk,
        year=year,
        edition=LIVE,
        value=text(printed.amount) if printed else None,
        step=text(printed.step) if printed else None,
        exactness=printed.exactness if printed else Exactness.EXACT,
        basis=found.observed.basis,
        vintage=sheet.vintage(area_id, year),
        demo=found.demo,
        baseline=text(judgement.baseline),
        target=text(judgement.target),
        expected=text(judgement.expected),
        done=text(judgement.done),
        achieved=text(judgement.achieved),
        schedule=text(judgement.schedule),
        status=judgement.status,
        borderline=judgement.borderline,
        after_period=judgement.after_period,
        at_least=judgement.at_least,
        own_num=found.own.num,
        own_den=found.own.den,
        sum_num=found.below.num if found.below else None,
        sum_den=found.below.den if found.below else None,
        counted=coverage.counted,
        demo_counted=coverage.demo_counted,
        due=coverage.due,
    )
