"""The numbers' sections of a plan file, together."""

from __future__ import annotations

from areas.entries import Entry
from indicators.planfile.entries import (
    FactEntry,
    IndicatorEntry,
    MeasureEntry,
    MilestoneEntry,
    NoteEntry,
    PlanEntry,
    UnitEntry,
)


class Sections(Entry):
    plan: PlanEntry
    units: list[UnitEntry]
    measures: list[MeasureEntry]
    indicators: list[IndicatorEntry]
    milestones: list[MilestoneEntry] = []
    facts: list[FactEntry] = []
    notes: list[NoteEntry] = []
