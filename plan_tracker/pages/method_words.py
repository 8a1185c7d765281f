"""How progress is judged, in the words of the page about it; docs/method.md has the sources."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.charts.wording import Text
from plan_tracker.pages.opinion_words import SECOND_OPINIONS
from plan_tracker.pages.terms import Chapter, Term

QUANTITIES = Chapter(
    code="quantities",
    heading=Text("计算公式", "Formulas"),
    terms=(
        Term(
            code="done",
            name=Text("增量完成进度", "Share of the way"),
            formula=Text(
                "（实际值 − 基期值）÷（目标值 − 基期值）",
                "(actual − baseline) ÷ (target − baseline)",
            ),
            meaning=Text(
                "从规划基期走向目标，已走了多少。0表示仍在基期水平，100%表示到达目标；低于0为后退，"
                "高于100%为超过。上升类、下降类指标用同一公式，数值不截断。",
                "How far an indicator has come from its baseline. 0 is the start, 100% the target; "
                "below 0 it moved away, above 100% it went past. The same for falling targets; "
                "never clipped.",
            ),
        ),
        Term(
            code="achieved",
            name=Text("目标完成率", "Ratio to the target"),
            formula=Text("实际值 ÷ 目标值", "actual ÷ target"),
            meaning=Text(
                "只说明现有水平与目标之比，不扣除基期。与增量完成进度是两个数，不得混用；"
                "评价等次不以它为依据。",
                "The present level over the target, without regard to the baseline. It is another "
                "number than the share of the way and decides no status.",
            ),
        ),
        Term(
            code="expected",
            name=Text("时序参考值", "Expected value"),
            formula=Text(
                "基期值 +（目标值 − 基期值）×（年份 − 基期年）÷（目标年 − 基期年）",
                "baseline + (target − baseline) × (year − base year) ÷ (target year − base year)",
            ),
            meaning=Text(
                "假定各年均匀推进，当年应达到的水平。由本系统推算，并非文件下达的年度目标。"
                "指标注明按年均增速推进的，改按复合增长推算（基期值、目标值须为正数，百分比指标不适用）；"
                "规划自身定有年度数的，逐段推算。目标年以后取目标值。",
                "Where the indicator should be in a year if it moved evenly. Inferred by this "
                "system, never an issued target. Compound growth where the indicator says so (not "
                "for percentages or figures that are not positive); piecewise where the plan sets "
                "years itself. After the target year it is the target.",
            ),
        ),
        Term(
            code="schedule",
            name=Text("与时序进度之比", "Ratio to schedule"),
            formula=Text(
                "（实际值 − 基期值）÷（时序参考值 − 基期值）",
                "(actual − baseline) ÷ (expected − baseline)",
            ),
            meaning=Text(
                "规划期内判断快慢的依据，按下文界限划分等次。时序参考值等于基期值或不在基期与目标之间的，"
                "不作除法，只看实际值是否达到时序参考值。",
                "What decides the status while the plan runs, by the limits below. Where the "
                "expected value equals the baseline or does not lie on the way, nothing is "
                "divided: only whether it has been reached counts.",
            ),
        ),
        Term(
            code="ratio",
            name=Text("比值类指标", "Ratios"),
            formula=Text("分子 ÷ 分母 × 换算系数", "numerator ÷ denominator × factor"),
            meaning=Text(
                "全省及经济区的比值，由各地区分子、分母分别相加后重算，不得将各地比值平均。"
                "只有分子、分母齐全的地区参加相加；官方数与市（州）合计不混用。",
                "The ratio of a larger area is worked out from the sums of numerators and "
                "denominators, never as an average of ratios. Only places with both parts join; "
                "official parts and sums are never mixed.",
            ),
        ),
        Term(
            code="yearly",
            name=Text("年度任务", "Yearly quota"),
            formula=Text("达标年数 ÷ 已到期年数", "years met ÷ years due"),
            meaning=Text(
                "逐年评价：当年实际值达到任务数即为达到年度任务，多做的不抵以后年度。"
                "缺数的年份计为已到期，结果注明“至少”。",
                "Judged year by year; a surplus does not count for later years. A year without a "
                "figure is due, and the result is a lower bound.",
            ),
        ),
        Term(
            code="cumulative",
            name=Text("规划期累计任务", "Cumulative quota"),
            formula=Text("各年数之和 ÷ 任务总数", "sum of the years ÷ total"),
            meaning=Text(
                "最后一年之前只列累计数，不评价快慢；有缺数年份的，累计数注明“至少”。",
                "Before the last year only the running sum is shown and no pace is told; with a "
                "year missing it is a lower bound.",
            ),
        ),
        Term(
            code="maintain",
            name=Text("保持类和区间类目标", "Levels to be held, and ranges"),
            meaning=Text(
                "基期已经达到目标的，或目标为区间的，只评价当年是否符合要求，不计算完成进度。",
                "Where the baseline meets the target already, or the target is a range, only "
                "whether it holds is judged; there is no share of the way.",
            ),
        ),
        Term(
            code="average-growth",
            name=Text("年均增速目标", "Average growth"),
            formula=Text(
                "（报告期值 ÷ 基期值）开年数次方 − 1",
                "(value ÷ baseline) to the power of 1 ÷ years, − 1",
            ),
            meaning=Text(
                "以定基链式指数与目标增速相比，中间缺一年即为数据暂缺。",
                "A chain index against the target rate; one missing year breaks the chain.",
            ),
        ),
        Term(
            code="printed-as-change",
            name=Text("以变化量下达的目标", "Targets printed as a change"),
            formula=Text(
                "基期值 ± 变化量，或基期值 ×（1 ± 变化率）",
                "baseline ± change, or baseline × (1 ± rate)",
            ),
            meaning=Text(
                "规划写“增加”“减少”“累计增长”“累计下降”的，先由基期值换算为水平，再按上述公式评价；"
                "规划基期值与核实基期值各自换算。没有基期值的不作评价。",
                "Where the plan prints an increase, a decrease, or growth or reduction over the "
                "period, the level follows from the baseline and is judged as above, on each "
                "baseline by itself. Without a baseline nothing is judged.",
            ),
        ),
        Term(
            code="relative",
            name=Text("相对目标", "Relative targets"),
            meaning=Text(
                "以另一数量为参照的目标（如高于地区生产总值增速）仅列示，不作评价。",
                "A target that refers to another quantity, such as growth above that of GDP, is "
                "shown and not judged.",
            ),
        ),
        Term(
            code="coverage",
            name=Text("覆盖类目标", "Coverage"),
            formula=Text("已完成事项 ÷ 所列事项", "items done ÷ items listed"),
            meaning=Text(
                "目标年之前不评价快慢。",
                "No pace before the target year.",
            ),
        ),
    ),
)

CAUTIONS = Chapter(
    code="cautions",
    heading=Text("何时存疑、何时不评", "When in doubt, and when nothing is said"),
    terms=(
        Term(
            code="borderline",
            name=Text("临界，待核实", "Borderline, to be verified"),
            meaning=Text(
                "公布的数值代表一个修约区间。区间两端落在不同等次的，或约数（≈、>）可能改变等次的，"
                "保留按公布数得出的等次，同时注明“临界，待核实”。",
                "A printed figure stands for its rounding interval. If its ends fall into "
                "different bands, or an approximate figure (≈, >) might change the status, the "
                "status is kept and marked borderline.",
            ),
        ),
        Term(
            code="two-baselines",
            name=Text("规划基期值与核实基期值", "Printed and verified baseline"),
            meaning=Text(
                "规划所印基期值与核实数不一致的，两者并列，分别评价；结论不同的，暂不评价（基期存疑）。",
                "Where the baseline in the plan and the verified one differ, both are judged; if "
                "they lead to different statuses, neither is said.",
            ),
        ),
        Term(
            code="scope-break",
            name=Text("统计口径调整", "Change of scope"),
            meaning=Text(
                "口径调整前后的数值不相比较：不计算增速和完成进度，录入可比基期值后恢复评价。图表中标出调整年份。",
                "Nothing is compared across a change of scope until a comparable baseline is "
                "entered. Charts mark the year.",
            ),
        ),
        Term(
            code="revision",
            name=Text("目标调整", "Revised targets"),
            meaning=Text(
                "目标值经批准调整的，某一年度以当年12月31日有效的目标为准，原目标保留备查。"
                "部门印发的年度工作目标只作参照，不改变时序参考值。",
                "A year is judged by the target in force on 31 December of that year; the old one "
                "is kept. A department's goal for one year is a mark beside it, never the path.",
            ),
        ),
        Term(
            code="coverage-of-places",
            name=Text("数据到位情况", "How many places have reported"),
            meaning=Text(
                "全省合计须市（州）全部到齐才作评价；未到齐的显示为数据暂缺并注明到位数，如（18/21）。"
                "下限值（“>”）可以说明已经达到，不能据以作出不利评价。",
                "A sum earns a status only when every place has reported; until then it is missing "
                "and says how many have, such as (18/21). A lower bound may show that a target is "
                "reached but never earns an adverse status.",
            ),
        ),
        Term(
            code="areas",
            name=Text("地区之间的比较", "Comparing places"),
            meaning=Text(
                "本规划未向市（州）分解目标的，只比较水平、较基期变化、同比、占全省比重和对全省增量的贡献，"
                "不按进度排名，不作完成情况评价。高新区、县（市、区）和重点区域已包含在所在市（州）之内，不重复加总。",
                "Where the plan sets no targets for places, they are compared by level, change, "
                "share and contribution: never ranked by a schedule nobody set. Zones, counties "
                "and key regions are part of their city and added to no total.",
            ),
        ),
        Term(
            code="demo",
            name=Text("演示数据", "Demo data"),
            meaning=Text(
                "用于展示页面的虚拟数值，凡出现处均注明“演示数据”，不进入状态计数、评价文字和全省进度，不得引用；"
                "正式环境不予载入。",
                "Invented figures that show what pages look like. Labelled wherever they stand, "
                "left out of counts, judgements and the province's gauges, refused in production.",
            ),
        ),
    ),
)

FIGURES = Chapter(
    code="figures",
    heading=Text("数值、标记与修约", "Figures, marks and rounding"),
    terms=(
        Term(
            code="order-of-sources",
            name=Text("数值的取用次序", "Which figure counts"),
            meaning=Text(
                "同一地区、同一年份有几个数的：先看有无经记录并说明理由的选定；再按实际数、推算数、演示数据；"
                "再按最终核实数、年报数、快报数、预计数；再按来源日期；最后按录入先后，取较新者。"
                "只采用全年数，年内数据仅列于旁。历次数值全部保留。",
                "Of several figures for a place and year: a recorded choice with its reason comes "
                "first; then real before derived before demo; then final, annual, flash, forecast; "
                "then the later source; then the later entry. Only full-year figures count; those "
                "within a year stand beside. Every earlier figure is kept.",
            ),
        ),
        Term(
            code="official-first",
            name=Text("全省数与市（州）合计", "Official figure and sum"),
            meaning=Text(
                "有官方全省数的以官方数为准，市（州）合计列于旁并注明差额，不以合计覆盖官方数。"
                "省级评估数另行署名保存，经记录选定后才采用。",
                "An official figure outranks the sum of the places; both are shown with their "
                "difference. The province's own assessment is kept apart and counts only by a "
                "recorded choice.",
            ),
        ),
        Term(
            code="signs",
            name=Text("数值前的符号", "Signs before a figure"),
            meaning=Text(
                "≈ 约数；> 突破、超过（下限值）；≥、≤ 目标的方向；“—”无数值，不等于0。",
                "≈ approximately; > more than (a lower bound); ≥ and ≤ the direction of a target; "
                "— no figure, which is not 0.",
            ),
        ),
        Term(
            code="rounding",
            name=Text("精度与修约", "Precision and rounding"),
            meaning=Text(
                "数值按原样保存，以精确分数计算和评价；只在显示时按四舍五入修约一次，不逐步修约。"
                "因此部分合计数或相对数可能因修约产生误差，未作机械调整。百分比的变化以百分点表示。",
                "Figures are kept as given; computing and judging is exact. Rounding happens once, "
                "half up, when a figure is shown, so totals may differ by rounding and are not "
                "adjusted. Percentages change by percentage points.",
            ),
        ),
    ),
)

MARKS = Chapter(
    code="marks",
    heading=Text("无数值时的标记", "Marks in place of a figure"),
    terms=(
        Term(
            code="mark-na",
            name=Text("不适用", "Not applicable"),
            meaning=Text(
                "该地区没有这一事项；合计时不列为应报。", "The place has no such thing; not due."
            ),
        ),
        Term(
            code="mark-none",
            name=Text("无此数据", "No such data"),
            meaning=Text("有此事项但从未统计；合计时不列为应报。", "Never counted there; not due."),
        ),
        Term(
            code="mark-tiny",
            name=Text("不足最小单位", "Below the smallest unit"),
            meaning=Text(
                "数值小于计量单位的最小一位；合计时按0计入，视为已报。",
                "Smaller than the last digit shown; counts as 0 and as reported.",
            ),
        ),
        Term(
            code="mark-pending",
            name=Text("尚不掌握（待公布）", "Not yet published"),
            meaning=Text(
                "数值将会公布；合计时列为缺报。", "It will be published; missing till then."
            ),
        ),
        Term(
            code="mark-unreported",
            name=Text("未填报", "Not reported"),
            meaning=Text("应报而没有任何记录；合计时列为缺报。", "Due, with no record; missing."),
        ),
    ),
)


def chapters() -> tuple[Chapter, ...]:
    return (QUANTITIES, CAUTIONS, SECOND_OPINIONS, FIGURES, MARKS)


def terms() -> Iterator[Term]:
    for chapter in chapters():
        yield from chapter.terms
