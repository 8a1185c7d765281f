"""The numbers' sections of a plan file, together."""

from __future__ import annotations

from pydantic import Field

from areas.entries import Entry
from indicators.planfile.entries import (
    FactEntry,
    IndicatorEntry,
    MeasureEntry,
    MilestoneEntry,
    NoteEntry,
    PlanEntry,
    SucceedsEntry,
    UnitEntry,
)


class Sections(Entry):
    plan: PlanEntry
    succeeds: SucceedsEntry | None = None
    units: list[UnitEntry] = Field(min_length=1)
    measures: list[MeasureEntry] = Field(min_length=1)
    indicators: list[IndicatorEntry] = Field(min_length=1)
    milestones: list[MilestoneEntry] = []
    facts: list[FactEntry] = []
    notes: list[NoteEntry] = []

    def area_codes(self) -> set[str]:
        """Every area these sections name."""
        named = {self.plan.area, *(milestone.area for milestone in self.milestones)}
        for indicator in self.indicators:
            named |= {baseline.area for baseline in indicator.baselines}
            named |= {target.area for target in indicator.targets}
        return {code for code in named if code}
