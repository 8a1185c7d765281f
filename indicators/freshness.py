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
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import condition

from indicators.models import Actual, DrainLock, Plan

View = Callable[..., HttpResponse]
WRITTEN = ("*.html", "*.mo", "*.css", "*.js")


def answers_unchanged(view: View) -> View:
    """Answer 304 to a reader who has the page already; nobody keeps it without asking again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return condition(etag_func=_etag)(answer)


def _etag(request: HttpRequest, plan: str, **_: object) -> str | None:
    """None where there is nothing to compare: no such plan, or a page made for one person."""
    if request.user.is_authenticated:
        return None
    found = Plan.objects.filter(slug=plan).values_list("pk", "version").first()
    if found is None:
        return None
    drained = DrainLock.objects.values_list("drained", flat=True).first() or 0
    last = Actual.objects.aggregate(last=Max("pk"))["last"] or 0
    today = timezone.localdate()  # what is late and how much of the period has passed go by it
    parts = (*found, drained, last, get_language(), today, code_stamp(), request.get_full_path())
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


@cache
def code_stamp() -> int:
    """When the code and its texts were last written, the same in every process of a release."""
    return max(file.stat().st_mtime_ns for file in _files())


def _files() -> Iterable[Path]:
    house = Path(settings.BASE_DIR)
    for folder in ("indicators", "domains", "regions", "tasks", "plan_tracker"):
        yield from (house / folder).rglob("*.py")
    for folder in ("templates", "static", "locale"):
        for pattern in WRITTEN:
            yield from (house / folder).rglob(pattern)
