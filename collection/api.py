"""Collection for a place's own system: read a form, fill it in, send it on.

What may be done, and by whom, is decided where the pages decide it; nothing here is a second way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse
from ninja import Field, P, PathEx, Query, Router, Schema
from pydantic import ConfigDict

from areas.interface.caller import TO_WRITE, WITH_TOKEN, Called
from areas.interface.faults import READING, WRITING, Refusal, Refused
from areas.interface.once import HEADER as ONCE
from areas.interface.once import once
from areas.interface.pages import Page, Paged, page_of
from areas.interface.versions import HEADER as MATCH
from areas.interface.versions import must_match
from areas.problems import Problem
from collection import entry, review
from collection.access import note_reading, return_for, visible
from collection.entry import LONGEST_REMARK, LONGEST_SOURCE, Kept, Typed
from collection.models import Entry, Move, Return, Round
from collection.refusals import RefusedChange, conflict
from collection.sent import words
from collection.states import STEPS, Action
from collection.wants import wanted_in
from indicators.queries.statements import mark_named

router = Router(tags=["collection"], auth=WITH_TOKEN)
CHANGE: Final = {"parameters": [MATCH, ONCE]}
MOST_ENTRIES: Final = 10_000
Key = PathEx[int, P(ge=1, le=2**63 - 1)]


class RoundOut(Schema):
    id: int
    plan: str
    year: int
    kind: str
    supplement: bool
    opens: datetime
    due: datetime
    closes: datetime


class ReturnOut(Schema):
    """`version` rises with every move; the ETag of the answer with every change."""

    id: int
    round: int
    area: str
    year: int
    state: str
    version: int
    due: datetime
    closes: datetime


class EntryOut(Schema):
    """One cell: a value, a mark (na, none, tiny, pending) or neither, which is 未填报."""

    measure: str
    unit: str
    value: str | None
    mark: str
    remark: str
    source: str
    asked_back: str
    version: int


class EntriesOut(Schema):
    items: list[EntryOut]


class EntryIn(Schema):
    """`value` as text in the measure's unit. null clears, what is not named stays.

    `confirmed` answers a question that was asked of the same value with yes.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    measure: str = Field(max_length=64)
    value: str | None = Field(None, max_length=6000)
    mark: str | None = Field(None, max_length=20)
    remark: str | None = Field(None, max_length=LONGEST_REMARK)
    source: str | None = Field(None, max_length=LONGEST_SOURCE)
    confirmed: bool = False


class EntriesIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    entries: list[EntryIn] = Field(min_length=1)


class MoveIn(Schema):
    """`action` as the form's buttons: submit; with the rights of others also theirs."""

    model_config = ConfigDict(extra="forbid", strict=True)

    action: str = Field(max_length=20)
    reason: str = Field("", max_length=LONGEST_REMARK)


class MoveOut(Schema):
    action: str
    begins: str
    ends: str
    version: int
    reason: str
    digest: str
    at: datetime


class ReturnsAsked(Paged):
    round: int | None = Field(None, ge=1, le=2**63 - 1)


@router.get("/rounds", response={200: Page[RoundOut], READING: Refusal}, url_name="api_rounds")
def rounds(request: Called, asked: Query[Paged]) -> Any:
    """The rounds of which the caller may see a form."""
    seen = visible(request.auth.rights).values("round")
    rows = Round.objects.filter(pk__in=seen).select_related("plan")
    return page_of(rows, asked, by=("id",), item=_round)


@router.get("/returns", response={200: Page[ReturnOut], READING: Refusal}, url_name="api_returns")
def returns(request: Called, asked: Query[ReturnsAsked]) -> Any:
    rows = visible(request.auth.rights)
    if asked.round is not None:
        rows = rows.filter(round=asked.round)
    return page_of(rows, asked, by=("id",), item=_return)


@router.get("/returns/{key}", response={200: ReturnOut, READING: Refusal}, url_name="api_return")
def one_return(request: Called, response: HttpResponse, key: Key) -> Any:
    found = _found(request, key)
    response.headers["ETag"] = etag_of(found)
    return _return(found)


