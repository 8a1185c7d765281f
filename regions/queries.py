"""重点区域: what the plan says of each region, and the high-tech zones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from areas.models import Area
from indicators.charts.wording import Text
from indicators.models import ChapterNote, Milestone, Plan
from indicators.queries.absence import not_there
from indicators.queries.chapter_notes import NotesOfYear, notes_on
from indicators.queries.milestones import MilestoneRow, milestone_rows
from indicators.queries.overview import standings
from indicators.queries.standing import Standing
from regions.models import KeyRegion, RegionFunction, Zone

MOST_LEVELS = 4
"""A zone lies in a county, city, economic area and province at most."""
UPGRADE = Milestone.Kind.ZONE_UPGRADE


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRow:
    """A zone with its upgrade to national level, None where the plan names none."""

    zone: Zone
    upgrade: MilestoneRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPage:
    """`zones` only for a region that is about the zones: it upgrades some of them."""

    region: KeyRegion
    functions: tuple[RegionFunction, ...]
    milestones: tuple[MilestoneRow, ...]
    indicators: tuple[Standing, ...]
    zones: tuple[ZoneRow, ...]
    notes: tuple[NotesOfYear, ...]


def zone_rows(plan: Plan) -> tuple[ZoneRow, ...]:
    """The zones in the plan's area, national ones first."""
    upgrades = milestone_rows(Milestone.objects.filter(plan=plan, kind=UPGRADE), plan)
    of_area = {row.milestone.area_id: row for row in reversed(upgrades)}
    within = [f"area{'__parent' * up}" for up in range(MOST_LEVELS + 1)]
    inside = reduce(or_, (Q(**{name: plan.area_id}) for name in within))
    rows = Zone.objects.filter(inside).select_related("area__parent")
    return tuple(
        ZoneRow(zone=row, upgrade=of_area.get(row.area_id))
        for row in rows.order_by("level", "area__order", "area__code")
    )


def zone_row(plan: Plan, area: Area) -> ZoneRow | None:
    """What is known of the area as a high-tech zone; None where it is none."""
    if area.kind != Area.Kind.ZONE:
        return None
    zone = Zone.objects.filter(area=area).select_related("area__parent").first()
    if zone is None:
        return None
    upgrades = milestone_rows(plan.milestones.filter(kind=UPGRADE, area=area), plan)
    return ZoneRow(zone=zone, upgrade=upgrades[0] if upgrades else None)


def region_of(plan: Plan, area: Area) -> KeyRegion | None:
    """The key region the area stands for."""
    if area.kind != Area.Kind.KEY_REGION:
        return None
    return KeyRegion.objects.filter(plan=plan, area=area).first()


def region_page(plan: Plan, code: str, *, year: int | None) -> RegionPage:
    found = KeyRegion.objects.filter(plan=plan, code=code).select_related("area").first()
    if found is None:
        what = Text(
            f"本规划没有代码为“{code}”的重点区域。", f"This plan has no key region “{code}”."
        )
        raise not_there(plan, what, route="region", instead=KeyRegion.objects.filter(plan=plan))
    rows = {row.code: row for row in standings(plan, year=year)}
    milestones = milestone_rows(found.milestones.select_related("area"), plan)
    about_zones = any(row.milestone.kind == UPGRADE for row in milestones)
    return RegionPage(
        region=found,
        functions=tuple(found.functions.all()),
        milestones=milestones,
        indicators=tuple(rows[linked.code] for linked in found.indicators.all()),
        zones=zone_rows(plan) if about_zones else (),
        notes=notes_on(plan, ChapterNote.Kind.REGION, [code]).get(code, ()),
    )
