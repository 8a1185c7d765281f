"""What an area is made of: each part beside the others and its share of the area's figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from areas.models import Area
from indicators.charts.wording import sign_of
from indicators.gauges.course import Course
from indicators.models import Gauge, Indicator, Plan
from indicators.queries.coverage import Coverage, coverage
from indicators.queries.standing import Standing

MOST = 10
"""More parts than this make no table that could be read: they are listed only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The figure of one part in the year of the area's own; `share` is that of the area."""

    area: Area
    value: Fraction | None = None
    about: str = ""
    demo: bool = False
    share: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`rows` hold the parts of each headline indicator, in the order of `members`."""

    members: tuple[tuple[Area, Coverage], ...]
    rows: tuple[tuple[Standing, tuple[Part, ...]], ...]

    @property
    def shows_demo(self) -> bool:
        return any(part.demo for _, parts in self.rows for part in parts)


def parts_of(
    plan: Plan,
    area: Area,
    rows: Iterable[tuple[Course, Standing]],
    *,
    year: int | None,
) -> Parts:
    """Two queries, also for an area that has no parts."""
    members = list(Area.objects.filter(adds_to=area).in_order())
    found = _gauges(plan, area)
    headline = [
        (course, row) for course, row in rows if row.group == Indicator.Group.HEADLINE.value
    ]
    return Parts(
        members=tuple(
            (member, _coverage(plan, found[member.pk], due=len(headline), year=year))
            for member in members
        ),
        rows=tuple(
            (row, tuple(_part(member, course, row, found[member.pk]) for member in members))
            for course, row in headline
        )
        if members and len(members) <= MOST
        else (),
    )


def _gauges(plan: Plan, area: Area) -> dict[int, list[Gauge]]:
    found: dict[int, list[Gauge]] = defaultdict(list)
    rows = Gauge.objects.filter(
        area__adds_to=area,
        indicator__plan=plan,
        indicator__group=Indicator.Group.HEADLINE,
        edition=plan.edition,
        value__isnull=False,
    )
    for row in rows:
        found[row.area_id].append(row)
    return found


def _coverage(plan: Plan, gauges: Sequence[Gauge], *, due: int, year: int | None) -> Coverage:
    wanted = [g for g in gauges if (g.year > plan.base_year if year is None else g.year == year)]
    return coverage(((g.indicator_id, g.demo) for g in wanted), due=due)


def _part(member: Area, course: Course, row: Standing, gauges: Sequence[Gauge]) -> Part:
    key = course.indicator.pk
    own = next((g for g in gauges if g.indicator_id == key and g.year == row.year), None)
    if own is None or own.value is None:
        return Part(area=member)
    adds = course.indicator.factor is None and course.indicator.measure.additive
    return Part(
        area=member,
        value=own.value,
        about=sign_of(own.exactness),
        demo=own.demo,
        share=own.value / row.value if adds and row.value else None,
    )
