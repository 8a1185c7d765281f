"""The one place where steps of milestones are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from indicators.models import MilestoneStep, Plan
from indicators.news import Said, news


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done about a milestone: when (perhaps only the month or year), and who says so."""

    milestone_id: int
    dated: str
    stage: str
    wording: str
    wording_en: str = ""
    source_id: int


def record(steps: Sequence[Step], *, by_id: int | None = None) -> int:
    """Add what the steps say that is not on record yet; returns how many were added."""
    milestones = {step.milestone_id for step in steps}
    with transaction.atomic():
        # Until the transaction ends no one else adds steps to the milestones of these plans.
        plans = Plan.objects.filter(milestones__in=milestones).values("pk")
        list(Plan.objects.select_for_update().filter(pk__in=plans).order_by("pk"))
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
        Plan.objects.filter(milestones__in={step.milestone_id for step, _ in unsaid}).renew()
    return len(unsaid)


def _unsaid(steps: Sequence[Step]) -> list[tuple[Step, int]]:
    """The steps that are news, each with its number among those of its milestone and date."""
    stored = MilestoneStep.objects.filter(milestone__in={step.milestone_id for step in steps})
    on_record = stored.order_by("sequence")
    return news(((each, _said(each)) for each in steps), on_record=map(_said, on_record))


def _said(step: Step | MilestoneStep) -> Said:
    cell = (step.milestone_id, step.dated)
    return Said(cell, step.source_id, (step.stage, step.wording, step.wording_en))
