"""Places, for other programs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router, Schema

from areas.interface.caller import ANYONE, Called
from areas.interface.faults import READING, Refusal, Refused
from areas.interface.pages import Page, Paged, page_of
from areas.models import Area
from areas.problems import Problem

router = Router(tags=["areas"], auth=ANYONE)


class AreaOut(Schema):
    """`parent`: where it lies; `adds_to`: whose total it joins, null for zones and counties."""

    code: str
    kind: str
    name: str
    short_name: str
    name_en: str
    parent: str | None
    adds_to: str | None


class AreaAsked(Paged):
    kind: str = ""


def area_out(row: Area) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "short_name": row.short_name,
        "name_en": row.name_en,
        "parent": row.parent.code if row.parent else None,
        "adds_to": row.adds_to.code if row.adds_to else None,
    }


@router.get("/areas", response={200: Page[AreaOut], READING: Refusal}, url_name="api_areas")
def areas(request: Called, asked: Query[AreaAsked]) -> Any:
    """Every place, of one kind where `kind` is given."""
    rows = Area.objects.select_related("parent", "adds_to")
    if asked.kind:
        rows = rows.filter(kind=_kind(asked.kind))
    return page_of(rows, asked, by=("code",), item=area_out)


@router.get("/areas/{code}", response={200: AreaOut, READING: Refusal}, url_name="api_area")
def area(request: Called, code: str) -> Any:
    return area_out(area_named(code))


def area_named(code: str) -> Area:
    """Raises Refused (404)."""
    found = Area.objects.select_related("parent", "adds_to").filter(code=code).first()
    if found is None:
        raise Refused(404, Problem.of("E-NOTFOUND"), place="area")
    return found


def _kind(kind: str) -> str:
    if kind not in Area.Kind.values:
        raise Refused(400, Problem.of("E-PARAM", field="kind"), place="kind")
    return kind
