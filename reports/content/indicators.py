"""主要指标完成情况: the table of all, and each group of a status apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from indicators.charts.wording import Number, Text, amount, computed_places, percent, stated
from indicators.progress import ADVERSE
from indicators.queries.outlook import outlook_panel
from indicators.queries.standing import Standing
from indicators.queries.standing_words import goal_words, progress_words
from indicators.queries.words import StatusWords
from reports.content.facts import Entry, Facts
from reports.content.indicator_words import (
    NONE,
    asked_words,
    chart_of,
    figure_in,
    kind_words,
    paragraph,
    rates_of,
    state_words,
    value_words,
)
from reports.content.numbering import counted, numbered
from reports.document import Cell, Column, Grid, Heading, Paragraph, Part, cells, listed

TABLE_NOTES = (
    (
        "注：1.“目标完成率”为实际值与目标值之比，“增量完成进度”为已实现增量与规划期应实现增量之比，"
        "二者含义不同，评价以后者和是否达到目标为准。"
    ),
    "2.“—”表示数据待公布或不适用，不等于零；“≈”表示约数，“>”表示超过。",
)


Group = tuple[bool, StatusWords]
"""Whether the figures are of the report's year, and what they give."""


def by_status(entries: Iterable[Entry]) -> list[tuple[Group, list[Entry]]]:
    """Best first; what rests on an earlier year follows, and what is not judged stands last."""
    groups: dict[Group, list[Entry]] = {}
    for entry in entries:
        shown = entry.shown if entry.known else entry.row
        groups.setdefault((entry.is_of_year, shown.status), []).append(entry)
    return sorted(groups.items(), key=_best_first)


def _best_first(pair: tuple[Group, list[Entry]]) -> tuple[bool, bool, int]:
    (of_year, status), _ = pair
    return not status.judged, not of_year, -status.rank


def status_cell(entry: Entry) -> Cell:
    """The judgement of the report's year; without one, what the last known year gives."""
    row, shown = entry.row, entry.shown
    text = row.status.zh
    if row.value is None and entry.known:
        text = f"{text}\n（{shown.year}年：{shown.status.zh}）"
    return Cell(text, row.status.tone if row.status.judged else None)


def latest_status(entry: Entry) -> Cell:
    """The judgement by the last year with a real figure."""
    status = entry.shown.status if entry.known else entry.row.status
    return Cell(status.zh, status.tone if status.judged else None)


def main_table(facts: Facts, entries: Sequence[Entry], caption: str, *, wide: bool = True) -> Grid:
    """2021—2025, 目标, 属性, both rates, 评价 and 数据状态, one line an indicator."""
    return Grid(
        caption=caption,
        columns=(
            Column("序号", 0.55, "center"),
            Column("指标", 2.6),
            Column("计量单位", 0.95, "center"),
            *(Column(f"{year}年", 1.05, "right") for year in facts.years),
            Column(f"{facts.plan.target_year}年目标", 1.25, "right"),
            Column("属性", 0.8, "center"),
            Column("目标完成率", 1.1, "right"),
            Column("增量完成进度", 1.15, "right"),
            Column("评价", 1.7, "center"),
            Column("数据状态", 2.0),
        ),
        rows=tuple(
            cells(
                str(entry.row.no or no),
                entry.row.name.zh,
                entry.row.unit.zh,
                *(figure_in(entry, year) for year in facts.years),
                _goal(entry),
                kind_words(entry),
                *rates_of(entry),
                status_cell(entry),
                state_words(entry),
            )
            for no, entry in enumerate(entries, 1)
        ),
        notes=TABLE_NOTES,
        wide=wide,
    )


def _goal(entry: Entry) -> str:
    row = entry.row
    if row.target is None or row.promise is not None or row.rule != "level" or row.upper:
        return goal_words(row).zh
    return f"{row.operator}{stated(row.target, row.decimals)}"


def discussion(facts: Facts) -> Iterator[Part]:
    """Each status apart, each indicator with its figures; its trend where there is one."""
    groups = by_status(facts.headline)
    sections = numbered(2)
    for group, entries in groups:
        title = f"{_group_name(*group)}（{len(entries)}项）"
        yield Heading(sections(title), 2)
        items = numbered(3)
        for entry in entries:
            yield Paragraph(paragraph(entry), lead=items(f"{entry.row.name.zh}。"))
            if (chart := chart_of(entry)) is not None:
                yield chart
    if facts.prose:
        yield Heading(sections("规划正文提出的其他目标"), 2)
        yield Paragraph(_prose_words(facts))
        yield main_table(facts, facts.prose, "规划正文目标完成情况")


def _group_name(of_year: bool, status: StatusWords) -> str:
    if not status.judged:
        return f"{status.zh}的指标"
    return f"{'' if of_year else '按最新可得数据'}评价为“{status.zh}”的指标"


