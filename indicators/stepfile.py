"""The steps in a file of figures: what has become of a plan's milestones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from areas.entries import Code, Entry, Text, Written, twice_within
from areas.problems import Problem
from indicators import milestone_steps
from indicators.models import Milestone
from indicators.partial_days import Dated, first_day


class StepEntry(Entry):
    plan: Code
    milestone: Code
    stage: Literal["planned", "under_way", "done"]
    dated: Dated
    wording: Written
    wording_en: Text = ""
    source: Code


@dataclass(frozen=True, slots=True)
class Promised:
    """A milestone on record, and the year before which nothing can have been done about it."""

    id: int
    since: int

    @staticmethod
    def read() -> dict[tuple[str, str], Promised]:
        """By plan and code."""
        rows = Milestone.objects.values_list("plan__slug", "code", "id", "plan__base_year")
        return {(plan, code): Promised(pk, year) for plan, code, pk, year in rows}


def check(
    steps: Sequence[StepEntry],
    known: Mapping[tuple[str, str], Promised],
    *,
    sources: set[str],
    today: date,
) -> Iterator[Problem]:
    for n, step in enumerate(steps):
        if step.source not in sources:
            yield Problem.of("E-REF", "steps", n, "source", kind="source", code=step.source)
        promised = known.get((step.plan, step.milestone))
        if promised is None:
            code = f"{step.plan}/{step.milestone}"
            yield Problem.of("E-REF", "steps", n, "milestone", kind="milestone", code=code)
            continue
        since = date(promised.since, 1, 1)
        if not since <= first_day(step.dated) <= today:
            yield Problem.of("E-DATE-RANGE", "steps", n, "dated", min=since, max=today)
    said = [f"{step.plan}/{step.milestone} {step.dated}" for step in steps]
    yield from twice_within(("steps",), said)


def store(
    steps: Sequence[StepEntry],
    known: Mapping[tuple[str, str], Promised],
    sources: Mapping[str, int],
) -> int:
    """Record the steps; returns how many were news."""
    return milestone_steps.record(
        [
            milestone_steps.Step(
                milestone_id=known[step.plan, step.milestone].id,
                source_id=sources[step.source],
                **step.model_dump(include={"dated", "stage", "wording", "wording_en"}),
            )
            for step in steps
        ]
    )