@router.get(
    "/returns/{key}/entries", response={200: EntriesOut, READING: Refusal}, url_name="api_entries"
)
def entries(request: Called, response: HttpResponse, key: Key) -> Any:
    found = _found(request, key)
    response.headers["ETag"] = etag_of(found)
    return _entries(found)


@router.patch(
    "/returns/{key}/entries",
    response={200: EntriesOut, WRITING: Refusal},
    auth=TO_WRITE,
    openapi_extra=CHANGE,
    url_name="api_entries",
)
def change_entries(request: Called, sent: EntriesIn, key: Key) -> Any:
    """Change the cells that are named, all of them or none. Asks for If-Match."""
    return once(request, lambda: _kept(request, key, sent.entries, all_of_them=False))


@router.put(
    "/returns/{key}/entries",
    response={200: EntriesOut, WRITING: Refusal},
    auth=TO_WRITE,
    openapi_extra=CHANGE,
    url_name="api_entries",
)
def replace_entries(request: Called, sent: EntriesIn, key: Key) -> Any:
    """Push the whole form: every cell has to be named. Asks for If-Match."""
    return once(request, lambda: _kept(request, key, sent.entries, all_of_them=True))


@router.get(
    "/returns/{key}/moves", response={200: Page[MoveOut], READING: Refusal}, url_name="api_moves"
)
def moves(request: Called, asked: Query[Paged], key: Key) -> Any:
    found = _found(request, key)
    return page_of(Move.objects.filter(report=found), asked, by=("version",), item=_move)


@router.post(
    "/returns/{key}/moves",
    response={201: ReturnOut, WRITING: Refusal},
    auth=TO_WRITE,
    openapi_extra=CHANGE,
    url_name="api_moves",
)
def move(request: Called, sent: MoveIn, key: Key) -> Any:
    """Carry out a step of the form, such as 提交审核. Asks for If-Match."""
    return once(request, lambda: _moved(request, key, sent), status=HTTPStatus.CREATED)


def etag_of(found: Return) -> str:
    """Of the state and of every cell."""
    versions = sum(found.entries.values_list("version", flat=True))
    return f'"{found.pk}-{found.version}-{versions}"'


def _found(request: Called, key: int) -> Return:
    found = return_for(request.auth.rights, key)
    note_reading(found, by=request.auth.by, rights=request.auth.rights)
    return found


def _kept(
    request: Called, key: int, sent: list[EntryIn], *, all_of_them: bool
) -> tuple[dict[str, Any], str]:
    if len(sent) > MOST_ENTRIES:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Problem.of("E-SIZE"), place="entries")
    found = return_for(request.auth.rights, key)
    must_match(request, etag_of(found), _last_change(found))
    rows = {row.measure.code: row for row in found.entries.select_related("measure")}
    cells, faults = _cells(sent, rows, all_of_them=all_of_them)
    if faults:
        raise _bulk(faults)
    by, rights = request.auth.by, request.auth.rights
    kept = entry.keep_cells(found.pk, cells, wanted=wanted_in(found), by=by, rights=rights)
    places = {rows[each.measure].measure_id: n for n, each in enumerate(sent)}
    faults = [
        (f"entries[{places[measure]}].value", problem)
        for measure, answer in kept.items()
        if (problem := _problem(answer)) is not None
    ]
    if any(problem.code == "E-CONFLICT" for _, problem in faults):
        raise _stale(found)
    if faults:  # leaves the transaction: none of them is kept
        raise _bulk(faults)
    found.refresh_from_db()
    return _entries(found), etag_of(found)


def _cells(
    sent: list[EntryIn], rows: Mapping[str, Entry], *, all_of_them: bool
) -> tuple[dict[int, Typed], list[tuple[str, Problem]]]:
    """What is to be typed into which cell; and what cannot be said of any."""
    cells, faults = dict[int, Typed](), list[tuple[str, Problem]]()
    for n, each in enumerate(sent):
        row, place = rows.get(each.measure), f"entries[{n}].measure"
        if row is None:
            faults.append((place, Problem.of("E-REF", kind="measure", code=each.measure)))
        elif row.measure_id in cells:
            faults.append((place, Problem.of("E-DUP", what=each.measure)))
        elif each.mark and mark_named(each.mark) is None:
            faults.append((f"entries[{n}].mark", Problem.of("E-PARAM", field="mark")))
        else:
            cells[row.measure_id] = _typed(each, row, all_of_it=all_of_them)
    if all_of_them:
        named = {each.measure for each in sent}
        missing = [code for code in rows if code not in named]
        faults += [("entries", Problem.of("E-FILE-MISSING", field=code)) for code in missing]
    return cells, faults


