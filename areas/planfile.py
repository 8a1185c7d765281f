"""Places in a plan file. Areas belong to no plan: a file adds and corrects, never drops."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field

from areas.entries import Code, Entry, Name, twice, whole_number
from areas.models import Area
from areas.problems import Problem
from areas.sync import Changes, sync

Kind = Literal[
    "nation",
    "province",
    "economic_area",
    "city",
    "county",
    "zone",
    "key_region",
    "comparator",
]


Step = Annotated[int, whole_number(1, 99)]


class AreaEntry(Entry):
    """`tile` is the column and the row of its tile in a schematic map."""

    code: Code
    kind: Kind
    name: Name
    short_name: Name
    name_en: Name
    parent: Code | None = None
    adds_to: Code | None = None
    order: Annotated[int, whole_number(0, 1_000_000)] = 0
    tile: Annotated[list[Step], Field(min_length=2, max_length=2)] | None = None
    place: Name

    def columns(self) -> dict[str, Any]:
        """What the entry says of a stored area, apart from its links."""
        column, row = self.tile or (None, None)
        plain = self.model_dump(exclude={*LINKS, "tile"})
        return {**plain, "tile_column": column, "tile_row": row}


LINKS = ("parent", "adds_to")


def check(areas: list[AreaEntry]) -> Iterable[Problem]:
    """References, circles, who may join a total, and one place to a tile."""
    yield from twice("areas", [entry.code for entry in areas])
    yield from _tiles(areas)
    stored = Area.objects.values_list("code", "parent__code", "adds_to__code")
    links: dict[str, dict[str, str | None]] = {
        code: dict(zip(LINKS, found, strict=True)) for code, *found in stored
    }
    links |= {entry.code: {name: getattr(entry, name) for name in LINKS} for entry in areas}
    for n, entry in enumerate(areas):
        for name in LINKS:
            code = getattr(entry, name)
            if code and code not in links:
                yield Problem.of("E-REF", "areas", n, name, kind="area", code=code)
            if chain := _circle(entry.code, name, links):
                yield Problem.of("E-CYCLE", "areas", n, name, chain=" → ".join(chain))
        if entry.adds_to and entry.kind not in Area.ADDING_KINDS:
            yield Problem.of(
                "E-RULE",
                *("areas", n, "adds_to"),
                reason_zh="高新区、县和重点区域的数据已含在所在市（州）中，不能再汇总",
                reason_en="a zone, county or key region is already part of its city and joins no total",
            )


def _tiles(areas: list[AreaEntry]) -> Iterable[Problem]:
    seen: set[tuple[str, ...]] = set()
    for n, entry in enumerate(areas):
        if entry.tile is None:
            continue
        tile = (entry.kind, *map(str, entry.tile))
        if tile in seen:
            yield Problem.of("E-DUP", "areas", n, "tile", what=", ".join(tile))
        seen.add(tile)


def _circle(start: str, name: str, links: dict[str, dict[str, str | None]]) -> list[str]:
    """The chain of codes from `start` back to itself, or nothing."""
    chain, seen = [start], {start}
    while following := links.get(chain[-1], {}).get(name):
        chain.append(following)
        if following == start:
            return chain
        if following in seen:
            return []  # a circle further up, reported where it lies
        seen.add(following)
    return []


def apply(areas: list[AreaEntry]) -> Changes:
    """Create and correct areas. All exist before any is linked to another."""
    codes = [entry.code for entry in areas]
    rows = Area.objects.filter(code__in=codes)
    known = set(rows.values_list("code", flat=True))
    plain = [entry.columns() for entry in areas if entry.code not in known]
    created = sync(rows.none(), plain, key=("code",), what="area")
    ids = dict(Area.objects.values_list("code", "id"))
    wanted = [
        {
            **entry.columns(),
            **{f"{name}_id": ids.get(getattr(entry, name) or "") for name in LINKS},
        }
        for entry in areas
    ]
    linked = sync(rows.all(), wanted, key=("code",), what="area")
    new = tuple(f"{title}:" for title in created.created)
    linked.changed = [title for title in linked.changed if not title.startswith(new)]
    return created + linked


def export(root: Area, *, named: set[str]) -> list[AreaEntry]:
    """The plan's area and all that lies in it, what the plan names, and what these belong to.

    Nations and comparators lie nowhere and are nobody's, so every file has them.
    """
    by_code = {area.code: area for area in Area.objects.select_related("parent", "adds_to")}
    everybodys = (Area.Kind.NATION, Area.Kind.COMPARATOR)
    inside = {root.code}
    while more := {
        area.code
        for area in by_code.values()
        if area.code not in inside and area.parent and area.parent.code in inside
    }:
        inside |= more
    wanted = inside | named | {a.code for a in by_code.values() if a.kind in everybodys}
    while more := {
        link.code
        for code in wanted
        for link in (by_code[code].parent, by_code[code].adds_to)
        if link and link.code not in wanted
    }:
        wanted |= more
    kinds = list(Area.Kind.values)
    found = [by_code[code] for code in wanted]
    found.sort(key=lambda area: (kinds.index(area.kind), area.order, area.code))
    return [_entry(area) for area in found]


def _entry(area: Area) -> AreaEntry:
    tile = [step for step in (area.tile_column, area.tile_row) if step is not None]
    return AreaEntry(
        code=area.code,
        kind=area.kind,  # type: ignore[arg-type]
        name=area.name,
        short_name=area.short_name,
        name_en=area.name_en,
        parent=area.parent.code if area.parent else None,
        adds_to=area.adds_to.code if area.adds_to else None,
        order=area.order,
        tile=tile or None,
        place=area.place,
    )
