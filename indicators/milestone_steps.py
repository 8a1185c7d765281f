"""The one place where steps of milestones are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from indicators.models import Milestone, MilestoneStep, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done about a milestone: when (perhaps only the month or year), and who says so."""

    milestone_id: int
    dated: str
    stage: str
    wording: str
    wording_en: str = ""
    source_id: int

    @property
    def cell(self) -> tuple[int, str]:
        return (self.milestone_id, self.dated)

    @property
    def words(self) -> tuple[str, str, str]:
        return (self.stage, self.wording, self.wording_en)


def record(steps: Sequence[Step], *, by_id: int | None = None) -> int:
    """Add what the steps say that is not on record yet; returns how many were added.

    No news is what repeats the last word of the same source on the same milestone and date.
    """
    milestones = {step.milestone_id for step in steps}
    with transaction.atomic():
        # Until the transaction ends no one else adds steps to these milestones.
        list(Milestone.objects.select_for_update().filter(pk__in=milestones).order_by("pk"))
        unsaid = _unsaid(steps)
        MilestoneStep.objects.bulk_create(
            MilestoneStep(
                milestone_id=step.milestone_id,
                dated=step.dated,
                sequence=sequence,
                stage=step.stage,
                wording=step.wording,
                wording_en=step.wording_en,
                source_id=step.source_id,
                recorded_by_id=by_id,
            )
            for step, sequence in unsaid
        )
        told = Plan.objects.filter(milestones__in={step.milestone_id for step, _ in unsaid})
        # Pages and the search are made anew when the version of their plan rises.
        Plan.objects.filter(pk__in=told.values("pk")).update(version=F("version") + 1)
    return len(unsaid)


def _unsaid(steps: Sequence[Step]) -> list[tuple[Step, int]]:
    """The steps that are news, each with its number among those of its milestone and date."""
    last: dict[tuple[tuple[int, str], int], tuple[str, str, str]] = {}
    sequence: Counter[tuple[int, str]] = Counter()
    stored = MilestoneStep.objects.filter(milestone__in={step.milestone_id for step in steps})
    for row in stored.order_by("sequence"):
        cell = (row.milestone_id, row.dated)
        sequence[cell] += 1
        last[cell, row.source_id] = (row.stage, row.wording, row.wording_en)
    unsaid = []
    for step in steps:
        voice = (step.cell, step.source_id)
        if last.get(voice) == step.words:
            continue
        last[voice] = step.words
        sequence[step.cell] += 1
        unsaid.append((step, sequence[step.cell]))
    return unsaid
