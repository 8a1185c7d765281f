"""The words for how an indicator stands: slug, Chinese, English, icon, tone, order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Status(StrEnum):
    UNMET = "unmet"
    SHORT = "short"
    BELOW_BASE = "below_base"
    ABOVE_BASE = "above_base"
    FAR_BEHIND = "far_behind"
    NOT_HOLDING = "not_holding"
    QUOTA_MISSED = "quota_missed"
    BEHIND = "behind"
    BASELINE_DOUBT = "baseline_doubt"
    SCOPE_BREAK = "scope_break"
    MISSING = "missing"
    NEARLY = "nearly"
    ON_SCHEDULE = "on_schedule"
    IN_PROGRESS = "in_progress"
    AHEAD = "ahead"
    HOLDING = "holding"
    QUOTA_MET = "quota_met"
    ACHIEVED_EARLY = "achieved_early"
    MET = "met"
    EXCEEDED = "exceeded"
    STATED = "stated"
    NOT_ASSIGNED = "not_assigned"
    NOT_STARTED = "not_started"

    @property
    def words(self) -> Words:
        return WORDS[self]

    @property
    def zh(self) -> str:
        return WORDS[self].zh

    @property
    def en(self) -> str:
        return WORDS[self].en

    @property
    def icon(self) -> str:
        return WORDS[self].icon

    @property
    def tone(self) -> str:
        return WORDS[self].tone

    @property
    def rank(self) -> int:
        """Laggards first."""
        return RANK[self]


@dataclass(frozen=True, slots=True)
class Words:
    zh: str
    en: str
    icon: str
    tone: str


WORDS: Final[dict[Status, Words]] = {
    Status.ACHIEVED_EARLY: Words("提前实现", "Achieved early", "flag", "good"),
    Status.AHEAD: Words("快于预期", "Ahead of schedule", "up", "good"),
    Status.ON_SCHEDULE: Words("基本符合预期", "Broadly on schedule", "level", "fair"),
    Status.BEHIND: Words("滞后于预期", "Behind schedule", "down", "warn"),
    Status.FAR_BEHIND: Words("差距较大", "Far behind", "down-twice", "bad"),
    Status.BELOW_BASE: Words("低于基期", "Below the baseline", "back", "bad"),
    Status.ABOVE_BASE: Words("高于基期", "Above the baseline", "back", "bad"),
    Status.EXCEEDED: Words("超额完成", "Exceeded", "star", "good"),
    Status.MET: Words("完成", "Met", "tick", "good"),
    Status.NEARLY: Words("基本完成", "Nearly met", "nearly", "fair"),
    Status.SHORT: Words("与预期目标存在差距", "Short of the target", "gap", "warn"),
    Status.UNMET: Words("未完成", "Not met", "cross", "bad"),
    Status.QUOTA_MET: Words("达到年度任务", "Yearly quota met", "tick", "good"),
    Status.QUOTA_MISSED: Words("未达年度任务", "Yearly quota not met", "gap", "warn"),
    Status.HOLDING: Words("符合目标要求", "Within the target", "tick", "good"),
    Status.NOT_HOLDING: Words("未达目标要求", "Outside the target", "gap", "warn"),
    Status.IN_PROGRESS: Words("推进中", "In progress", "dots", "none"),
    Status.MISSING: Words("数据暂缺", "Data missing", "empty", "none"),
    Status.NOT_ASSIGNED: Words("不适用(未分解下达目标)", "Not applicable (no own target)", "dash", "none"),
    Status.BASELINE_DOUBT: Words(
        "暂不评价(基期存疑)", "Not judged (baseline in doubt)", "question", "none"
    ),
    Status.SCOPE_BREAK: Words("暂不评价(口径调整)", "Not judged (scope changed)", "break", "none"),
    Status.NOT_STARTED: Words("不适用", "Not applicable", "clock", "none"),
    Status.STATED: Words("仅列示,不作评价", "Shown, not judged", "note", "none"),
}

RANK: Final[dict[Status, int]] = {status: rank for rank, status in enumerate(Status)}

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
    }
)
FINAL: Final = frozenset(
    {Status.EXCEEDED, Status.MET, Status.NEARLY, Status.SHORT, Status.UNMET}
)
YEARLY: Final = frozenset({Status.QUOTA_MET, Status.QUOTA_MISSED})
NOT_JUDGED: Final = frozenset(
    {
        Status.IN_PROGRESS,
        Status.MISSING,
        Status.NOT_ASSIGNED,
        Status.BASELINE_DOUBT,
        Status.SCOPE_BREAK,
        Status.NOT_STARTED,
        Status.STATED,
    }
)
ADVERSE: Final = frozenset(
    {
        Status.BEHIND,
        Status.FAR_BEHIND,
        Status.BELOW_BASE,
        Status.ABOVE_BASE,
        Status.SHORT,
        Status.UNMET,
        Status.QUOTA_MISSED,
        Status.NOT_HOLDING,
    }
)
