"""佐证材料 over HTTP: brought with a form, taken away as a download, removed."""

from __future__ import annotations

from contextlib import suppress

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from areas.problems import Problem
from collection import evidence
from collection.doors import Asked, signed_in
from collection.filetypes import TYPES
from collection.models import Evidence
from collection.once import SentAlready, key_in
from collection.refusals import RefusedChange
from collection.sent import whole
from indicators.downloads.views import file_of


@require_POST
@signed_in
def attach(request: Asked, pk: int) -> HttpResponse:
    sent, measure = request.FILES.get("file"), request.POST.get("measure", "")
    if not isinstance(sent, UploadedFile):
        raise RefusedChange(Problem.of("E-FILE-EMPTY"))
    with suppress(SentAlready):
        evidence.attach(
            pk,
            whole(measure, "measure") if measure else None,
            name=sent.name or "",
            content=sent.read(),
            by=request.actor,
            rights=request.rights,
            key=key_in(request),
        )
    return HttpResponseRedirect(f"{reverse('return', kwargs={'pk': pk})}#evidence")


@require_GET
@signed_in
def download(request: Asked, pk: int) -> HttpResponse:
    made, content = evidence.read(pk, by=request.actor, rights=request.rights)
    answer = file_of(content, TYPES[made.kind], made.name)
    # Never shown as a page of this site, whatever is in it.
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer


@require_POST
@signed_in
def remove(request: Asked, pk: int) -> HttpResponse:
    made = evidence.remove(pk, by=request.actor, rights=request.rights)
    return _back(made)


def _back(made: Evidence) -> HttpResponse:
    if made.note is not None:
        return HttpResponseRedirect(f"{made.note.address}#evidence")
    return HttpResponseRedirect(f"{reverse('return', kwargs={'pk': made.report_id})}#evidence")
