"""Why an indicator has its status: formula, inputs and thresholds in plain words."""

from __future__ import annotations

from indicators.charts.wording import Number, Text, printed, printed_computed
from indicators.models import Plan
from indicators.queries.standing import Standing

NOT_JUDGED = {
    "missing": Text(
        "该年没有可用于评价的全年实际值,或市(州)数据未到齐,因此不作评价。",
        "There is no full-year figure fit for judging, or places are missing: not judged.",
    ),
    "baseline_doubt": Text(
        "规划基期值与核实基期值得出不同结论,因此暂不评价;两个基期值均列于下方。",
        "The printed and the verified baseline lead to different conclusions: not judged.",
    ),
    "scope_break": Text(
        "基期之后统计口径有调整,尚无可比基期值,因此暂不评价。",
        "The scope changed after the base year and no comparable baseline exists: not judged.",
    ),
    "not_started": Text(
        "基期年份及以前不作评价。", "Nothing is judged in the base year or before."
    ),
    "not_assigned": Text(
        "本规划未向该地区分解下达目标,因此不作评价。", "The plan sets no target for this area."
    ),
    "stated": Text(
        "该目标为定性或相对目标,仅列示,不作评价。",
        "The target is qualitative or relative: shown, not judged.",
    ),
}
RULES = {
    "maintain": Text(
        "保持类目标:数值在要求范围内即为符合目标要求。",
        "A level to be held: inside the required range it is within the target.",
    ),
    "yearly": Text(
        "年度任务逐年评价:当年实际值达到任务数即为达到年度任务;完成进度为达标年数 ÷ 已到期年数。",
        "A yearly quota is judged year by year; its progress is years met ÷ years due.",
    ),
    "cumulative": Text(
        "规划期累计任务:逐年数相加后与总任务数相比;最后一年之前不评价进度快慢。",
        "A cumulative quota compares the running sum with the total; no pace before the last year.",
    ),
    "coverage": Text(
        "覆盖类目标:完成事项占所列事项的比重;目标年之前不评价进度快慢。",
        "Coverage: the share of listed items done; no pace before the target year.",
    ),
    "average_growth": Text(
        "年均增速目标:以定基链式指数计算的年均增速与目标增速相比。",
        "Average growth: the chain index since the baseline against the target's yearly growth.",
    ),
}
BORDERLINE = Text(
    "数值的印刷精度或约数范围跨越两个等次,因此注明“临界,待核实”。",
    "Within its printed precision the figure spans two bands: borderline, to be verified.",
)
NO_DEMO = Text(
    "数值为演示数据:状态仅供演示,不计入任何评价。",
    "The figure is demo data: its status is a demonstration and counts nowhere.",
)


def reasons(row: Standing, plan: Plan) -> list[Text]:
    """One line a step: the inputs, the three ratios, the thresholds, what stands out."""
    found = [_inputs(row), *_ratios(row)]
    if row.status.slug in NOT_JUDGED:
        found.append(NOT_JUDGED[row.status.slug])
    elif row.rule in RULES:
        found.append(RULES[row.rule])
    elif row.schedule is not None or row.status.final:
        found += thresholds(plan)
    found.append(_outcome(row))
    found += [said for said, holds in ((BORDERLINE, row.borderline), (NO_DEMO, row.demo)) if holds]
    return found


def _inputs(row: Standing) -> Text:
    def at(number: Number | None) -> str:
        return printed(number, row.decimals)

    base_zh = base_en = ""
    if row.baseline is not None:
        base_zh = f"{row.base_year}年基期值 {at(row.baseline)}{row.unit.zh},"
        base_en = f"baseline {row.base_year} {at(row.baseline)}, "
    return Text(
        f"输入:{base_zh}{row.year or '—'}年实际值 {row.about}{at(row.value)}{row.unit.zh},"
        f"{row.target_year}年目标值 {row.operator}{at(row.target)}{row.unit.zh}。",
        f"Inputs: {base_en}actual {row.year or '—'} "
        f"{row.about}{at(row.value)}, target {row.target_year} {row.operator} {at(row.target)} "
        f"({row.unit.en}).",
    )


def _ratios(row: Standing) -> list[Text]:
    a, b, t = (printed(n, row.decimals) for n in (row.value, row.baseline, row.target))
    e = printed_computed(row.expected, row.decimals)
    journey = f" = ({a} − {b}) ÷ ({t} − {b})" if row.rule == "level" else ""
    steps = (
        (
            row.expected,
            f"时序参考值(推算,非文件下达)= {e}{row.unit.zh}。",
            f"On-schedule reference (computed, not a set target) = {e} {row.unit.en}.",
        ),
        (
            row.done,
            f"增量完成进度{journey} = {_percent(row.done)}。",
            f"Progress from baseline to target{journey} = {_percent(row.done)}.",
        ),
        (
            row.schedule,
            f"与时序进度之比 = ({a} − {b}) ÷ ({e} − {b}) = {_two(row.schedule)}。",
            f"Progress against schedule = ({a} − {b}) ÷ ({e} − {b}) = {_two(row.schedule)}.",
        ),
        (
            row.achieved,
            f"目标完成率 = {a} ÷ {t} = {_percent(row.achieved)}(仅列示,不决定状态)。",
            f"Share of target = {a} ÷ {t} = {_percent(row.achieved)} (shown, decides nothing).",
        ),
    )
    return [Text(zh, en) for number, zh, en in steps if number is not None]


def thresholds(plan: Plan) -> list[Text]:
    ahead, on, behind = (_two(n) for n in (plan.ahead, plan.on_schedule, plan.behind))
    exceeded, nearly = _percent(plan.exceeded), _percent(plan.nearly)
    return [
        Text(
            f"期中等次(与时序进度之比):已达目标为提前实现;≥{ahead} 快于预期;≥{on} 基本符合预期;"
            f"≥{behind} 滞后于预期;≥0 差距较大;<0 低于(高于)基期。",
            f"Bands while running: target reached – achieved early; ≥ {ahead} ahead; ≥ {on} on "
            f"schedule; ≥ {behind} behind; ≥ 0 far behind; < 0 worse than the baseline.",
        ),
        Text(
            f"目标年等次(增量完成进度):≥{exceeded} 超额完成;达到目标为完成;≥{nearly} 基本完成;"
            "其余为与预期目标存在差距。",
            f"Bands in the target year: ≥ {exceeded} exceeded; target reached – met; ≥ {nearly} "
            "nearly met; otherwise short of the target.",
        ),
    ]


def _outcome(row: Standing) -> Text:
    aside = f"({row.aside})" if row.aside else ""
    return Text(f"结论:{row.status.zh}{aside}。", f"Outcome: {row.status.en}{aside}.")


def _percent(ratio: Number | None) -> str:
    return "—" if ratio is None else f"{printed(ratio * 100, 1)}%"


def _two(ratio: Number | None) -> str:
    return printed(ratio, 2)
