"""A file on its way, and 我的文件."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.acting import actor_of
from accounts.models import User
from areas.problems import Problem
from areas.rights import rights_in
from collection.doors import Asked, signed_in
from collection.filetypes import TYPES
from collection.refusals import NotThere, NotYours, RefusedChange
from reports.exports import asking
from reports.exports.content import contents
from reports.exports.wish import Wish
from reports.models import Export

State = Export.State
KINDS: Final = {
    **TYPES, "csv": "text/csv", "json": "application/json", "html": "text/html",
    "parquet": "application/vnd.apache.parquet", "zip": "application/zip",
}  # fmt: skip
WAIT: Final = 2
"""Seconds between two looks of a browser without scripts."""


@require_safe
@signed_in
def my_files(request: Asked) -> HttpResponse:
    if not request.rights.may("fetch_export"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    user = actor_of(request).user
    rows = asking.own_exports(user, request.rights) if user else []
    return render(request, "reports/my_files.html", {"exports": [_shown(row) for row in rows]})


@require_safe
def export(request: HttpRequest, key: UUID) -> HttpResponse:
    found = _found(request, key)
    response = render(request, "reports/export.html", {"shown": _shown(found)})
    if found.state in asking.OPEN:
        response.headers["Refresh"] = str(WAIT)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def export_state(request: HttpRequest, key: UUID) -> HttpResponse:
    """For the script of the page: how far it is."""
    found = _found(request, key)
    response = JsonResponse({"state": found.state, "done": found.done, "due": found.due})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def export_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    found = _found(request, key)
    if found.state != State.READY:
        return HttpResponseRedirect(reverse("export", kwargs={"key": key}))
    return answer_with(found)


def answer_in_public(request: HttpRequest, wish: Wish) -> HttpResponseBase:
    """The file of what is public where it is there; where it is not, the page that waits for it."""
    try:
        made = asking.ask_in_public(wish)
    except RefusedChange as refused:
        more = {"problem": refused.problem}
        answer = render(request, "collection/refused.html", more, status=429)
        answer.headers["Retry-After"] = str(asking.TOO_MANY)
        return answer
    return answer_with(made) if made.state == State.READY else lead_to(made)


def lead_to(made: Export) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("export", kwargs={"key": made.key}))


def answer_with(found: Export) -> HttpResponseBase:
    """The file, a piece at a time; its digest is its ETag."""
    kind = KINDS[found.format]
    kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    answer = StreamingHttpResponse(contents(found), content_type=kind)
    answer.headers["Content-Length"] = str(found.size)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    answer.headers["ETag"] = f'"{found.digest[:32]}"'
    answer.headers["Cache-Control"] = "no-cache" if found.owner_id is None else "no-store"
    return answer


@require_POST
@signed_in
def act_on_export(request: Asked, key: UUID, action: str) -> HttpResponse:
    """取消, 重试 or 删除 of one's own file."""
    found = _found(request, key)
    if action not in ACTIONS or found.owner_id is None:
        raise NotThere
    ACTIONS[action](found)
    back = "my_files" if action == "remove" else "export"
    return HttpResponseRedirect(reverse(back, kwargs={} if action == "remove" else {"key": key}))


ACTIONS: Final[dict[str, Callable[[Export], Any]]] = {
    "cancel": asking.cancel, "retry": asking.again, "remove": asking.remove,
}  # fmt: skip


def _found(request: HttpRequest, key: UUID) -> Export:
    user = request.user if isinstance(request.user, User) else None
    try:
        return asking.export_for(user, rights_in(request), key)
    except NotThere as error:
        raise Http404 from error


def _shown(found: Export) -> dict[str, Any]:
    """What the page says of a file: its state in words, and what can be done."""
    return {
        "export": found,
        "state": found.state,
        "open": found.state in asking.OPEN,
        "ready": found.state == State.READY,
        "own": found.owner_id is not None,
        "problem": Problem.of(found.problem) if found.problem else None,
        "retry": found.state in (State.FAILED, State.CANCELLED),
    }
