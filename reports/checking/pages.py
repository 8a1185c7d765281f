"""数据校核 over HTTP: an edited report is brought, and its numbers are set beside the release."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from areas.models import Area
from areas.problems import Problem
from collection.doors import Asked, signed_in
from collection.importing import MEGABYTES
from collection.refusals import NotYours, RefusedChange
from collection.workbook.limited import answer_of
from collection.workbook.unfit import Unfit
from indicators.models import LIVE, Plan, Release
from indicators.queries.released import in_edition
from reports.checking.numbers import compared, of_blocks, of_report
from reports.content.facts import Kind
from reports.content.kinds import report
from reports.document import Report

READER: Final = "reports.checking.open_docx"
NUMBER: Final = re.compile(
    r"(?P<plan>[A-Z0-9-]+?)-(?P<kind>ANNUAL|MIDTERM|FINAL|BRIEF|PLACE)-(?P<year>\d{4})"
    r"(?:-(?P<place>[A-Z0-9-]+))?-(?P<edition>R\d+|DRAFT)"
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_report(request: Asked) -> HttpResponse:
    if not request.rights.may("report_all"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    more: dict[str, Any] = {"problem": None}
    if request.method == "POST":
        try:
            more |= _checked(request)
        except RefusedChange as refused:
            more["problem"] = refused.problem
        except Unfit as unfit:
            more["problem"] = Problem.of(unfit.code, **unfit.facts)
    status = 422 if more["problem"] else 200
    return render(request, "reports/check.html", more, status=status)


def _checked(request: Asked) -> dict[str, Any]:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.size:
        raise RefusedChange(Problem.of("E-FILE-EMPTY"))
    if sent.size > MEGABYTES * 2**20:
        raise RefusedChange(Problem.of("E-FILE-SIZE", n=MEGABYTES))
    said = answer_of(READER, sent.read())
    found = of_blocks(said["blocks"])
    around = [str(block["text"]) for block in said["blocks"] if block["kind"] == "around"]
    due = _report_of([str(said["number"]), *around])
    differences = compared(of_report(due.parts), found)
    return {"name": sent.name, "due": due, "differences": differences, "checked": True}


def _report_of(texts: Iterable[str]) -> Report:
    """The report again that the file says it is, from the edition it names."""
    named = next((hit for text in texts if (hit := NUMBER.search(text))), None)
    if named is None:
        raise RefusedChange(Problem.of("E-REPORT-NUMBER"))
    plan = Plan.objects.select_related("area").filter(slug=named["plan"].lower()).first()
    if plan is None:
        raise RefusedChange(Problem.of("E-REPORT-NUMBER"))
    area = Area.objects.filter(code__iexact=named["place"]).first() if named["place"] else None
    kind = Kind(named["kind"].lower())
    if (kind is Kind.PLACE) != (area is not None):
        raise RefusedChange(Problem.of("E-REPORT-NUMBER"))
    today: date = timezone.localdate()
    plan = in_edition(plan, _edition(plan, named["edition"]))
    return report(plan, kind, int(named["year"]), today=today, area=area)


def _edition(plan: Plan, said: str) -> int:
    if said == "DRAFT":
        return LIVE
    found = Release.objects.filter(plan=plan, number=int(said[1:6])).first()
    if found is None:
        raise RefusedChange(Problem.of("E-REPORT-NUMBER"))
    return found.pk