def _typed(each: EntryIn, row: Entry, *, all_of_it: bool) -> Typed:
    """The cell as it will be: what is not named stays, unless the whole form was sent."""

    def said(name: str, now: str) -> str:
        value = getattr(each, name)
        if value is not None:
            return words(value, most=LONGEST_REMARK) if name != "value" else value
        return "" if all_of_it or name in each.model_fields_set else now

    raw = said("value", "" if row.value is None else f"{row.value:f}")
    mark = said("mark", row.mark)
    if each.value is not None and "mark" not in each.model_fields_set:
        mark = ""
    if each.mark and "value" not in each.model_fields_set:
        raw = ""
    return Typed(
        version=row.version,
        raw=raw,
        mark=mark_named(mark) or "",
        remark=said("remark", row.remark),
        source=said("source", row.source),
        confirmed=each.confirmed,
    )


def _problem(answer: Kept) -> Problem | None:
    return answer.refused or answer.question


def _stale(found: Return) -> Refused:
    """Somebody was faster between the look at the version and the change."""
    now = etag_of(Return.objects.get(pk=found.pk))
    return Refused(HTTPStatus.PRECONDITION_FAILED, _last_change(found), headers={"ETag": now})


def _bulk(faults: list[tuple[str, Problem]]) -> Refused:
    problem = Problem.of("E-BULK", n=len(faults))
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, problem, place=faults[0][0], errors=faults)


def _moved(request: Called, key: int, sent: MoveIn) -> tuple[dict[str, Any], str]:
    found = return_for(request.auth.rights, key)
    if sent.action not in STEPS:
        raise Refused(400, Problem.of("E-PARAM", field="action"), place="action")
    must_match(request, etag_of(found), _last_change(found))
    try:
        moved = review.move(
            found.pk, Action(sent.action), version=found.version, by=request.auth.by,
            rights=request.auth.rights, reason=words(sent.reason, most=LONGEST_REMARK),
        )  # fmt: skip
    except RefusedChange as refused:
        if refused.problem.code == "E-CONFLICT":
            raise _stale(found) from refused
        raise
    moved.refresh_from_db()
    return _return(moved), etag_of(moved)


def _last_change(found: Return) -> Problem:
    """Who was faster: the last who entered something or moved the form."""
    entered = found.entries.exclude(entered_at=None).select_related("entered_by")
    last = entered.order_by("entered_at").last()
    moved = found.moves.select_related("by").last()
    if moved is not None and (
        last is None or last.entered_at is None or moved.at > last.entered_at
    ):
        return conflict(moved.by, moved.at)
    return conflict(last.entered_by if last else None, last.entered_at if last else None)


def _round(row: Round) -> dict[str, Any]:
    return {
        "id": row.pk, "plan": row.plan.slug, "year": row.year, "kind": row.vintage,
        "supplement": row.supplement, "opens": row.opens, "due": row.due, "closes": row.closes,
    }  # fmt: skip


def _return(row: Return) -> dict[str, Any]:
    return {
        "id": row.pk, "round": row.round_id, "area": row.area.code, "year": row.round.year,
        "state": row.state, "version": row.version, "due": row.due, "closes": row.closing,
    }  # fmt: skip


def _entries(found: Return) -> dict[str, Any]:
    rows = found.entries.select_related("measure__unit").order_by("measure")
    return {"items": [_entry(row) for row in rows]}


def _entry(row: Entry) -> dict[str, Any]:
    return {
        "measure": row.measure.code, "unit": row.measure.unit.symbol,
        "value": None if row.value is None else f"{row.value:f}", "mark": row.mark,
        "remark": row.remark, "source": row.source, "asked_back": row.asked_back,
        "version": row.version,
    }  # fmt: skip


def _move(row: Move) -> dict[str, Any]:
    return {
        "action": row.action, "begins": row.begins, "ends": row.ends, "version": row.version,
        "reason": row.reason, "digest": row.digest, "at": row.at,
    }  # fmt: skip
