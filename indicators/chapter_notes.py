"""The one place where the yearly notes on a plan's chapters are written."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from indicators.models import ChapterNote, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a place says of a chapter in a year; `progress` is never empty."""

    plan_id: int
    kind: str
    code: str
    year: int
    area_id: int
    progress: str
    problems: str = ""
    next_steps: str = ""


def record(note: Note, *, by_id: int | None = None) -> ChapterNote:
    """Add it after what the same place said before; the same words again add nothing."""
    with transaction.atomic():
        # Until the transaction ends no one else adds notes to this plan.
        Plan.objects.select_for_update().get(pk=note.plan_id)
        said = ChapterNote.objects.filter(
            plan=note.plan_id, kind=note.kind, code=note.code, year=note.year, area=note.area_id
        )
        last = said.order_by("sequence").last()
        words = (note.progress, note.problems, note.next_steps)
        if last is not None and (last.progress, last.problems, last.next_steps) == words:
            return last
        made = ChapterNote.objects.create(
            plan_id=note.plan_id, kind=note.kind, code=note.code, year=note.year,
            area_id=note.area_id, sequence=last.sequence + 1 if last else 1, progress=note.progress,
            problems=note.problems, next_steps=note.next_steps, recorded_by_id=by_id,
        )  # fmt: skip
        Plan.objects.filter(pk=note.plan_id).renew()
    return made
