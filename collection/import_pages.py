"""Pages of those who fill in a form in a spreadsheet: the file to take away, the file to bring in."""

from __future__ import annotations

import csv
import io

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from areas.problems import Problem
from collection import importing
from collection.access import return_for
from collection.doors import Asked, signed_in
from collection.filetypes import TYPES
from collection.form import state_shown, why_closed
from collection.importing import MEGABYTES, NotKept, RefusedFile
from collection.models import Import, Return
from collection.preview import faults_of, preview
from collection.refusals import NotYours, RefusedChange
from collection.sent import ALWAYS, pairs_of
from collection.workbook.sheet import form_sheet
from collection.workbook.write import table_of, workbook_of
from indicators.downloads.sheet import BYTE_ORDER_MARK, safe
from indicators.downloads.views import file_of

NEWEST = 10
FIELDS = ("version", "confirmed")
NO_FORM = ("E-XLS-SHEET", "E-XLS-HEADER")
ERROR_HEADINGS = ("位置 / Place", "基础指标 / Measure", "文件中 / In the file", "问题 / Problem")


@require_GET
@signed_in
def form_xlsx(request: Asked, pk: int) -> HttpResponse:
    report = _own(request, pk)
    content = workbook_of(form_sheet(report), english=_english())
    return file_of(content, TYPES["xlsx"], _name(report, "xlsx"))


@require_GET
@signed_in
def form_csv(request: Asked, pk: int) -> HttpResponse:
    report = _own(request, pk)
    content = table_of(form_sheet(report), english=_english())
    return file_of(content, "text/csv", _name(report, "csv"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bring_in(request: Asked, pk: int) -> HttpResponse:
    report = _own(request, pk)
    if request.method != "POST":
        return _upload(request, report)
    try:
        made = _staged(request, pk)
    except RefusedFile as refused:
        return _upload(request, report, refused.problems)
    return HttpResponseRedirect(reverse("import", kwargs={"pk": made.pk}))


def refused_upload(request: Asked, pk: int, problems: tuple[Problem, ...]) -> HttpResponse:
    """The page to upload on, with everything that is wrong with what was sent."""
    return _upload(request, _own(request, pk), problems)


def _upload(request: Asked, report: Return, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    context = {
        "report": report,
        "state": state_shown(report.state),
        "closed": why_closed(report, request.rights),
        "problems": problems,
        "no_form_of_ours": any(problem.code in NO_FORM for problem in problems),
        "megabytes": MEGABYTES,
        "imports": report.imports.select_related("brought_by")[:NEWEST],
    }
    status = 422 if problems else 200
    return render(request, "collection/bring_in.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def one_import(request: Asked, pk: int) -> HttpResponse:
    made = importing.import_for(request.rights, pk)
    if request.method == "POST":
        sent = pairs_of(request.POST, FIELDS)
        try:
            importing.confirm(
                pk,
                seen=sent["version"],
                confirmed=frozenset(sent["confirmed"]),
                by=request.actor,
                rights=request.rights,
            )
        except NotKept as refused:
            made = importing.import_for(request.rights, pk)
            more = {"made": made, "shown": preview(made), "problem": refused.problem}
            more["confirmed"] = set(sent["confirmed"])
            return render(request, "collection/import.html", more, status=refused.status)
        return HttpResponseRedirect(reverse("import", kwargs={"pk": pk}))
    return render(request, "collection/import.html", {"made": made, "shown": preview(made)})


@require_GET
@signed_in
def import_errors(request: Asked, pk: int) -> HttpResponse:
    made = importing.import_for(request.rights, pk)
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(ERROR_HEADINGS)
    out.writerows([safe(cell) for cell in line] for line in faults_of(preview(made)))
    content = (BYTE_ORDER_MARK + written.getvalue()).encode()
    return file_of(content, "text/csv", f"import-{pk}-errors.csv")


def _own(request: Asked, pk: int) -> Return:
    """The return, for those who may bring files in for it."""
    report = return_for(request.rights, pk)
    if not request.rights.may("import", area_id=report.area_id):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    return report


def _staged(request: Asked, pk: int) -> Import:
    for name in (*request.POST, *request.FILES):
        if name not in ALWAYS and name != "file":
            raise RefusedChange(Problem.of("E-PARAM", field=name[:60]))
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise RefusedFile([Problem.of("E-FILE-EMPTY")])
    if (sent.size or 0) > MEGABYTES * 2**20:
        raise RefusedFile([Problem.of("E-FILE-SIZE", n=MEGABYTES)])
    return importing.stage(
        pk, name=sent.name or "", content=sent.read(), by=request.actor, rights=request.rights
    )


def _english() -> bool:
    return get_language() == "en"


def _name(report: Return, kind: str) -> str:
    made = report.round
    return f"{report.area.name}{made.year}年{made.kind.zh}填报表.{kind}"
