"""Everything a report speaks of, gathered once and in the edition its reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from areas.models import Area
from indicators.gauges.course import Course
from indicators.models import Gauge, Indicator, Note, Plan, Target
from indicators.progress.types import Basis
from indicators.queries.attention import Entry as Judged
from indicators.queries.attention import Late, Producers, late, producers_of
from indicators.queries.overview import gauges_by_indicator, interim_figures
from indicators.queries.place import places_of
from indicators.queries.standing import Standing, courses_of, standing


class Kind(StrEnum):
    """Which report; the words of the assessment follow the stage of the plan."""

    ANNUAL = "annual"
    MIDTERM = "midterm"
    FINAL = "final"
    BRIEF = "brief"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An indicator in the report's year and, where that year has no figure, in the last that has.

    `gauges` are those of the plan's area up to the year.
    """

    course: Course
    gauges: Sequence[Gauge]
    row: Standing
    latest: Standing

    @property
    def shown(self) -> Standing:
        """The figure that is spoken of."""
        return self.latest if self.row.value is None else self.row

    @property
    def known(self) -> bool:
        """Whether there is a real figure to speak of."""
        return self.shown.value is not None and not self.shown.demo

    @property
    def judged(self) -> Judged:
        """As the overview looks at it."""
        return Judged(course=self.course, gauges=self.gauges, row=self.row)

    @property
    def is_of_year(self) -> bool:
        return self.row.value is not None and not self.row.demo

    def value_in(self, year: int) -> Gauge | None:
        found = (g for g in self.gauges if g.year == year and g.value is not None and not g.demo)
        return next(found, None)

    @property
    def values(self) -> dict[int, Fraction]:
        return {g.year: g.value for g in self.gauges if g.value is not None and not g.demo}


class Facts:
    """The plan up to `year` in its edition; each part is read when a chapter first needs it."""

    def __init__(self, plan: Plan, kind: Kind, year: int, *, today: date) -> None:
        self.plan, self.kind, self.year, self.today = plan, kind, year, today

    @property
    def years(self) -> range:
        return range(self.plan.base_year, self.year + 1)

    @cached_property
    def entries(self) -> list[Entry]:
        return entries_of(self.plan, self.plan.area, self.year)

    @property
    def headline(self) -> list[Entry]:
        return [e for e in self.entries if e.row.group == Indicator.Group.HEADLINE]

    @property
    def prose(self) -> list[Entry]:
        return [e for e in self.entries if e.row.group == Indicator.Group.PROSE]

    @cached_property
    def by_code(self) -> dict[str, Entry]:
        return {entry.row.code: entry for entry in self.entries}

    @cached_property
    def places(self) -> list[Area]:
        return places_of(self.plan)

    @cached_property
    def split(self) -> bool:
        """Whether any place has a target of its own."""
        own = Target.objects.filter(indicator__plan=self.plan)
        return own.exclude(area=self.plan.area_id).exists()

    @cached_property
    def of_places(self) -> list[Gauge]:
        """What is known of the places for the headline indicators up to the year."""
        found = Gauge.objects.filter(
            edition=self.plan.edition,
            area__in=self.places,
            indicator__in=[entry.course.indicator.pk for entry in self.headline],
            year__lte=self.year,
            value__isnull=False,
        )
        return list(found.order_by("area_id", "indicator_id", "year"))

    @cached_property
    def notes(self) -> list[Note]:
        return list(Note.objects.filter(plan=self.plan).select_related("indicator"))

    @cached_property
    def producers(self) -> Producers:
        return producers_of((e.course.indicator for e in self.entries), on=self.today)

    @cached_property
    def late(self) -> list[Late]:
        """Without a figure that should have come by now."""
        judged = [entry.judged for entry in self.headline]
        return late(self.plan, judged, self.producers, year=self.year, today=self.today)

    def whose(self, entry: Entry) -> str:
        return "、".join(name.zh for name in self.producers.get(entry.course.indicator.pk, ()))


def entries_of(plan: Plan, area: Area, year: int) -> list[Entry]:
    """Every indicator in the place; nothing after the year is looked at."""
    gauges = gauges_by_indicator(plan, area_id=area.pk)
    interim = interim_figures(plan, area_id=area.pk, year=year)
    found = []
    for course in courses_of(plan):
        # What some places add up to is not the figure of the whole.
        own = [
            g for g in gauges[course.indicator.pk] if g.year <= year and g.basis != Basis.PARTIAL
        ]
        within = interim.get(course.indicator.measure_id)
        row = standing(course, area_id=area.pk, gauges=own, year=year, interim=within)
        latest = standing(course, area_id=area.pk, gauges=own, year=None, interim=within)
        found.append(Entry(course=course, gauges=own, row=row, latest=latest))
    return found
