"""评估依据与方法, 总体判断, 问题与原因, 经验 and 建议: said of what the figures show, and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from indicators.charts.wording import percent, printed, stated
from indicators.models import Note, Succession
from indicators.queries.ratio_parts import ratio_parts
from reports.content.facts import Entry, Facts, Kind
from reports.content.indicators import (
    forward_words,
    gap_words,
    laggards,
    main_table,
    overall_words,
)
from reports.content.numbering import day_of, numbered
from reports.document import Heading, Paragraph, Part, joined, listed


def basis(facts: Facts) -> Iterator[Part]:
    plan = facts.plan
    titles = numbered(2)
    yield Heading(titles("评估依据"), 2)
    issued = f"{plan.issued_on.year}年{plan.issued_on.month}月"
    yield Paragraph(
        f"本报告以{plan.issuer}{issued}印发的《{plan.title}》为依据，"
        f"以{plan.base_year}年为基期、{plan.target_year}年为目标年，"
        f"评估期为{plan.base_year}年至{facts.year}年。"
        f"从{plan.base_year}年末到{plan.target_year}年末共{plan.target_year - plan.base_year}个年度，"
        f"至{facts.year}年末时间进度为"
        f"{percent_of(facts.year - plan.base_year, plan.target_year - plan.base_year)}。"
    )
    yield Paragraph(_edition_words(facts))
    yield Heading(titles("评估方法"), 2)
    yield Paragraph(METHOD if facts.split else METHOD + NOT_SPLIT)
    yield Paragraph(_limits_words(facts))


def percent_of(part: int, whole: int) -> str:
    return f"{stated(Fraction(100 * part, whole), 1)}%"


def _edition_words(facts: Facts) -> str:
    release = facts.plan.release
    if release is None:
        return "本报告依据系统现有数据生成，数据尚未发布，仅供内部研究，正式引用以发布数据为准。"
    return (
        f"本报告全部数据取自数据发布第{release.number}号"
        f"（{day_of(release)}发布），同一发布号下数据不再变动。"
    )


METHOD = (
    "增量完成进度=（实际值−基期值）÷（目标值−基期值），目标完成率=实际值÷目标值，二者含义不同，分别列示。"
    "时序参考值按线性推算（规划另有规定的从其规定），仅供参考，非文件下达的年度目标。"
    "数据缺失按“数据暂缺”列示，不作零处理；快报数以“初步统计”标明；比值类指标由分子、分母重新计算，不作平均。"
)

NOT_SPLIT = "规划未向市（州）分解目标，市（州）数据仅作水平比较，不作完成情况评价。"


def _limits_words(facts: Facts) -> str:
    plan = facts.plan
    ahead, on, behind = (printed(n, 2) for n in (plan.ahead, plan.on_schedule, plan.behind))
    if facts.year < plan.target_year:
        return (
            f"规划实施期间按与时序进度之比分为：{ahead}及以上为“快于预期”，{on}（含）至{ahead}为“基本符合预期”，"
            f"{behind}（含）至{on}为“滞后于预期”，{behind}以下为“差距较大”；"
            "已达到目标值的为“提前实现”，逐年重新判断。"
        )
    exceeded, nearly = percent(plan.exceeded), percent(plan.nearly)
    return (
        f"目标年度按下列标准评价：达到目标且增量完成进度{exceeded}及以上为“超额完成”，达到目标为“完成”，"
        f"未达目标但增量完成进度{nearly}及以上、或差距不超过目标末位数1个单位的为“基本完成”，"
        "其余预期性指标为“与预期目标存在差距”，约束性指标为“未完成”。"
        f"{plan.target_year}年数据尚未公布的，按最新可得年度并以规划期内标准说明，不替代最终评价。"
    )


def overall(facts: Facts) -> Iterator[Part]:
    yield Paragraph(overall_words(facts))
    if words := forward_words(facts):
        yield Paragraph(f"总体看，{words}")
    yield main_table(facts, facts.headline, "主要指标完成情况总表")


def problems(facts: Facts) -> Iterator[Part]:
    titles = numbered(2)
    poor = laggards(facts)
    if poor:
        yield Heading(titles("指标差距及原因"), 2)
        items = numbered(3)
        for entry in poor:
            yield Paragraph(
                gap_words(facts, entry) + _causes(entry), lead=items(f"{entry.row.name.zh}。")
            )
    if facts.late:
        yield Heading(titles("数据获取滞后"), 2)
        yield Paragraph(_late_words(facts))
    notes = [n for n in facts.notes if n.kind == Note.Kind.CONTRADICTION]
    if notes:
        yield Heading(titles("规划文本及口径方面的问题"), 2)
        items = numbered(3)
        for note in notes:
            yield Paragraph(note.text, lead=items(f"{note.name}。"))
    if not poor and not facts.late and not notes:
        yield Paragraph("已有数据的指标均未出现与预期目标的差距。")


def _causes(entry: Entry) -> str:
    """Of a ratio, which part moved it; otherwise the causes are for the department to say."""
    parts = ratio_parts(entry.course, entry.shown, entry.gauges)
    if parts is None or parts.demo or not parts.causes:
        return "成因由责任部门结合实际分析。"
    said = "，".join(
        f"{cause.name.zh}变动影响{cause.by.zh}（占{cause.share}）" for cause in parts.causes
    )
    return f"从构成看，{parts.since}—{parts.until}年{said}。"


def _late_words(facts: Facts) -> str:
    names = listed([each.row.name.zh for each in facts.late])
    said = f"截至本报告编写时，{names}{facts.year}年全年数据按惯例应已公布而尚未取得"
    whose = list(dict.fromkeys(name.zh for each in facts.late for name in each.producers))
    return f"{said}，涉及{joined(whose)}。" if whose else f"{said}。"


def experience(facts: Facts) -> Iterator[Part]:
    """主要经验: what went well by the figures, and whose it is to say why; no cause is invented."""
    items = numbered(3)
    good = [
        e
        for e in facts.headline
        if e.shown.status.slug in ("achieved_early", "exceeded", "met") and not e.shown.demo
    ]
    if good:
        whose = list(dict.fromkeys(facts.whose(e) for e in good if facts.whose(e)))
        yield Paragraph(
            f"{joined([e.row.name.zh for e in good])}已达到规划目标"
            f"{f'，具体做法由{joined(whose)}总结' if whose else ''}。",
            lead=items("达到目标的指标。"),
        )
    quotas = [
        e
        for e in facts.entries
        if e.row.group == "quota" and e.shown.status.slug == "quota_met" and not e.shown.demo
    ]
    if quotas:
        yield Paragraph(
            f"{listed([e.row.name.zh for e in quotas], '项年度任务')}在有数据的最新年度达到要求。",
            lead=items("达到要求的年度任务。"),
        )


def suggestions(facts: Facts) -> Iterator[Part]:
    """下一步对策建议; at the end of the plan for the next one."""
    items = numbered(3)
    for lead, text in _suggested(facts):
        yield Paragraph(text, lead=items(lead))


def _suggested(facts: Facts) -> Iterator[tuple[str, str]]:
    final = facts.kind == Kind.FINAL
    early = [e for e in facts.headline if e.shown.status.slug in ("achieved_early", "exceeded")]
    poor = laggards(facts)
    if early:
        names = joined([e.row.name.zh for e in early])
        then = "下一个五年规划宜提高目标值或转为质量类指标" if final else "宜防止回落，逐年复核"
        yield "优化已实现指标。", f"{names}已达到目标值，{then}。"
    if poor:
        names = joined([e.row.name.zh for e in poor])
        then = (
            "下一个五年规划设定同类目标时，宜结合本轮实际增速重新测算，并同步明确分年度目标"
            if final
            else "宜采取积极有效措施，力争接近规划目标；确需调整的，按原批准程序办理"
        )
        yield "聚焦差距指标。", f"{names}与预期目标存在差距，{then}。"
    missing = [e for e in facts.headline if not e.is_of_year]
    if missing:
        yield (
            "健全数据来源。",
            (
                f"{_named(missing, of=facts.headline)}在评估时点取不到"
                f"{facts.year}年全年数据，宜在规划中同时写明数据来源、责任部门和公布时间。"
            ),
        )
    if any(n.kind == Note.Kind.CONTRADICTION for n in facts.notes):
        yield (
            "统一指标口径。",
            (
                "对基期值与统计公报不一致、年度任务与总目标不衔接、名称与口径不一致的指标，"
                "宜在规划编制阶段逐项核实基期值、写明分子分母和统计范围。"
            ),
        )
    if not facts.split:
        yield (
            "研究目标分解。",
            (
                "本规划未向市（州）分解目标，市（州）进展只能作水平比较；"
                "对可分解的总量指标，宜研究下达分地区预期值。"
            ),
        )
    if successor := _successor_words(facts):
        yield "做好规划衔接。", successor


def _named(entries: Sequence[Entry], *, of: Sequence[Entry]) -> str:
    """By name, unless it is all of them."""
    if len(entries) == len(of):
        return f"全部{len(of)}项主要指标"
    return listed([e.row.name.zh for e in entries])


def _successor_words(facts: Facts) -> str:
    """What the plan that follows has made of the indicators, where it is stored."""
    rows = list(
        Succession.objects.filter(earlier__plan=facts.plan).select_related("plan", "earlier")
    )
    if not rows:
        return ""
    said = [
        f"{name}{count}项"
        for becomes, name in Succession.Becomes.choices
        if (count := sum(row.becomes == becomes for row in rows))
    ]
    return (
        f"《{rows[0].plan.title}》对本规划指标的安排为：{joined(said)}，衔接关系见系统内规划对照。"
    )
