"""Files made in the background, for other programs: asked for, looked after, fetched."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from ninja import Field, Router, Schema
from pydantic import ConfigDict

from areas.interface.caller import WITH_TOKEN, Called
from areas.interface.faults import READING, WRITING, Refusal, Refused
from areas.interface.once import HEADER as ONCE
from areas.interface.once import once
from areas.interface.pages import Page, whole
from areas.problems import Problem
from indicators.api import plan_of
from indicators.models import LIVE
from indicators.queries.absence import NotThere
from indicators.queries.released import in_edition
from reports.exports import asking
from reports.exports.pages import answer_with
from reports.exports.wish import Wish
from reports.models import Export
from reports.pages import right_of, wish_of

router = Router(tags=["exports"], auth=WITH_TOKEN)


class ExportOut(Schema):
    """`done` of `due` parts are made; `file` is there when `state` is ready."""

    key: UUID
    plan: str
    kind: str
    format: str
    name: str
    state: str
    done: int
    due: int
    problem: str
    asked_at: datetime
    expires_at: datetime | None
    size: int
    digest: str


class ReportIn(Schema):
    """A draft of what stands now. `place`: the code of a city, for the report `place` only."""

    model_config = ConfigDict(extra="forbid", strict=True)

    plan: str = Field(max_length=64)
    report: str = Field(max_length=16)
    year: int = Field(ge=1900, le=2200)
    format: str = Field(max_length=8)
    place: str = Field("", max_length=64)


@router.get("/exports", response={200: Page[ExportOut], READING: Refusal}, url_name="api_exports")
def exports(request: Called) -> Any:
    """The caller's own files."""
    found = asking.own_exports(request.auth.user, request.auth.rights)
    return whole(_export(row) for row in found)


@router.post(
    "/exports",
    response={201: ExportOut, WRITING: Refusal},
    url_name="api_exports",
    openapi_extra={"parameters": [ONCE]},
)
def ask_export(request: Called, sent: ReportIn) -> Any:
    """Have a report made; look after it at its own address."""

    def made() -> tuple[Any, str]:
        export = asking.ask(_wish(request, sent), by=request.auth.by, rights=request.auth.rights)
        return _export(export), ""

    return once(request, made, status=HTTPStatus.CREATED)


@router.get("/exports/{key}", response={200: ExportOut, READING: Refusal}, url_name="api_export")
def export(request: Called, key: UUID) -> Any:
    return _export(_found(request, key))


@router.delete("/exports/{key}", response={204: None, WRITING: Refusal}, url_name="api_export")
def remove_export(request: Called, key: UUID) -> Any:
    """Cancel it where it is on its way, and forget it."""
    found = _found(request, key)
    if found.owner_id is None:
        raise Refused(HTTPStatus.FORBIDDEN, Problem.of("E-FORBIDDEN"))
    asking.remove(found)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@router.get(
    "/exports/{key}/file",
    response={READING | {409}: Refusal},
    url_name="api_export_file",
    openapi_extra={
        "responses": {200: {"description": "The file", "content": {"*/*": {"schema": {}}}}}
    },
)
def export_file(request: Called, key: UUID) -> HttpResponseBase:
    found = _found(request, key)
    if found.state != Export.State.READY:
        problem = Problem.of("E-STATE", state=found.get_state_display(), state_en=found.state)
        raise Refused(HTTPStatus.CONFLICT, problem)
    return answer_with(found)


def _found(request: Called, key: UUID) -> Export:
    return asking.export_for(request.auth.user, request.auth.rights, key)


def _wish(request: Called, sent: ReportIn) -> Wish:
    plan = in_edition(plan_of(request, sent.plan), LIVE)
    right = right_of(request.auth.rights)
    try:
        return wish_of(plan, sent.report, str(sent.year), sent.format, sent.place, right)
    except (NotThere, Http404) as error:
        raise Refused(HTTPStatus.NOT_FOUND, Problem.of("E-NOTFOUND"), place="report") from error


def _export(row: Export) -> dict[str, Any]:
    names = (
        *("key", "kind", "format", "name", "state", "done", "due", "problem", "asked_at"),
        *("expires_at", "size", "digest"),
    )
    return {**{name: getattr(row, name) for name in names}, "plan": row.plan.slug}
