"""From current figures to gauges, for many cells at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from indicators.fields import to_millionths
from indicators.gauges.course import Course
from indicators.gauges.places import Tree
from indicators.models import LIVE, CurrentFigure, Gauge, Mark, Origin
from indicators.progress import Exactness, Goal, Judgement, Observation, judge
from indicators.progress.values import NOTHING, Cell, Found, Total, add_up, find_plain, find_ratio

Spot = tuple[int, int]
"""Area and year."""


@dataclass(slots=True)
class Sheet:
    """Everything needed to recompute one indicator in some areas and years."""

    course: Course
    tree: Tree
    figures: Mapping[tuple[int, int, int], CurrentFigure]
    stored: Mapping[Spot, Gauge]
    found: dict[Spot, Found] = field(default_factory=dict)

    def find(self, area_id: int, year: int) -> Found:
        """The value in one area and year; the areas under it must have been found before."""
        row = self.course.indicator
        below = add_up(
            (self._joins(part, year) for part in self.tree.parts.get(area_id, ())),
            additive=row.numerator_id is not None or row.measure.additive,
        )
        demo_may_count = area_id != self.course.plan.area_id
        own = self._cell(area_id, row.measure_id, year)
        if row.numerator_id is None or row.denominator_id is None or row.factor is None:
            found = find_plain(own=own, below=below, demo_may_count=demo_may_count)
        else:
            found = find_ratio(
                published=own,
                numerator=self._cell(area_id, row.numerator_id, year),
                denominator=self._cell(area_id, row.denominator_id, year - row.denominator_lag),
                factor=Fraction(row.factor),
                below=below,
                demo_may_count=demo_may_count,
            )
        self.found[area_id, year] = found
        return found

    def observed_until(self, area_id: int, year: int) -> dict[int, Observation]:
        """What was found in the area year by year, up to and with `year`."""
        years = range(self.course.plan.base_year, year + 1)
        found = {other: self.found.get((area_id, other)) for other in years}
        return {other: at.observed for other, at in found.items() if at is not None}

    def _joins(self, area_id: int, year: int) -> Total:
        if (found := self.found.get((area_id, year))) is not None:
            return found.joins
        gauge = self.stored.get((area_id, year))
        return _stored_total(gauge) if gauge else Total(due=1)

    def _cell(self, area_id: int, measure_id: int, year: int) -> Cell:
        figure = self.figures.get((area_id, measure_id, year))
        return cell_of(figure) if figure else NOTHING


def cell_of(figure: CurrentFigure) -> Cell:
    """A current figure as the arithmetic sees it; 不足最小单位 counts as nought."""
    tiny = figure.mark == Mark.TINY
    amount = 0 if tiny else None if figure.value is None else to_millionths(figure.value)
    return Cell(
        amount=amount,
        step=Fraction(figure.step),
        exactness=Exactness(figure.exactness),
        derived=figure.origin == Origin.DERIVED,
        demo=figure.origin == Origin.DEMO,
        not_due=figure.mark in (Mark.NOT_APPLICABLE, Mark.NO_DATA),
    )


def _stored_total(gauge: Gauge) -> Total:
    """What a gauge that is not recomputed now brings to the total above it."""
    if gauge.own_num is None:
        num, den = gauge.sum_num, gauge.sum_den
        return Total(
            num=num,
            den=den,
            counted=gauge.counted,
            demo_counted=gauge.demo_counted,
            due=gauge.due,
        )
    counted, demo = (0, gauge.due) if gauge.demo else (gauge.due, 0)
    return Total(
        num=gauge.own_num, den=gauge.own_den, counted=counted, demo_counted=demo, due=gauge.due
    )


def recompute(sheet: Sheet, spots: Collection[Spot], *, at: datetime) -> list[Gauge]:
    """The gauges of the spots, areas under a total before the total."""
    by_year: dict[int, set[int]] = {}
    for area_id, year in spots:
        by_year.setdefault(year, set()).add(area_id)
    for year in sorted(by_year):
        for area_id in sheet.tree.deepest_first(by_year[year]):
            sheet.find(area_id, year)
    return [_gauge(sheet, spot, at) for spot in sorted(spots)]


def _gauge(sheet: Sheet, spot: Spot, at: datetime) -> Gauge:
    area_id, year = spot
    course, found = sheet.course, sheet.found[spot]
    earlier = sheet.observed_until(area_id, year) if course.several_years else {}
    goal = course.goal(area_id, year)
    judgement = judge(
        goal=goal,
        baselines=course.baselines_of(area_id),
        year=year,
        observed=found.observed,
        earlier=earlier,
        breaks=course.breaks,
    )
    return _row(sheet, spot, goal, judgement, at)


def _row(sheet: Sheet, spot: Spot, goal: Goal | None, judgement: Judgement, at: datetime) -> Gauge:
    area_id, year = spot
    found, printed = sheet.found[spot], sheet.found[spot].observed.printed
    figure = sheet.figures.get((area_id, sheet.course.indicator.measure_id, year))
    below = found.below if found.below.due or found.below.counted else found.own
    return Gauge(
        area_id=area_id,
        indicator_id=sheet.course.indicator.pk,
        year=year,
        edition=LIVE,
        value=printed.amount if printed else None,
        step=printed.step if printed else None,
        exactness=printed.exactness if printed else Exactness.EXACT,
        basis=found.observed.basis,
        vintage=figure.vintage if figure and printed else "",
        demo=found.demo,
        baseline=judgement.baseline,
        target=goal.target if goal else None,
        expected=judgement.expected,
        done=judgement.done,
        achieved=judgement.achieved,
        schedule=judgement.schedule,
        status=judgement.status,
        borderline=judgement.borderline,
        after_period=judgement.after_period,
        at_least=judgement.at_least,
        own_num=found.own.num,
        own_den=found.own.den,
        sum_num=found.below.num,
        sum_den=found.below.den,
        counted=below.counted,
        demo_counted=below.demo_counted,
        due=below.due,
        computed_at=at,
    )
