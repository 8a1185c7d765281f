"""What each status means, with the limits in force for a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.charts.wording import Text, printed
from indicators.models import Plan
from indicators.progress import FINAL, NOT_JUDGED, RUNNING, STATUS_WORDS, YEARLY, Status
from indicators.queries.words import StatusWords, words_of

SHORT_OF = Text(
    "目标年未达到目标，且低于“基本完成”的界限。",
    "In the target year the target is missed by more than “nearly met” allows.",
)
MEANINGS: Mapping[Status, Text] = {
    Status.ACHIEVED_EARLY: Text(
        "目标年之前已达到目标值；逐年重新判断。",
        "The target is reached before its year; judged anew each year.",
    ),
    Status.AHEAD: Text("与时序进度之比 ≥ {ahead}。", "Ratio to schedule ≥ {ahead}."),
    Status.ON_SCHEDULE: Text(
        "与时序进度之比 ≥ {on_schedule} 且 < {ahead}。",
        "Ratio to schedule ≥ {on_schedule} and < {ahead}.",
    ),
    Status.BEHIND: Text(
        "与时序进度之比 ≥ {behind} 且 < {on_schedule}。",
        "Ratio to schedule ≥ {behind} and < {on_schedule}.",
    ),
    Status.FAR_BEHIND: Text(
        "与时序进度之比 ≥ 0 且 < {behind}。", "Ratio to schedule ≥ 0 and < {behind}."
    ),
    Status.BELOW_BASE: Text(
        "上升类指标低于基期值。", "An indicator that should rise is below its baseline."
    ),
    Status.ABOVE_BASE: Text(
        "下降类指标高于基期值。", "An indicator that should fall is above its baseline."
    ),
    Status.HOLDING: Text(
        "保持类、区间类或年均增速目标：当年符合要求。",
        "A level, range or average growth that is as required in the year.",
    ),
    Status.NOT_HOLDING: Text(
        "保持类、区间类或年均增速目标：当年不符合要求。",
        "A level, range or average growth that is not as required in the year.",
    ),
    Status.IN_PROGRESS: Text(
        "累计类、覆盖类或没有基期值的目标：尚未到评价快慢的时候。",
        "Cumulative quotas, coverage, or no baseline: too early to speak of pace.",
    ),
    Status.EXCEEDED: Text(
        "目标年达到目标，且增量完成进度 ≥ {exceeded}。",
        "The target is reached and the share of the way ≥ {exceeded}.",
    ),
    Status.MET: Text("目标年达到目标。", "The target is reached in the target year."),
    Status.NEARLY: Text(
        "目标年未达到目标，但增量完成进度 ≥ {nearly}，或差距不超过目标所印末位数的1个单位。",
        "The target is missed, but the share of the way ≥ {nearly}, or by no more than one unit "
        "of the target's last printed digit.",
    ),
    Status.SHORT: Text(f"预期性指标：{SHORT_OF.zh}", f"Expectational targets: {SHORT_OF.en}"),
    Status.UNMET: Text(f"约束性指标：{SHORT_OF.zh}", f"Binding targets: {SHORT_OF.en}"),
    Status.QUOTA_MET: Text("当年实际值达到年度任务数。", "The year's figure reaches the quota."),
    Status.QUOTA_MISSED: Text(
        "当年实际值未达到年度任务数。", "The year's figure does not reach the quota."
    ),
    Status.MISSING: Text(
        "没有可用于评价的全年数，或市（州）数据未到齐。",
        "No full-year figure fit for judging, or places are missing.",
    ),
    Status.NOT_ASSIGNED: Text(
        "本规划未向该地区分解下达目标。", "The plan sets no target for this place."
    ),
    Status.BASELINE_DOUBT: Text(
        "规划基期值与核实基期值得出不同结论。",
        "The printed and the verified baseline lead to different statuses.",
    ),
    Status.SCOPE_BREAK: Text(
        "基期之后统计口径有调整，尚无可比基期值。",
        "The scope changed after the base year and there is no comparable baseline.",
    ),
    Status.NOT_STARTED: Text("基期年份及以前。", "The base year and before."),
    Status.STATED: Text("定性目标或相对目标。", "A qualitative or relative target."),
}
GROUPS: tuple[tuple[Text, frozenset[Status]], ...] = (
    (Text("规划期内", "While the plan runs"), RUNNING),
    (Text("目标年及以后", "In the target year and after"), FINAL),
    (Text("年度任务", "Yearly quotas"), YEARLY),
    (Text("不作评价", "Not judged"), NOT_JUDGED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    status: StatusWords
    meaning: Text


def status_groups(plan: Plan) -> list[tuple[Text, list[StatusRow]]]:
    """Every status, the best first within its group, with the plan's own limits."""
    names = ("ahead", "on_schedule", "behind", "exceeded", "nearly")
    limits = {name: printed(getattr(plan, name), 2) for name in names}
    return [(words, [_row(status, limits) for status in _best_first(of)]) for words, of in GROUPS]


def _best_first(of: frozenset[Status]) -> list[Status]:
    """What says nothing of pace stands last."""
    words = STATUS_WORDS
    return sorted(of, key=lambda status: (words[status].tone == "none", -words[status].rank))


def _row(status: Status, limits: Mapping[str, str]) -> StatusRow:
    meaning = MEANINGS[status]
    return StatusRow(
        status=words_of(status.value),
        meaning=Text(meaning.zh.format(**limits), meaning.en.format(**limits)),
    )
