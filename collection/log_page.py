"""操作日志 for the auditor: found by who, what, where and when; taken away as CSV."""

from __future__ import annotations

import csv
import io
from datetime import time
from typing import Final

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import AuditEntry
from areas.problems import Problem
from collection.doors import Asked, signed_in
from collection.log_content import lines_of
from collection.log_words import ACTIONS, SUBJECTS, codes_said
from collection.refusals import NotYours
from collection.sent import moment_of
from indicators.downloads.sheet import BYTE_ORDER_MARK, safe

ON_A_PAGE: Final = 50
MOST_ROWS: Final = 50_000
FILTERS: Final = ("who", "what", "place", "since", "until")
COLUMNS: Final = (
    *("number", "at", "actor_name", "address", "action", "subject", "subject_key", "place"),
    *("before", "after", "reason", "digest"),
)


@require_GET
@signed_in
def audit_log(request: Asked) -> HttpResponse:
    rows = _found(request)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    given = {name: request.GET.get(name, "") for name in FILTERS}
    query = request.GET.copy()
    query.pop("page", None)
    said = lines_of(page.object_list)
    entries = [
        (row, ACTIONS[row.action], SUBJECTS[row.subject], said[row.number])
        for row in page.object_list
    ]
    context = {"page": page, "entries": entries, "given": given, "query": query.urlencode()}
    return render(request, "collection/audit_log.html", context)


@require_GET
@signed_in
def audit_csv(request: Asked) -> HttpResponse:
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(COLUMNS)
    for row in _found(request)[:MOST_ROWS].values_list(*COLUMNS).iterator():
        out.writerow([safe(str(cell)) for cell in row])
    answer = HttpResponse(BYTE_ORDER_MARK + written.getvalue(), content_type="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


def _found(request: Asked) -> QuerySet[AuditEntry]:
    """The newest first."""
    if not request.rights.may("read_audit"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    rows = AuditEntry.objects.select_related("actor").order_by("-number")
    if who := request.GET.get("who", "").strip():
        rows = rows.filter(Q(actor_name__icontains=who) | Q(actor__full_name__icontains=who))
    if what := request.GET.get("what", "").strip():
        rows = rows.filter(
            Q(action__in=[what, *codes_said(what, ACTIONS)])
            | Q(subject__in=[what, *codes_said(what, SUBJECTS)])
            | Q(subject_key=what)
        )
    if place := request.GET.get("place", "").strip():
        rows = rows.filter(place=place)
    if since := request.GET.get("since", "").strip():
        rows = rows.filter(at__gte=moment_of(since, time.min))
    if until := request.GET.get("until", "").strip():
        rows = rows.filter(at__lte=moment_of(until, time.max))
    return rows
