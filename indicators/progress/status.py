"""The words a judgement may use, and the groups they fall into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

Tone = Literal["good", "fair", "warn", "bad", "none"]


class Status(StrEnum):
    """What is said of one indicator in one area and year."""

    ACHIEVED_EARLY = "achieved_early"
    AHEAD = "ahead"
    ON_SCHEDULE = "on_schedule"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    BELOW_BASE = "below_base"
    ABOVE_BASE = "above_base"
    HOLDING = "holding"
    NOT_HOLDING = "not_holding"
    IN_PROGRESS = "in_progress"
    EXCEEDED = "exceeded"
    MET = "met"
    NEARLY = "nearly"
    SHORT = "short"
    UNMET = "unmet"
    QUOTA_MET = "quota_met"
    QUOTA_MISSED = "quota_missed"
    MISSING = "missing"
    NOT_ASSIGNED = "not_assigned"
    BASELINE_DOUBT = "baseline_doubt"
    SCOPE_BREAK = "scope_break"
    NOT_STARTED = "not_started"
    STATED = "stated"


RUNNING: Final = frozenset(
    {
        Status.ACHIEVED_EARLY,
        Status.AHEAD,
        Status.ON_SCHEDULE,
        Status.BEHIND,
        Status.FAR_BEHIND,
        Status.BELOW_BASE,
        Status.ABOVE_BASE,
        Status.HOLDING,
        Status.NOT_HOLDING,
        Status.IN_PROGRESS,
    }
)
"""Said before the target year; IN_PROGRESS is the one that says nothing of pace."""

FINAL: Final = frozenset({Status.EXCEEDED, Status.MET, Status.NEARLY, Status.SHORT, Status.UNMET})
"""Said in the target year and after it."""

YEARLY: Final = frozenset({Status.QUOTA_MET, Status.QUOTA_MISSED})
"""Said of one year of a yearly quota."""

NOT_JUDGED: Final = frozenset(
    {
        Status.MISSING,
        Status.NOT_ASSIGNED,
        Status.BASELINE_DOUBT,
        Status.SCOPE_BREAK,
        Status.NOT_STARTED,
        Status.STATED,
    }
)
"""Not a judgement, but the reason why there is none."""

ADVERSE: Final = frozenset(
    {
        Status.BELOW_BASE,
        Status.ABOVE_BASE,
        Status.UNMET,
        Status.FAR_BEHIND,
        Status.SHORT,
        Status.QUOTA_MISSED,
        Status.NOT_HOLDING,
        Status.BEHIND,
    }
)
"""Held against the area; never said on a lower bound."""


@dataclass(frozen=True, slots=True)
class StatusWords:
    """How a status is said and shown. `rank` puts laggards first."""

    zh: str
    en: str
    icon: str
    tone: Tone
    rank: int


_LAGGARDS_FIRST: Final[tuple[tuple[Status, str, str, str, Tone], ...]] = (
    (Status.BELOW_BASE, "低于基期", "Below baseline", "back", "bad"),
    (Status.ABOVE_BASE, "高于基期", "Above baseline", "back", "bad"),
    (Status.UNMET, "未完成", "Not met", "cross", "bad"),
    (Status.FAR_BEHIND, "差距较大", "Far behind", "down-twice", "bad"),
    (Status.SHORT, "与预期目标存在差距", "Short of the target", "gap", "warn"),
    (Status.QUOTA_MISSED, "未达年度任务", "Yearly quota missed", "gap", "warn"),
    (Status.NOT_HOLDING, "未达目标要求", "Outside the target", "gap", "warn"),
    (Status.BEHIND, "滞后于预期", "Behind schedule", "down", "warn"),
    (Status.NEARLY, "基本完成", "Nearly met", "nearly", "fair"),
    (Status.ON_SCHEDULE, "基本符合预期", "On schedule", "level", "fair"),
    (Status.HOLDING, "符合目标要求", "Within the target", "tick", "good"),
    (Status.AHEAD, "快于预期", "Ahead of schedule", "up", "good"),
    (Status.QUOTA_MET, "达到年度任务", "Yearly quota met", "tick", "good"),
    (Status.MET, "完成", "Met", "tick", "good"),
    (Status.ACHIEVED_EARLY, "提前实现", "Achieved early", "flag", "good"),
    (Status.EXCEEDED, "超额完成", "Exceeded", "star", "good"),
    (Status.IN_PROGRESS, "推进中", "In progress", "dots", "none"),
    (
        Status.BASELINE_DOUBT,
        "暂不评价（基期存疑）",
        "Not judged: baseline in doubt",
        "question",
        "none",
    ),
    (Status.SCOPE_BREAK, "暂不评价（口径调整）", "Not judged: scope changed", "break", "none"),
    (Status.MISSING, "数据暂缺", "Data missing", "empty", "none"),
    (Status.STATED, "仅列示，不作评价", "Stated, not judged", "note", "none"),
    (Status.NOT_STARTED, "不适用", "Not applicable yet", "clock", "none"),
    (Status.NOT_ASSIGNED, "不适用（未分解下达目标）", "No target assigned", "dash", "none"),
)

STATUS_WORDS: Final[Mapping[Status, StatusWords]] = MappingProxyType(
    {
        status: StatusWords(zh, en, icon, tone, rank)
        for rank, (status, zh, en, icon, tone) in enumerate(_LAGGARDS_FIRST)
    }
)
"""The frozen table of words, laggards first and reasons for not judging last."""
