"""What the plan sets, what was measured, and what was computed from both."""

from indicators.models.chapters import ChapterNote
from indicators.models.disclosure import Concealment
from indicators.models.figures import (
    Actual,
    CurrentFigure,
    FigureChoice,
    Mark,
    Origin,
    ScopeBreak,
    Source,
    Vintage,
)
from indicators.models.gauges import LIVE, DrainLock, DueFigure, DueIndicator, Gauge, Heartbeat
from indicators.models.milestones import Milestone, MilestoneStep
from indicators.models.plan import (
    Baseline,
    Indicator,
    Measure,
    Note,
    Plan,
    Producer,
    StatusFact,
    Succession,
    Target,
    Unit,
)
from indicators.models.releases import Proposal, Release

__all__ = [
    "LIVE",
    "Actual",
    "Baseline",
    "ChapterNote",
    "Concealment",
    "CurrentFigure",
    "DrainLock",
    "DueFigure",
    "DueIndicator",
    "FigureChoice",
    "Gauge",
    "Heartbeat",
    "Indicator",
    "Mark",
    "Measure",
    "Milestone",
    "MilestoneStep",
    "Note",
    "Origin",
    "Plan",
    "Producer",
    "Proposal",
    "Release",
    "ScopeBreak",
    "Source",
    "StatusFact",
    "Succession",
    "Target",
    "Unit",
    "Vintage",
]
