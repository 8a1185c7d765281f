"""The key regions and the high-tech zones of a plan file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from areas.entries import Code, Entry, Name, Number, Text, Written, twice
from areas.models import Area
from areas.problems import Problem
from areas.sync import Changes, sync
from indicators.links import apply_links, check_links, linked_codes
from indicators.models import Plan
from regions.models import KeyRegion, RegionFunction, Zone

PartialDay = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]


class ZoneEntry(Entry):
    """A zone's level and approval (ISO date, possibly only the year)."""

    area: Code
    level: Literal["national", "provincial"]
    approved: PartialDay | None = None
    certainty: Literal["verified", "background"]
    note: Text = ""


class FunctionEntry(Entry):
    name: Name
    name_en: Name


class KeyRegionEntry(Entry):
    code: Code
    no: Number
    name: Name
    name_en: Name
    area: Code
    place: Name
    summary: Written
    functions: list[FunctionEntry] = []
    indicators: list[Code] = []
    milestones: list[Code] = []


def check(
    zones: list[ZoneEntry],
    regions: list[KeyRegionEntry],
    *,
    areas: set[str],
    indicators: set[str],
    milestones: set[str],
) -> Iterable[Problem]:
    yield from twice("zones", [zone.area for zone in zones], "area")
    yield from twice("key_regions", [region.code for region in regions])
    yield from twice("key_regions", [region.no for region in regions], "no")
    named = [("zones", n, zone.area) for n, zone in enumerate(zones)]
    named += [("key_regions", n, region.area) for n, region in enumerate(regions)]
    for section, n, code in named:
        if code not in areas:
            yield Problem.of("E-REF", section, n, "area", kind="area", code=code)
    yield from check_links("key_regions", regions, indicators=indicators, milestones=milestones)


def apply(plan: Plan, zones: list[ZoneEntry], regions: list[KeyRegionEntry]) -> Changes:
    ids = dict(Area.objects.values_list("code", "id"))
    zone_rows = [
        {
            "area_id": ids[zone.area],
            "level": zone.level,
            "approved": zone.approved or "",
            "certainty": zone.certainty,
            "note": zone.note,
        }
        for zone in zones
    ]
    codes = {pk: code for code, pk in ids.items()}
    changes = sync(Zone.objects.all(), zone_rows, key=("area_id",), what="zone", codes=codes)
    plain = [
        {
            "area_id": ids[region.area],
            **{
                name: getattr(region, name)
                for name in ("code", "no", "name", "name_en", "summary", "place")
            },
        }
        for region in regions
    ]
    changes += sync(
        KeyRegion.objects.filter(plan=plan),
        plain,
        key=("code",),
        what="key region",
        drop=True,
        common={"plan": plan},
    )
    rows = {row.code: row for row in KeyRegion.objects.filter(plan=plan)}
    for region in regions:
        changes += sync(
            RegionFunction.objects.filter(region=rows[region.code]),
            [{"no": no, **part.model_dump()} for no, part in enumerate(region.functions, 1)],
            key=("no",),
            what=f"{region.code} function",
            drop=True,
            common={"region": rows[region.code]},
        )
    return changes + apply_links(plan, regions, rows, what="key region")


def export_zones(areas: set[str]) -> list[ZoneEntry]:
    rows = Zone.objects.filter(area__code__in=areas).select_related("area")
    return [
        ZoneEntry(
            area=row.area.code,
            level=row.level,  # type: ignore[arg-type]
            approved=row.approved or None,
            certainty=row.certainty,  # type: ignore[arg-type]
            note=row.note,
        )
        for row in rows.order_by("area__order", "area__code")
    ]


def export_regions(plan: Plan) -> list[KeyRegionEntry]:
    rows = KeyRegion.objects.filter(plan=plan).select_related("area")
    return [
        KeyRegionEntry(
            **{name: getattr(row, name) for name in ("code", "no", "name", "name_en")},
            area=row.area.code,
            place=row.place,
            summary=row.summary,
            functions=[FunctionEntry.from_row(part) for part in row.functions.all()],
            **linked_codes(row),
        )
        for row in rows.prefetch_related("functions", "indicators", "milestones")
    ]