def _prose_words(facts: Facts) -> str:
    known = [e for e in facts.prose if e.known]
    words = f"除主要指标外，规划正文还提出{len(facts.prose)}项目标。"
    if not known:
        return f"{words}截至报告编写时均无可用于评价的全年数据。"
    said = "；".join(
        f"{e.row.name.zh}{e.shown.year}年{value_words(e.shown)}，评价为“{e.shown.status.zh}”"
        for e in known
    )
    rest = len(facts.prose) - len(known)
    return f"{words}{said}。" + (f"其余{rest}项尚无可用于评价的全年数据。" if rest else "")


def gap_words(facts: Facts, entry: Entry) -> str:
    """How far from the path and the target, who answers for it: figures, no verdict on anybody."""
    row = entry.shown
    said = []
    if row.value is not None and row.target is not None and row.rule == "level":
        short = abs(Fraction(row.target) - row.value)
        said.append(f"距{row.target_year}年目标（{asked_words(row)}）尚差{_points(row, short)}")
    if row.expected is not None and row.value is not None and row.schedule is not None:
        said.append(f"与{row.year}年时序参考值相差{_points(row, abs(row.expected - row.value))}")
    if row.done is not None:
        said.append(f"增量完成进度{percent(row.done)}")
    whose = facts.whose(entry)
    return "，".join(said) + "。" + (f"责任部门：{whose}。" if whose else "")


def _points(row: Standing, value: Number) -> str:
    unit = Text("个百分点", "") if row.unit.zh == "%" else row.unit
    return amount(value, computed_places(row.decimals), unit).zh


def laggards(facts: Facts) -> list[Entry]:
    """With an adverse status in the year shown; never by a demonstration figure."""
    found = [*facts.headline, *facts.prose]
    return [e for e in found if e.shown.status.slug in ADVERSE and not e.shown.demo]


def outlook(facts: Facts) -> Iterator[Part]:
    """后半程预测: what is still needed a year, and where the pace so far leads."""
    items = numbered(3)
    for entry in facts.headline:
        panel = outlook_panel(entry.course, entry.shown, entry.gauges)
        if panel is None:
            continue
        if panel.quiet is not None:
            text = panel.quiet.zh
        else:
            text = "".join(
                f"{line.name.zh}：{line.figure.zh}。"
                for line in panel.lines
                if line.figure.zh != NONE
            )
        if text:
            yield Paragraph(text, lead=items(f"{entry.row.name.zh}。"))


def overall_words(facts: Facts) -> str:
    """How many stand where, by the year's own figures; of the rest what is known last."""
    entries = facts.headline
    here = [e for e in entries if e.is_of_year]
    rest = [e for e in entries if not e.is_of_year]
    said = f"规划确定的{len(entries)}项主要指标中，"
    if here:
        said += f"{len(here)}项已有{facts.year}年全年数据：{counted(_counts(here, latest=False))}。"
        if rest:
            said += f"其余{len(rest)}项{facts.year}年全年数据尚未公布，"
    else:
        said += f"截至报告编写时均尚无{facts.year}年全年数据，"
    known = [e for e in rest if e.latest.value is not None and not e.latest.demo]
    if rest and known:
        said += (
            f"其中{len(known)}项按最新可得的全年数据：{counted(_counts(known, latest=True))}"
            f"；另有{len(rest) - len(known)}项暂无可用数据。"
            if len(rest) > len(known)
            else f"按最新可得的全年数据：{counted(_counts(known, latest=True))}。"
        )
    elif rest:
        said = said.rstrip("，") + "，暂不评价。"
    return said


def _counts(entries: Iterable[Entry], *, latest: bool) -> list[tuple[str, int]]:
    found: dict[StatusWords, int] = {}
    for entry in entries:
        status = entry.latest.status if latest else entry.row.status
        found[status] = found.get(status, 0) + 1
    ordered = sorted(found.items(), key=lambda pair: (not pair[0].judged, -pair[0].rank))
    return [(status.zh, count) for status, count in ordered]


def forward_words(facts: Facts) -> str:
    """What leads and what lags, by name."""
    good = [e for e in facts.headline if _tone(e) == "good"]
    poor = [e for e in facts.headline if e.shown.status.slug in ADVERSE and not e.shown.demo]
    said = ""
    if good:
        said += f"{listed([e.row.name.zh for e in good])}进展较好。"
    if poor:
        said += f"{listed([e.row.name.zh for e in poor])}与预期目标存在差距。"
    return said


def _tone(entry: Entry) -> str:
    return entry.shown.status.tone if entry.known else ""


def quota_progress(entry: Entry) -> str:
    """Nothing where no year is known: “至少达标0年” would say no more."""
    if not entry.values:
        return NONE
    return progress_words(entry.row if entry.row.done is not None else entry.shown).zh
