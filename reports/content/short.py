"""What fits on one page: the brief for a leader, and the sheet of one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from areas.models import Area
from indicators.charts.gauge_picture import gauge_picture
from indicators.charts.wording import Text, percent, stated
from indicators.models import Gauge, Indicator
from indicators.queries.growth import change, values_of
from indicators.queries.standing import dial_of
from indicators.queries.standing_words import goal_words, when_words
from reports.content.facts import Entry, Facts, entries_of
from reports.content.indicator_words import (
    DEMO_MARK,
    DEMO_NOTE,
    LEVEL_ONLY,
    NONE,
    figure_in,
    latest_done,
    latest_figure,
    marked,
    rates_of,
)
from reports.content.indicators import (
    forward_words,
    gap_words,
    laggards,
    latest_status,
    overall_words,
    status_cell,
)
from reports.document import Cell, Column, Grid, Heading, Paragraph, Part, Pictures, cells

MOST_GAPS = 3


def brief(facts: Facts) -> Iterator[Part]:
    """总体情况, the ten in a table, what needs attention: one page."""
    yield Heading("一、总体情况", 1)
    yield Paragraph(overall_words(facts) + forward_words(facts))
    yield Grid(
        caption="主要指标完成情况",
        columns=(
            Column("指标", 4.0), Column("基期", 1.0, "right"), Column("目标", 1.1, "right"),
            Column("最新", 1.1, "right"), Column("数据", 1.6, "center"),
            Column("增量完成进度", 1.3, "right"), Column("评价", 1.7, "center"),
        ),
        rows=tuple(_line(entry) for entry in facts.headline),
        notes=(f"注：{facts.year}年全年数据尚未公布的，按最新可得年度评价，不替代最终评价。",),
    )  # fmt: skip
    poor = laggards(facts)[:MOST_GAPS]
    if poor or facts.late:
        yield Heading("二、需要关注", 1)
        for entry in poor:
            yield Paragraph(gap_words(facts, entry), lead=f"{entry.row.name.zh}。")
        if facts.late:
            yield Paragraph(
                f"{facts.year}年全年数据尚未取得的主要指标共{len(facts.late)}项。",
                lead="数据获取。",
            )
    shown = [e for e in facts.headline if e.known][:3]
    if shown:
        yield Pictures(
            caption="部分指标进度",
            items=tuple((_gauge(e), f"{e.row.name.zh}：{e.shown.status.zh}") for e in shown),
        )


def _line(entry: Entry) -> tuple[Cell, ...]:
    row = entry.row
    return cells(
        f"{row.name.zh}（{row.unit.zh}）",
        figure_in(entry, row.base_year),
        NONE if row.target is None else f"{row.operator}{stated(row.target, row.decimals)}",
        latest_figure(entry),
        when_words(entry.shown).zh if entry.known else "数据待公布",
        latest_done(entry),
        latest_status(entry),
    )


def _gauge(entry: Entry) -> str:
    return gauge_picture(dial_of(entry.shown), when=when_words(entry.shown))


def place_sheet(facts: Facts, area: Area) -> Iterator[Part]:
    """Each headline indicator of the place through the years, its growth and its share."""
    entries = [
        entry
        for entry in entries_of(facts.plan, area, facts.year)
        if entry.row.group == Indicator.Group.HEADLINE
    ]
    yield Paragraph(_place_words(area, entries))
    yield Grid(
        caption=f"{area.name}主要指标（{facts.years[0]}—{facts.years[-1]}年）",
        columns=(
            Column("指标", 2.8), Column("计量单位", 1.0, "center"),
            *(Column(f"{year}年", 1.45, "right") for year in facts.years),
            Column("较基期", 1.4, "right"), Column("同比", 1.4, "right"),
            Column("占全省", 1.0, "right"), Column("数据状态", 1.4),
        ),
        rows=tuple(
            cells(
                e.row.name.zh,
                e.row.unit.zh,
                *(_figure(e, year) for year in facts.years),
                *_growth(e),
                _share(facts, e),
                _state(e),
            )
            for e in entries
        ),
        notes=(f"注：“—”表示数据待公布、不公开或不适用；{DEMO_NOTE}",),
    )  # fmt: skip
    judged = [e for e in entries if e.row.target is not None]
    if not judged:
        yield Paragraph(LEVEL_ONLY.format("本表"))
        return
    yield Grid(
        caption=f"{area.name}目标完成情况",
        columns=(
            Column("指标", 3.0), Column("目标", 1.6, "right"), Column("目标完成率", 1.3, "right"),
            Column("增量完成进度", 1.4, "right"), Column("评价", 2.0, "center"),
        ),
        rows=tuple(
            cells(e.row.name.zh, goal_words(e.row).zh, *rates_of(e), status_cell(e)) for e in judged
        ),
    )  # fmt: skip


def _place_words(area: Area, entries: Sequence[Entry]) -> str:
    known = [e for e in entries if _latest(e) is not None]
    real = [e for e in known if (g := _latest(e)) is not None and not g.demo]
    said = f"{area.name}{len(entries)}项主要指标中，有数据的{len(known)}项"
    return (
        f"{said}，其中{len(known) - len(real)}项仅有演示数据。"
        if len(real) < len(known)
        else f"{said}。"
    )


def _latest(entry: Entry) -> Gauge | None:
    known = [gauge for gauge in entry.gauges if gauge.value is not None]
    return max(known, key=lambda gauge: (not gauge.demo, gauge.year), default=None)


def _figure(entry: Entry, year: int) -> str:
    gauge = next((g for g in entry.gauges if g.year == year), None)
    return marked(gauge, entry.row.decimals)


def _growth(entry: Entry) -> tuple[str, str]:
    """较基期 and 同比 of the latest figure, never from a demonstration to a real one."""
    latest = _latest(entry)
    if latest is None:
        return NONE, NONE
    values = values_of(entry.gauges, demo=latest.demo)
    points = entry.row.unit.zh == "%"

    def said(since: int) -> str:
        found = change(
            values, since=since, until=latest.year, breaks=entry.course.breaks, points=points
        )
        return NONE if found is None else found.words.zh + (DEMO_MARK if latest.demo else "")

    return said(entry.row.base_year), said(latest.year - 1)


def _share(facts: Facts, entry: Entry) -> str:
    """占全省比重 of what adds up, where both are real or both are a demonstration."""
    latest, course = _latest(entry), entry.course
    if latest is None or latest.value is None or not course.indicator.measure.additive:
        return NONE
    whole = next(
        (
            g
            for g in facts.by_code[entry.row.code].gauges
            if g.year == latest.year and g.value and g.demo == latest.demo
        ),
        None,
    )
    if whole is None or whole.value is None:
        return NONE
    return percent(Fraction(latest.value) / whole.value) + (DEMO_MARK if latest.demo else "")


def _state(entry: Entry) -> str:
    latest = _latest(entry)
    if latest is None:
        return "数据待公布"
    if latest.demo:
        return "演示数据"
    vintage = entry.latest.vintage or Text("", "")
    return f"{latest.year}年{vintage.zh}"
