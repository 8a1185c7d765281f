"""How progress is judged: plain arithmetic, exact, without database and clock."""

from indicators.progress.given import on_baseline, target_level
from indicators.progress.growth import average_growth, chained
from indicators.progress.judging import judge
from indicators.progress.level import share_of_schedule, share_of_way
from indicators.progress.paths import compound_refusal, expected
from indicators.progress.status import (
    ADVERSE,
    FINAL,
    NOT_JUDGED,
    RUNNING,
    STATUS_WORDS,
    YEARLY,
    Status,
    StatusWords,
)
from indicators.progress.types import (
    Baseline,
    BaselineKind,
    Basis,
    Exactness,
    GivenAs,
    Goal,
    Judgement,
    Observation,
    Operator,
    Path,
    Printed,
    Reading,
    Rule,
    Thresholds,
)

__all__ = [
    "ADVERSE",
    "FINAL",
    "NOT_JUDGED",
    "RUNNING",
    "STATUS_WORDS",
    "YEARLY",
    "Baseline",
    "BaselineKind",
    "Basis",
    "Exactness",
    "GivenAs",
    "Goal",
    "Judgement",
    "Observation",
    "Operator",
    "Path",
    "Printed",
    "Reading",
    "Rule",
    "Status",
    "StatusWords",
    "Thresholds",
    "average_growth",
    "chained",
    "compound_refusal",
    "expected",
    "judge",
    "on_baseline",
    "share_of_schedule",
    "share_of_way",
    "target_level",
]
