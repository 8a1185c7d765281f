"""Bringing, reading and removing evidence. The only writer of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Q
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
from collection.notes import hold_note, notes_for, refuse_closed_note
from collection.once import use_up
from collection.refusals import NotThere, NotYours, RefusedChange
from collection.workbook.unfit import Unfit

MOST_FILES: Final = 60
"""Of one return, three for every cell; of one note as many."""


def attach(
    report_id: int,
    measure_id: int | None,
    *,
    name: str,
    content: bytes,
    by: Actor,
    rights: Rights,
    key: str = "",
) -> Evidence:
    """Keep the file beside a cell, or beside the form.

    Raises NotThere, NotYours, RefusedChange, SentAlready for a second click.
    """
    # Asked before the file is read, which costs a process, and again when it is kept.
    with transaction.atomic():
        refuse_closed(hold(rights, report_id), rights, "attach")
    file = _fit(name, content)
    with transaction.atomic():
        report = hold(rights, report_id)
        refuse_closed(report, rights, "attach")
        if measure_id is not None and not report.entries.filter(measure=measure_id).exists():
            raise NotThere
        use_up(key, by=by)
        return _kept(Evidence(report=report, measure_id=measure_id), file, by)


def attach_to_note(
    note_id: int, *, name: str, content: bytes, by: Actor, rights: Rights, key: str = ""
) -> Evidence:
    """Keep the file beside words. Raises NotThere, NotYours, RefusedChange, SentAlready."""
    with transaction.atomic():
        refuse_closed_note(hold_note(rights, note_id), rights)
    file = _fit(name, content)
    with transaction.atomic():
        note = hold_note(rights, note_id)
        refuse_closed_note(note, rights)
        use_up(key, by=by)
        return _kept(Evidence(note=note), file, by)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One that may be kept; `kind` is told from its content."""

    name: str
    kind: str
    content: bytes


def _kept(made: Evidence, file: File, by: Actor) -> Evidence:
    """Put it beside what it belongs to, which is held."""
    if by.user is None:
        raise TypeError("a file is brought by a person")
    beside = Evidence.objects.filter(report=made.report, note=made.note, removed_at=None)
    if beside.count() >= MOST_FILES:
        raise RefusedChange(Problem.of("E-EVIDENCE-MANY", n=MOST_FILES))
    digest = hashlib.sha256(file.content).hexdigest()
    made.content, _ = Content.objects.get_or_create(digest=digest, defaults={"data": file.content})
    made.name, made.kind, made.size = file.name, file.kind, len(file.content)
    made.by = by.user
    made.save()
    _log(made, "attached", by)
    return made


def remove(pk: int, *, by: Actor, rights: Rights) -> Evidence:
    """Take it away while the form is the place's own; that it was there stays on record."""
    with transaction.atomic():
        made = evidence_for(rights, pk)
        if made.note_id is not None:
            refuse_closed_note(hold_note(rights, made.note_id), rights)
        else:
            refuse_closed(hold(rights, made.report_id or 0), rights, "attach")
        made.removed_at, made.removed_by = timezone.now(), by.user
        made.save(update_fields=["removed_at", "removed_by"])
        _log(made, "evidence_removed", by)
    return made


def read(pk: int, *, by: Actor, rights: Rights) -> tuple[Evidence, bytes]:
    """The file for whoever may see it; an auditor's look is on record."""
    made = evidence_for(rights, pk)
    if not rights.may("read_evidence", area_id=made.holder.area_id):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    note_reading(made.holder, by=by, rights=rights)
    return made, bytes(made.content.data)


def evidence_for(rights: Rights, pk: int) -> Evidence:
    """Raises NotThere alike for what is not there, was removed or is not this person's to see."""
    seen = Q(report__in=visible(rights)) | Q(note__in=notes_for(rights))
    rows = Evidence.objects.filter(seen, pk=pk, removed_at=None)
    made = rows.select_related("report__round", "report__area", "note__area", "content").first()
    if made is None:
        raise NotThere
    return made


def _fit(name: str, content: bytes) -> File:
    name = shown_name(name)
    if not content:
        raise RefusedChange(Problem.of("E-FILE-EMPTY"))
    if len(content) > MEGABYTES * 2**20:
        raise RefusedChange(Problem.of("E-FILE-SIZE", n=MEGABYTES))
    try:
        kind = kind_of(content)
        refuse_secret(name, content, kind)
    except Unfit as unfit:
        raise RefusedChange(Problem.of(unfit.code, **unfit.facts)) from unfit
    return File(name=name, kind=kind, content=content)


def _log(made: Evidence, action: str, by: Actor) -> None:
    beside = {"note": made.note_id} if made.note_id else {"return": made.report_id}
    after = {**beside, "measure": made.measure_id, "file": made.name, "digest": made.content_id}
    change = Change(
        action=action, subject="evidence", key=str(made.pk), after=after,
        place=made.holder.area.code,
    )  # fmt: skip
    audit.write(change, by=by)
