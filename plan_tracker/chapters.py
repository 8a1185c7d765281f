"""The chapters and milestones of a plan that are followed in words, year by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from areas.models import Area
from collection.models.notes import MILESTONE
from domains.models import Domain
from indicators.charts.wording import Text
from indicators.models import ChapterNote, Milestone, Plan
from regions.models import KeyRegion
from tasks.models import KeyTask, Safeguard

Kind = ChapterNote.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """`url`: where it stands in the plan; None for a milestone, which stands in its chapters."""

    kind: str
    code: str
    name: Text
    summary: str
    url: str | None = None


def chapters_of(plan: Plan, area: Area) -> list[Chapter]:
    """What a place may write about: every chapter, and the milestones that are its own.

    The plan's own area, whose departments answer for all of them, every milestone.
    """
    at = {"plan": plan.slug}
    safeguards = reverse("safeguards", kwargs=at)
    return [
        *_listed(Kind.DOMAIN, Domain.objects.filter(plan=plan), at),
        *_listed(Kind.REGION, KeyRegion.objects.filter(plan=plan), at),
        *_listed(Kind.TASK, KeyTask.objects.filter(plan=plan), at),
        *(
            Chapter(
                kind=Kind.SAFEGUARD, code=row.code, name=Text(row.name, row.name_en),
                summary=row.summary, url=f"{safeguards}#{row.code}",
            )
            for row in Safeguard.objects.filter(plan=plan)
        ),
        *(
            Chapter(
                kind=MILESTONE, code=row.code, name=Text(row.name, row.name_en),
                summary=row.summary,
            )
            for row in _milestones(plan, area)
        ),
    ]  # fmt: skip


def _listed(
    kind: str, rows: Iterable[Domain | KeyRegion | KeyTask], at: dict[str, str]
) -> list[Chapter]:
    return [
        Chapter(
            kind=kind, code=row.code, name=Text(row.name, row.name_en), summary=row.summary,
            url=reverse(kind, kwargs={**at, "code": row.code}),
        )
        for row in rows
    ]  # fmt: skip


def _milestones(plan: Plan, area: Area) -> Iterable[Milestone]:
    if area.pk == plan.area_id:
        return plan.milestones.all()
    return plan.milestones.filter(area=area) | plan.milestones.filter(area__parent=area)
