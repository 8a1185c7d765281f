"""Whether a page has changed since a reader last had it, told without making it.

A page is what the facts, the plan and the gauges make of it, in a language, by
this code. Each of these has a number that rises with every change; together
they are the page's ETag.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache, wraps
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from indicators import rows
from indicators.finished_pages import keep, kept

View = Callable[..., HttpResponse]
WRITTEN = ("*.html", "*.mo", "*.css", "*.js")


def answers_unchanged(view: View) -> View:
    """Answer 304 to a reader who has the page already; nobody keeps it without asking again.

    A page that was made for another reader since the last change is handed out again.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (etag := _etag(request, **kwargs)) is None:
            response = view(request, *args, **kwargs)
        else:
            response = _known(request, etag) or _made(view, etag, request, *args, **kwargs)
            response.headers.setdefault("ETag", etag)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answer


def _known(request: HttpRequest, etag: str) -> HttpResponse | None:
    """What can be answered without making the page."""
    unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
    return unchanged or kept(etag, request)


def _made(view: View, etag: str, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    response = view(request, *args, **kwargs)
    keep(etag, request, response)
    return response


class Versions(NamedTuple):
    """Numbers that rise with every change; other plans are named on each page as well."""

    plan: int
    plans: int
    version: int
    drained: int
    last_fact: int
    last_choice: int
    last_release: int


# One statement: composing three in Django takes longer than all else that a 304 needs.
VERSIONS = """
    SELECT id,
        (SELECT COUNT(*) FROM indicators_plan),
        (SELECT SUM(version) FROM indicators_plan),
        (SELECT COALESCE(MAX(drained), 0) FROM indicators_drainlock),
        (SELECT COALESCE(MAX(id), 0) FROM indicators_actual),
        (SELECT COALESCE(MAX(id), 0) FROM indicators_figurechoice),
        (SELECT COALESCE(MAX(id), 0) FROM indicators_release)
    FROM indicators_plan WHERE slug = %s
"""


def versions(plan: str) -> Versions | None:
    """None where there is no such plan."""
    found = rows.query(Versions, VERSIONS, [plan])
    return found[0] if found else None


def _etag(request: HttpRequest, plan: str, **_: object) -> str | None:
    """None where there is nothing to compare: no such plan, or a page made for one person."""
    if request.user.is_authenticated:
        return None
    if (found := versions(plan)) is None:
        return None
    today = timezone.localdate()  # what is late and how much of the period has passed go by it
    parts = (*found, get_language(), today, code_stamp(), request.get_full_path())
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


@cache
def code_stamp() -> int:
    """When the code and its texts were last written, the same in every process of a release."""
    return max(file.stat().st_mtime_ns for file in _files())


def _files() -> Iterable[Path]:
    house = Path(settings.BASE_DIR)
    for folder in ("indicators", "domains", "regions", "tasks", "reports", "plan_tracker"):
        yield from (house / folder).rglob("*.py")
    for folder in ("templates", "static", "locale"):
        for pattern in WRITTEN:
            yield from (house / folder).rglob(pattern)
