"""What the plan sets, what was measured, and what was computed from both."""

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

__all__ = [
    "LIVE",
    "Actual",
    "Baseline",
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
    "ScopeBreak",
    "Source",
    "StatusFact",
    "Succession",
    "Target",
    "Unit",
    "Vintage",
]
