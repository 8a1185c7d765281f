"""Milestones with what has become of them, for every page that shows some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.charts.wording import Text
from indicators.models import Milestone, MilestoneStep, Plan
from indicators.queries.milestone_words import StageWords, date_words, stage_words


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step; `wording.en` is empty where there is no translation."""

    step: MilestoneStep
    date: Text
    stage: StageWords
    wording: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """A milestone and its steps, the latest first; its stage is that of the latest."""

    milestone: Milestone
    stage: StageWords
    steps: tuple[StepRow, ...]


def milestone_rows(milestones: Iterable[Milestone], plan: Plan) -> tuple[MilestoneRow, ...]:
    """In the order given, as readers of the plan's edition see them; one query for all their steps.

    Their areas come with the milestones.
    """
    found = list(milestones)
    steps: dict[int, list[MilestoneStep]] = defaultdict(list)
    shown = MilestoneStep.objects.filter(milestone__in=found).shown_in(plan)
    for step in shown.select_related("source"):
        steps[step.milestone_id].append(step)
    return tuple(_row(milestone, steps[milestone.pk]) for milestone in found)


def _row(milestone: Milestone, steps: list[MilestoneStep]) -> MilestoneRow:
    latest = steps[0].stage if steps else Milestone.Stage.PLANNED
    return MilestoneRow(
        milestone=milestone,
        stage=stage_words(milestone.kind, latest),
        steps=tuple(
            StepRow(
                step=step,
                date=date_words(step.dated),
                stage=stage_words(milestone.kind, step.stage),
                wording=Text(step.wording, step.wording_en),
            )
            for step in steps
        ),
    )
