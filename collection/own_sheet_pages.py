"""Matching a clerk's own sheet to the form: which columns, and which measure each line is."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from areas.problems import Problem
from collection import own_sheets
from collection.doors import Asked, signed_in
from collection.import_pages import refused_upload
from collection.importing import RefusedFile
from collection.models import OwnSheet
from collection.refusals import RefusedChange
from collection.sent import ALWAYS, whole

COLUMNS = ("sheet", "across", "label", "value", "remark")


@require_POST
@signed_in
def bring_own_sheet(request: Asked, pk: int) -> HttpResponse:
    sent = request.FILES.get("file")
    try:
        if not isinstance(sent, UploadedFile):
            raise RefusedFile([Problem.of("E-FILE-EMPTY")])
        made = own_sheets.stage_own(
            pk, name=sent.name or "", content=sent.read(), by=request.actor, rights=request.rights
        )
    except RefusedFile as refused:
        return refused_upload(request, pk, refused.problems)
    return HttpResponseRedirect(reverse("own_sheet", kwargs={"pk": made.pk}))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own_sheet(request: Asked, pk: int) -> HttpResponse:
    """`GET` shows the sheet as it is asked to be read; `POST` says which measure each line is."""
    made = own_sheets.own_sheet_for(request.rights, pk, request.actor.user_id)
    if request.method != "POST":
        return _page(request, made, _asked(request.GET))
    asked = _asked(request.POST)
    said = _said(request)
    reading = own_sheets.read_as(made, asked)
    try:
        done = own_sheets.bring_own(made, reading, said, by=request.actor, rights=request.rights)
    except RefusedFile as refused:
        return _page(request, made, asked, said=said, problem=refused.problem)
    return HttpResponseRedirect(reverse("import", kwargs={"pk": done.pk}))


def _asked(sent: QueryDict) -> dict[str, int]:
    return {name: whole(str(sent[name]), name) for name in COLUMNS if sent.get(name)}


def _said(request: Asked) -> dict[int, str]:
    """The measure of each line, by its number; empty: it is none."""
    found = {}
    for name, text in request.POST.items():
        kind, _, number = name.partition("-")
        if kind == "measure":
            found[whole(number, name[:60])] = str(text)
        elif name not in COLUMNS and name not in ALWAYS:
            raise RefusedChange(Problem.of("E-PARAM", field=name[:60]))
    return found


def _page(
    request: Asked,
    made: OwnSheet,
    asked: dict[str, int],
    *,
    said: dict[int, str] | None = None,
    problem: Problem | None = None,
) -> HttpResponse:
    reading = own_sheets.read_as(made, asked)
    rows = [(row, code if said is None else said.get(row.number, "")) for row, code in reading.rows]
    more = {
        "made": made,
        "report": made.report,
        "reading": reading,
        "rows": rows,
        "matched": sum(bool(code) for _, code in rows),
        "problem": problem,
    }
    status = 200 if problem is None else 422
    return render(request, "collection/own_sheet.html", more, status=status)
