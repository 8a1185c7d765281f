"""The years of a series before its plan: what an earlier plan counted of the same indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.charts.series import Point, Trend
from indicators.charts.wording import Text, sign_of
from indicators.models import Gauge, Indicator, Plan, Succession
from indicators.queries.released import edition_beside

REDEFINED = Succession.Becomes.REDEFINED


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierYears:
    """One earlier plan's years before `until`, the base year of the plan that follows it.

    `redefined`: the definition changed there, for the `reason` the later plan gives.
    """

    plan: Plan
    indicator: Indicator
    until: int
    redefined: bool
    reason: Text
    gauges: tuple[Gauge, ...]

    @property
    def points(self) -> list[Point]:
        return [
            Point(
                year=gauge.year,
                value=gauge.value,
                vintage=gauge.vintage or "annual",
                about=sign_of(gauge.exactness),
                demo=gauge.demo,
                source=self.plan.title,
                earlier_plan=True,
            )
            for gauge in self.gauges
            if gauge.value is not None
        ]


def with_earlier(shown: Trend, earlier: Sequence[EarlierYears]) -> Trend:
    """The trend with the years before; where the definition changed there is a break."""
    if not earlier:
        return shown
    before = [point for years in reversed(earlier) for point in years.points]
    own = [point for point in shown.points if point.year >= shown.base_year]
    redefined = {years.until for years in earlier if years.redefined}
    return replace(shown, points=[*before, *own], breaks=sorted(redefined.union(shown.breaks)))


def earlier_years(plan: Plan, indicator: Indicator) -> list[EarlierYears]:
    """The plans before, the nearest first, as far back as the series goes."""
    found = []
    later, heir = plan, indicator
    while later.succeeds_id is not None:
        rows = Succession.objects.filter(indicator=heir).select_related(
            "earlier__plan", "earlier__unit"
        )
        fate = rows.first()
        if fate is None:
            break
        edition = edition_beside(plan, fate.earlier.plan)
        found.append(_years(fate, area_id=plan.area_id, until=later.base_year, edition=edition))
        later, heir = fate.earlier.plan, fate.earlier
    return found


def _years(fate: Succession, *, area_id: int, until: int, edition: int) -> EarlierYears:
    gauges = Gauge.objects.filter(
        area_id=area_id,
        indicator=fate.earlier,
        edition=edition,
        year__gte=fate.earlier.plan.base_year,
        year__lt=until,
        value__isnull=False,
    )
    return EarlierYears(
        plan=fate.earlier.plan,
        indicator=fate.earlier,
        until=until,
        redefined=fate.becomes == REDEFINED,
        reason=Text(fate.reason, fate.reason_en or fate.reason),
        gauges=tuple(gauges.order_by("year")),
    )
