"""Places in a plan file. Areas belong to no plan: a file adds and corrects, never drops."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from areas.entries import Code, Entry, Name, twice
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


class AreaEntry(Entry):
    code: Code
    kind: Kind
    name: Name
    short_name: Name
    name_en: Name
    parent: Code | None = None
    adds_to: Code | None = None
    order: int = 0
    place: Name


def check(areas: list[AreaEntry]) -> Iterable[Problem]:
    """References, circles and who may join a total."""
    yield from twice("areas", [entry.code for entry in areas])
    known = {entry.code: entry for entry in areas}
    stored = set(Area.objects.values_list("code", flat=True))
    for n, entry in enumerate(areas):
        for field in ("parent", "adds_to"):
            code = getattr(entry, field)
            if code and code not in known and code not in stored:
                yield Problem.of("E-REF", "areas", n, field, kind="area", code=code)
            if chain := _circle(entry.code, field, known):
                yield Problem.of("E-CYCLE", "areas", n, field, chain=" → ".join(chain))
        if entry.adds_to and entry.kind not in Area.ADDING_KINDS:
            yield Problem.of(
                "E-RULE",
                *("areas", n, "adds_to"),
                reason_zh="高新区、县和重点区域的数据已含在所在市(州)中,不能再汇总",
                reason_en="a zone, county or key region is already part of its city and joins no total",
            )


def _circle(start: str, field: str, known: dict[str, AreaEntry]) -> list[str]:
    """The chain of codes from `start` back to itself, or nothing."""
    chain, seen = [start], {start}
    while (entry := known.get(chain[-1])) and (following := getattr(entry, field)):
        chain.append(following)
        if following == start:
            return chain
        if following in seen:
            return []  # a circle further up, reported where it lies
        seen.add(following)
    return []


def apply(areas: list[AreaEntry]) -> Changes:
    """Create and correct areas; links are set once every area exists."""
    plain = [entry.model_dump(exclude={"parent", "adds_to"}, mode="python") for entry in areas]
    codes = [entry.code for entry in areas]
    changes = sync(Area.objects.filter(code__in=codes), plain, key=("code",), what="area")
    ids = dict(Area.objects.values_list("code", "id"))
    links = [
        {
            "code": entry.code,
            "parent_id": ids.get(entry.parent or ""),
            "adds_to_id": ids.get(entry.adds_to or ""),
        }
        for entry in areas
    ]
    return changes + sync(Area.objects.filter(code__in=codes), links, key=("code",), what="area")


def export(root: Area) -> list[AreaEntry]:
    """The plan's own area and everything that lies in it, in listing order."""
    found, level = [root], [root]
    while level:
        level = list(Area.objects.filter(parent__in=level).select_related("parent", "adds_to"))
        found += level
    kinds = list(Area.Kind.values)
    found.sort(key=lambda area: (kinds.index(area.kind), area.order, area.code))
    return [_entry(area) for area in found]


def _entry(area: Area) -> AreaEntry:
    return AreaEntry(
        code=area.code,
        kind=area.kind,  # type: ignore[arg-type]
        name=area.name,
        short_name=area.short_name,
        name_en=area.name_en,
        parent=area.parent.code if area.parent else None,
        adds_to=area.adds_to.code if area.adds_to else None,
        order=area.order,
        place=area.place,
    )
