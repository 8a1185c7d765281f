"""The standing sentences of an explanation."""

from __future__ import annotations

from indicators.charts.wording import Text

NOT_JUDGED = {
    "missing": Text(
        "没有可用于评价的全年实际值，或市（州）数据未到齐，因此不作评价。",
        "There is no full-year figure fit for judging, or places are missing: not judged.",
    ),
    "baseline_doubt": Text(
        "规划基期值与核实基期值得出不同结论，因此暂不评价；两种结论列于下表。",
        "The printed and the verified baseline lead to different conclusions: not judged; both are "
        "in the table below.",
    ),
    "scope_break": Text(
        "基期之后统计口径有调整，尚无可比基期值，因此暂不评价。",
        "The scope changed after the base year and no comparable baseline exists: not judged.",
    ),
    "not_started": Text(
        "基期年份及以前不作评价。", "Nothing is judged in the base year or before."
    ),
    "not_assigned": Text(
        "本规划未向该地区分解下达目标，因此不作评价。", "The plan sets no target for this area."
    ),
    "stated": Text(
        "该目标为定性或相对目标，仅列示，不作评价。",
        "The target is qualitative or relative: shown, not judged.",
    ),
}
RULES = {
    "maintain": Text(
        "保持类目标：数值在要求范围内即为符合目标要求。",
        "A level to be held: inside the required range it is within the target.",
    ),
    "yearly": Text(
        "年度任务逐年评价：当年实际值达到任务数即为达到年度任务。",
        "A yearly quota is judged year by year: met where the year's figure reaches the quota.",
    ),
    "cumulative": Text(
        "规划期累计任务：逐年数相加后与总任务数相比；最后一年之前不评价进度快慢。",
        "A cumulative quota compares the running sum with the total; no pace before the last year.",
    ),
    "coverage": Text(
        "覆盖类目标：完成事项占所列事项的比重；目标年之前不评价进度快慢。",
        "Coverage: the share of listed items done; no pace before the target year.",
    ),
    "average_growth": Text(
        "年均增速目标：以定基链式指数计算的年均增速与目标增速相比。",
        "Average growth: the chain index since the baseline against the target's yearly growth.",
    ),
}
BORDERLINE = Text(
    "数值的印刷精度或约数范围跨越两个等次，因此注明“临界，待核实”。",
    "Within its printed precision the figure spans two bands: borderline, to be verified.",
)
NO_DEMO = Text(
    "数值为演示数据：状态仅供演示，不计入任何评价。",
    "The figure is demo data: its status is a demonstration and counts nowhere.",
)
