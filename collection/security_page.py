"""安全日志: sign-ins, refusals and locks, for who administers accounts and who audits."""

from __future__ import annotations

from datetime import time
from typing import Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.lockout import Kind, key_of
from accounts.models import SecurityEvent
from areas.problems import Problem
from collection.doors import Asked, signed_in
from collection.log_words import EVENTS
from collection.refusals import NotYours
from collection.sent import moment_of

ON_A_PAGE: Final = 50
FILTERS: Final = ("who", "kind", "since", "until")


@require_GET
@signed_in
def security_log(request: Asked) -> HttpResponse:
    """`?who=&kind=&since=2026-11-01&until=`, the newest first."""
    if not request.rights.may("read_security"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    page = Paginator(_found(request), ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "events": [(row, EVENTS[Kind(row.kind)]) for row in page.object_list],
        "kinds": EVENTS.items(),
        "given": {name: request.GET.get(name, "") for name in FILTERS},
        "query": query.urlencode(),
    }
    return render(request, "collection/security_log.html", context)


def _found(request: Asked) -> QuerySet[SecurityEvent]:
    rows, asked = SecurityEvent.objects.order_by("-id"), request.GET
    if who := asked.get("who", "").strip():
        rows = rows.filter(subject__contains=key_of(who))
    if (kind := asked.get("kind", "")) in Kind.values:
        rows = rows.filter(kind=kind)
    if since := asked.get("since", "").strip():
        rows = rows.filter(at__gte=moment_of(since, time.min))
    if until := asked.get("until", "").strip():
        rows = rows.filter(at__lte=moment_of(until, time.max))
    return rows
