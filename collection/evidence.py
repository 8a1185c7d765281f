"""Bringing, reading and removing evidence. The only writer of it."""

from __future__ import annotations

import hashlib
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from areas.problems import Problem
from areas.rights import Rights
from collection.access import hold, note_reading, visible
from collection.entry import refuse_closed
from collection.filetypes import kind_of, refuse_secret
from collection.importing import MEGABYTES, shown_name
from collection.models import Content, Evidence
from collection.refusals import NotThere, NotYours, RefusedChange
from collection.workbook.unfit import Unfit

MOST_FILES: Final = 60
"""Of one return: three for every cell."""


def attach(
    report_id: int, measure_id: int | None, *, name: str, content: bytes, by: Actor, rights: Rights
) -> Evidence:
    """Keep the file beside a cell, or beside the form. Raises NotThere, NotYours, RefusedChange."""
    if by.user is None:
        raise TypeError("a file is brought by a person")
    shown = shown_name(name)
    kind = _fit(shown, content)
    with transaction.atomic():
        report = hold(rights, report_id)
        refuse_closed(report, rights, "attach")
        if measure_id is not None and not report.entries.filter(measure=measure_id).exists():
            raise NotThere
        if report.evidence.filter(removed_at=None).count() >= MOST_FILES:
            raise RefusedChange(Problem.of("E-EVIDENCE-MANY", n=MOST_FILES))
        digest = hashlib.sha256(content).hexdigest()
        kept, _ = Content.objects.get_or_create(digest=digest, defaults={"data": content})
        made = Evidence.objects.create(
            report=report, measure_id=measure_id, name=shown, kind=kind, size=len(content),
            content=kept, by=by.user,
        )  # fmt: skip
        _log(made, "attached", by)
    return made


def remove(pk: int, *, by: Actor, rights: Rights) -> Evidence:
    """Take it away while the form is the place's own; that it was there stays on record."""
    with transaction.atomic():
        made = evidence_for(rights, pk)
        refuse_closed(hold(rights, made.report_id), rights, "attach")
        made.removed_at, made.removed_by = timezone.now(), by.user
        made.save(update_fields=["removed_at", "removed_by"])
        _log(made, "evidence_removed", by)
    return made


def read(pk: int, *, by: Actor, rights: Rights) -> tuple[Evidence, bytes]:
    """The file for whoever may see it; an auditor's look is on record."""
    made = evidence_for(rights, pk)
    if not rights.may("read_evidence", area_id=made.report.area_id):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    note_reading(made.report, by=by, rights=rights)
    return made, bytes(made.content.data)


def evidence_for(rights: Rights, pk: int) -> Evidence:
    """Raises NotThere alike for what is not there, was removed or is not this person's to see."""
    rows = Evidence.objects.filter(pk=pk, removed_at=None, report__in=visible(rights))
    made = rows.select_related("report__round", "report__area", "content").first()
    if made is None:
        raise NotThere
    return made


def _fit(name: str, content: bytes) -> str:
    if not content:
        raise RefusedChange(Problem.of("E-FILE-EMPTY"))
    if len(content) > MEGABYTES * 2**20:
        raise RefusedChange(Problem.of("E-FILE-SIZE", n=MEGABYTES))
    try:
        kind = kind_of(content)
        refuse_secret(name, content, kind)
    except Unfit as unfit:
        raise RefusedChange(Problem.of(unfit.code, **unfit.facts)) from unfit
    return kind


def _log(made: Evidence, action: str, by: Actor) -> None:
    after = {"return": made.report_id, "measure": made.measure_id, "file": made.name,
             "digest": made.content_id}  # fmt: skip
    change = Change(
        action=action, subject="evidence", key=str(made.pk), after=after,
        place=made.report.area.code,
    )  # fmt: skip
    audit.write(change, by=by)
