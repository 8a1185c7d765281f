"""The words of the outlook and of the second opinions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.charts.theme import Tone
from indicators.charts.wording import Text
from indicators.progress.outlook import Refusal
from indicators.progress.second_opinions import Inapplicable, Method, Verdict

REFUSALS: Mapping[StrEnum, Text] = {
    Refusal.NO_TARGET: Text(
        "没有下达目标，不作推算。", "No target is set, so nothing is computed."
    ),
    Refusal.NOT_A_LEVEL: Text("不是水平类目标，不作推算。", "The target is not a level to reach."),
    Refusal.NO_BASELINE: Text("没有基期值，不作推算。", "There is no baseline to start from."),
    Refusal.KEPT: Text(
        "目标为区间，或基期已达到目标，只看是否保持，不作推算。",
        "A range, or a level the baseline already meets: only whether it holds is judged.",
    ),
    Refusal.SCOPE_BREAK: Text(
        "统计口径有调整且没有可比基期值，不跨口径推算。",
        "The scope changed and there is no comparable baseline: nothing is computed across it.",
    ),
    Refusal.NO_FIGURE: Text(
        "全省没有基期以后的全年实际数，不作推算。",
        "The province has no real full-year figure after the base year.",
    ),
    Refusal.LOWER_BOUND: Text(
        "基期以后只有下限值（“>”），不知超出多少，不作推算。",
        "Only a lower bound (>) is known after the base year, so nothing is computed from it.",
    ),
    Refusal.TARGET_MET: Text("已达到目标。", "The target is met already."),
    Refusal.PERIOD_OVER: Text("目标年已到，没有剩余年份。", "The target year has come."),
    Refusal.TOO_FEW_POINTS: Text(
        "全年数不足3个（含基期），不作外推。",
        "Fewer than three full years are known, the base year among them.",
    ),
    Inapplicable.NOT_POSITIVE: Text(
        "基期值、目标值或实际值不是正数，无法计算增长率。",
        "Baseline, target or figure is not positive: there is no growth rate.",
    ),
    Inapplicable.TOO_FEW_YEARS: Text(
        "连续的全年数不足4个（含基期）。",
        "Fewer than four full years in a row are known, the base year among them.",
    ),
    Inapplicable.NO_DISTANCE: Text(
        "实际值恰为目标界限，没有差距可供比较。",
        "The figure is exactly the bound of the target, so there is no gap to compare with.",
    ),
}


@dataclass(frozen=True, slots=True)
class MethodWords:
    """`measure` takes a percentage."""

    name: Text
    measure: Text


METHODS: Mapping[Method, MethodWords] = {
    Method.GROWTH_RATIO: MethodWords(
        Text("增长率之比", "Ratio of growth rates"),
        Text("基期以来年均增速÷所需年均增速={}", "Growth rate so far ÷ rate required = {}"),
    ),
    Method.PROJECTED_SHARE: MethodWords(
        Text("增速外推法", "Growth projected"),
        Text(
            "按年均增速推算到目标年的变化÷目标要求的变化={}",
            "Change projected for the target year ÷ change required = {}",
        ),
    ),
    Method.CONTINUED_TREND: MethodWords(
        Text("延续趋势法", "Trend continued"),
        Text("照此推算到目标年的缺口÷现有差距={}", "Gap in the target year ÷ gap now = {}"),
    ),
}

SOURCES: Mapping[Method, Text] = {
    Method.GROWTH_RATIO: Text(
        "加拿大统计局、Open SDG（参照欧盟统计局）", "Statistics Canada, Open SDG (after Eurostat)"
    ),
    Method.PROJECTED_SHARE: Text(
        "巴斯克统计局（依据联合国可持续发展目标进展图技术说明）",
        "Eustat, Basque Country (after the UN SDG Progress Chart)",
    ),
    Method.CONTINUED_TREND: Text("德国联邦统计局", "Federal Statistical Office of Germany"),
}

OWN_WORDS: Mapping[tuple[Method, Verdict], Text] = {
    (Method.GROWTH_RATIO, Verdict.ON_COURSE): Text("进展正常", "On track"),
    (Method.GROWTH_RATIO, Verdict.MODERATE): Text("有进展，需加快", "Acceleration needed"),
    (Method.GROWTH_RATIO, Verdict.OFF_COURSE): Text("进展有限", "Limited progress"),
    (Method.GROWTH_RATIO, Verdict.MOVING_AWAY): Text("恶化", "Deterioration"),
    (Method.PROJECTED_SHARE, Verdict.ON_COURSE): Text("已达到或有望达到", "Met or on track"),
    (Method.PROJECTED_SHARE, Verdict.MODERATE): Text(
        "有进展，需加快", "Fair progress, acceleration needed"
    ),
    (Method.PROJECTED_SHARE, Verdict.OFF_COURSE): Text("停滞或倒退", "Stagnation or regression"),
    (Method.PROJECTED_SHARE, Verdict.MOVING_AWAY): Text("停滞或倒退", "Stagnation or regression"),
    (Method.CONTINUED_TREND, Verdict.ON_COURSE): Text("晴", "Sun"),
    (Method.CONTINUED_TREND, Verdict.MODERATE): Text("晴间多云", "Sun and cloud"),
    (Method.CONTINUED_TREND, Verdict.OFF_COURSE): Text("阴", "Cloud"),
    (Method.CONTINUED_TREND, Verdict.MOVING_AWAY): Text("雷雨", "Thunderstorm"),
}

ALREADY_MET = Text("已达到目标", "Target achieved")
"""The own word of the methods of growth rates for a target that is met."""

BEYOND_BY_BOUND = Text(
    "下限值（“>”）已不低于目标，增速无从计算",
    "The lower bound (>) reaches the target; no rate is known",
)

MET_AND_TREND: Mapping[Verdict, Text] = {
    Verdict.ON_COURSE: Text("目标已达到，近年平均变化未背离目标", "Met, and not drifting away"),
    Verdict.MODERATE: Text(
        "目标已达到，但近年平均变化背离目标", "Met, but drifting away on average"
    ),
}

VERDICTS: Mapping[Verdict, tuple[str, str, str, Tone]] = {
    Verdict.ON_COURSE: ("正常推进", "On course", "tick", "good"),
    Verdict.MODERATE: ("进展偏慢", "Moderate", "down", "warn"),
    Verdict.OFF_COURSE: ("进展不足", "Off course", "down-twice", "bad"),
    Verdict.MOVING_AWAY: ("偏离目标", "Moving away", "back", "bad"),
}
