"""One error body for every refusal of the interface, and the exceptions that carry one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema
from ninja.errors import ValidationError

from areas.problems import Problem


class Fault(Schema):
    """One thing to mend: its code, what is wrong in both languages, and where it stands."""

    code: str
    zh: str
    en: str
    place: str


class Refusal(Fault):
    """Why nothing was done. `errors` are the single ones where there are several."""

    errors: list[Fault] = []


class Refused(Exception):
    """Answer with this status and these words; nothing was changed."""

    def __init__(
        self,
        status: int,
        problem: Problem,
        *,
        place: str = "",
        errors: Iterable[tuple[str, Problem]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status, self.problem, self.place = status, problem, place
        self.errors = list(errors)
        self.headers = dict(headers or {})
        super().__init__(str(problem))


def refusal(problem: Problem, *, place: str = "", errors: Iterable[Any] = ()) -> dict[str, Any]:
    return {**problem.said(), "place": place, "errors": list(errors)}


def answer(refused: Refused) -> HttpResponse:
    """The error body; unknown callers are told how to say who they are."""
    errors = [{**problem.said(), "place": place} for place, problem in refused.errors]
    body = refusal(refused.problem, place=refused.place, errors=errors)
    response = JsonResponse(body, status=refused.status, json_dumps_params={"ensure_ascii": False})
    for name, text in refused.headers.items():
        response.headers[name] = text
    if refused.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


SKIPPED: Final = ("query", "path", "body", "header")
"""Where pydantic says a field was sent: the address of the field says enough without it."""


def invalid(error: ValidationError) -> Refused:
    """What does not fit the description, each with the path of its field."""
    found = [(_place(each["loc"]), str(each.get("type", ""))) for each in error.errors]
    errors = [(place, Problem.of(_code(kind), **_facts(kind, place))) for place, kind in found]
    place = errors[0][0] if errors else ""
    first = errors[0][1] if errors else Problem.of("E-PARAM", field="")
    if any(each["loc"][0] == "path" for each in error.errors):
        return Refused(HTTPStatus.NOT_FOUND, Problem.of("E-NOTFOUND"), place=place)
    return Refused(HTTPStatus.BAD_REQUEST, first, place=place, errors=errors)


def _code(kind: str) -> str:
    return "E-BAD" if kind == "json_invalid" else "E-PARAM"


def _facts(kind: str, place: str) -> dict[str, str]:
    return {} if kind == "json_invalid" else {"field": place}


def _place(loc: Iterable[Any]) -> str:
    """body, content, entries, 3, value → entries[3].value."""
    steps = list(loc)
    if steps and steps[0] in SKIPPED:
        steps = steps[2:] if steps[0] == "body" else steps[1:]
    spot = ""
    for step in steps:
        spot += f"[{step}]" if isinstance(step, int) else f".{step}" if spot else str(step)
    return spot


def is_called(request: HttpRequest) -> bool:
    """Whether a program asks, not a browser."""
    return request.path.startswith("/api/v1/")


def said(problem: Problem, status: int) -> HttpResponse:
    return answer(Refused(status, problem))


READING: Final = frozenset({400, 401, 403, 404, 405, 429})
WRITING: Final = READING | frozenset({409, 412, 413, 422, 428})
"""Statuses that a call may be refused with."""
