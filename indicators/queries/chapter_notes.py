"""年度进展 of a chapter, for the page of that chapter."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from indicators.models import ChapterNote, Plan

NotesOfYear = tuple[int, tuple[ChapterNote, ...]]


def notes_on(plan: Plan, kind: str, codes: Iterable[str]) -> dict[str, tuple[NotesOfYear, ...]]:
    """By code of the chapter: its years, newest first, the department's own words before places'."""
    rows = ChapterNote.objects.shown_in(plan).filter(kind=kind, code__in=list(codes))
    found: dict[str, list[ChapterNote]] = {}
    for note in rows.select_related("area").order_by("-year", "area__order", "area__code"):
        found.setdefault(note.code, []).append(note)
    return {code: _by_year(plan, notes) for code, notes in found.items()}


def _by_year(plan: Plan, notes: list[ChapterNote]) -> tuple[NotesOfYear, ...]:
    return tuple(
        (year, tuple(sorted(each, key=lambda note: note.area_id != plan.area_id)))
        for year, each in groupby(notes, key=lambda note: note.year)
    )
