"""附件: every indicator, every place, and what the figures mean and where they are from."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.charts.wording import printed, stated, stated_computed
from indicators.models import Actual, CurrentFigure, Note, Source
from indicators.queries.standing import GROUPS
from indicators.queries.standing_words import goal_words
from indicators.queries.statements import statement
from reports.content.facts import Entry, Facts
from reports.content.indicator_words import (
    DEMO_NOTE,
    LEVEL_ONLY,
    NONE,
    latest_done,
    latest_figure,
    marked,
)
from reports.content.indicators import latest_status
from reports.content.numbering import numbered
from reports.document import Annex, Cell, Column, Grid, Heading, Paragraph, Part, cells


def annexes(facts: Facts) -> Iterator[Part]:
    makers = (
        ("主要指标完成情况表", _indicators), ("分市（州）情况", _places),
        ("指标解释、口径、数据来源与修订说明", _definitions), ("有关指标的说明", _remarks),
    )  # fmt: skip
    number = 0
    for title, make in makers:
        parts = list(make(facts))
        if parts:
            number += 1
            yield Annex(number, title)
            yield from parts


def _indicators(facts: Facts) -> Iterator[Part]:
    """Every indicator by its latest figure, with what it is measured against."""
    yield Grid(
        caption="全部指标和量化任务",
        columns=(
            Column("类别", 1.0, "center"), Column("指标", 3.0), Column("计量单位", 0.9, "center"),
            Column("基期值", 0.95, "right"), Column("目标", 1.6, "right"),
            Column("最新年度", 0.8, "center"), Column("最新值", 1.1, "right"),
            Column("时序参考值", 1.1, "right"), Column("与时序进度之比", 0.95, "right"),
            Column("增量完成进度", 1.0, "right"), Column("评价", 1.7, "center"),
        ),
        rows=tuple(_line(entry) for entry in facts.entries),
        notes=("注：评价按最新年度数据；时序参考值为推算，非文件下达。",),
        wide=True,
    )  # fmt: skip


def _line(entry: Entry) -> tuple[Cell, ...]:
    row, shown = entry.row, entry.shown
    known = entry.known
    return cells(
        GROUPS[row.group].zh,
        row.name.zh,
        row.unit.zh,
        NONE if row.baseline is None else stated(row.baseline, row.decimals),
        goal_words(row).zh,
        f"{shown.year}年" if known else NONE,
        latest_figure(entry),
        stated_computed(shown.expected, row.decimals) if known else NONE,
        printed(shown.schedule, 2) if known else NONE,
        latest_done(entry),
        latest_status(entry),
    )


def _places(facts: Facts) -> Iterator[Part]:
    """The latest year in which any place has a figure, indicator by indicator."""
    if not facts.of_places:
        return
    columns, latest = [], {}
    for entry in facts.headline:
        years = {g.year for g in facts.of_places if g.indicator_id == entry.course.indicator.pk}
        if years:
            latest[entry.course.indicator.pk] = max(years)
            columns.append(entry)
    known = {
        (g.area_id, g.indicator_id): g
        for g in facts.of_places
        if latest.get(g.indicator_id) == g.year
    }
    demo = any(g.demo for g in known.values())
    if not facts.split:
        yield Paragraph(LEVEL_ONLY.format("下表"))
    rows = []
    for area in facts.places:
        texts: list[str | Cell] = [area.name]
        for entry in columns:
            gauge = known.get((area.pk, entry.course.indicator.pk))
            texts.append(marked(gauge, entry.row.decimals))
        rows.append(cells(*texts))
    yield Grid(
        caption="分市（州）主要指标",
        columns=(
            Column("市（州）", 1.7),
            *(
                Column(
                    f"{entry.row.name.zh}（{entry.row.unit.zh}，"
                    f"{latest[entry.course.indicator.pk]}年）",
                    1.3,
                    "right",
                )
                for entry in columns
            ),
        ),
        rows=tuple(rows),
        notes=(f"注：“—”表示数据待公布或不公开；{DEMO_NOTE if demo else ''}",),
        wide=True,
    )  # fmt: skip


def _definitions(facts: Facts) -> Iterator[Part]:
    titles = numbered(2)
    yield Heading(titles("指标解释和口径"), 2)
    yield Grid(
        caption="指标解释",
        columns=(Column("指标", 1.8), Column("计量单位", 0.9, "center"), Column("解释和口径", 4.6),
                 Column("责任部门", 1.7)),
        rows=tuple(
            cells(e.row.name.zh, e.row.unit.zh,
                  " ".join(t for t in (e.course.indicator.definition, e.course.indicator.scope) if t),
                  facts.whose(e) or "—")
            for e in (*facts.headline, *facts.prose)
        ),
    )  # fmt: skip
    sources = sources_of(facts)
    if sources:
        yield Heading(titles("数据来源"), 2)
        items = numbered(3)
        for source in sources:
            yield Paragraph(items(f"{source}。"))
    revised = tuple(revisions_of(facts))
    if revised:
        yield Heading(titles("修订说明"), 2)
        yield Paragraph("下列数据先后有不同表述，各次表述均予保留，评价采用“采用”一列标明的数值。")
        yield Grid(
            caption="数据修订情况",
            columns=(Column("指标", 2.0), Column("时间", 1.2), Column("数值", 1.4, "right"),
                     Column("性质", 1.1), Column("来源", 3.0), Column("采用", 0.7, "center")),
            rows=revised,
        )  # fmt: skip


def _measure_ids(facts: Facts) -> set[int]:
    return {m for e in (*facts.headline, *facts.prose) for m in e.course.measure_ids}


def sources_of(facts: Facts) -> list[Source]:
    used = CurrentFigure.objects.filter(
        area=facts.plan.area_id, measure__in=_measure_ids(facts), year__lte=facts.year
    )
    if facts.plan.last_fact is not None:
        used = used.filter(actual__lte=facts.plan.last_fact)
    found = Source.objects.filter(actuals__in=used.values("actual_id")).distinct()
    return list(found.order_by("dated", "key"))


def revisions_of(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    """Cells of which more than one full-year figure has been stated, oldest first."""
    rows = Actual.objects.full_year().filter(
        area=facts.plan.area_id, measure__in=_measure_ids(facts), year__lte=facts.year
    )
    if facts.plan.last_fact is not None:
        rows = rows.filter(pk__lte=facts.plan.last_fact)
    rows = rows.select_related("measure__unit", "source").order_by("measure", "year", "sequence")
    stated_of: dict[tuple[int, int], list[Actual]] = {}
    for row in rows:
        stated_of.setdefault((row.measure_id, row.year), []).append(row)
    adopted = set(
        CurrentFigure.objects.filter(area=facts.plan.area_id).values_list("actual_id", flat=True)
    )
    for several in stated_of.values():
        if len(several) < 2:
            continue
        for actual in several:
            said = statement(actual, adopted)
            yield cells(
                said.measure.zh, said.when.zh, said.amount.zh, said.vintage.zh,
                said.source or said.origin.zh, "采用" if said.adopted else "",
            )  # fmt: skip


def _remarks(facts: Facts) -> Iterator[Part]:
    """What a reader of the figures must know of the plan's own text: kept visible, not mended."""
    items = numbered(3)
    for note in facts.notes:
        if note.indicator is None or note.kind not in (Note.Kind.CONTRADICTION, Note.Kind.READING):
            continue
        yield Paragraph(note.text, lead=items(f"{note.name}（{note.indicator.name}）。"))
