"""重点任务、重点领域、重点区域 and 保障措施 in a report: what the plan promised and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from domains.models import Domain
from indicators.models import ChapterNote, Milestone
from indicators.queries.chapter_notes import NotesOfYear, notes_on
from indicators.queries.milestone_words import measures_sentence, stage_words
from indicators.queries.milestones import MilestoneRow, milestone_rows
from indicators.queries.standing_words import goal_words
from regions.models import KeyRegion
from regions.queries import zone_rows
from reports.content.facts import Facts
from reports.content.facts import Kind as Stage
from reports.content.indicator_words import state_words
from reports.content.indicators import quota_progress, status_cell
from reports.content.numbering import counted, numbered
from reports.document import Cell, Column, Grid, Heading, Paragraph, Part, cells, joined
from tasks.models import KeyTask, Safeguard

Kind = ChapterNote.Kind
NOTHING_KNOWN = "尚未掌握公开进展"


def key_tasks(facts: Facts) -> Iterator[Part]:
    tasks = list(
        KeyTask.objects.filter(plan=facts.plan).prefetch_related(
            "quotas__indicator", "milestones__area"
        )
    )
    rows = [
        cells(
            task.name,
            entry.row.name.zh,
            goal_words(entry.row).zh,
            quota_progress(entry),
            status_cell(entry),
            state_words(entry),
        )
        for task in tasks
        for quota in task.quotas.all()
        if (entry := facts.by_code.get(quota.indicator.code)) is not None
    ]
    yield Paragraph(_tasks_words(tasks, facts))
    if rows:
        yield Grid(
            caption="重点任务量化指标完成情况",
            columns=(
                Column("重点任务", 1.7), Column("量化任务", 2.1), Column("目标", 1.9),
                Column("进展", 2.3), Column("评价", 1.5, "center"), Column("数据状态", 1.8),
            ),
            rows=tuple(rows),
            notes=("注：年度任务逐年判定，累计任务按规划期合计判定，二者不合并计算完成率。",),
        )  # fmt: skip
    notes = _notes(facts, Kind.TASK, (task.code for task in tasks))
    titles = numbered(2)
    for task in tasks:
        yield Heading(titles(task.name), 2)
        yield Paragraph(task.summary)
        yield from _milestones_words(facts, task.milestones.all(), "列名平台和事项")
        yield from _progress(notes.get(task.code, ()))


def _tasks_words(tasks: Sequence[KeyTask], facts: Facts) -> str:
    entries = [
        facts.by_code[quota.indicator.code]
        for task in tasks
        for quota in task.quotas.all()
        if quota.indicator.code in facts.by_code
    ]
    known = [entry for entry in entries if entry.known]
    said = f"规划部署{len(tasks)}项重点任务，设量化任务{len(entries)}项。"
    if len(known) < len(entries):
        said += f"其中{len(known)}项有可用于评价的数据，其余{len(entries) - len(known)}项数据暂缺。"
    return said


def key_domains(facts: Facts) -> Iterator[Part]:
    domains = list(
        Domain.objects.filter(plan=facts.plan).prefetch_related("fields", "milestones__area")
    )
    by_domain = {
        domain.pk: _until(facts, milestone_rows(domain.milestones.all(), facts.plan))
        for domain in domains
    }
    projects = [
        (domain, row)
        for domain in domains
        for row in by_domain[domain.pk]
        if row.milestone.kind == Milestone.Kind.SPECIAL_PROJECT
    ]
    fields = sum(len(domain.fields.all()) for domain in domains)
    yield Paragraph(
        f"规划确定{len(domains)}个重点领域、{fields}个重点方向，"
        f"安排重大科技专项{len(projects)}项。规划未对重点领域设定量化目标，"
        "本报告按节点和进展材料反映，不作量化评价。"
    )
    yield Grid(
        caption="重点领域及重大科技专项进展",
        columns=(Column("序号", 0.5, "center"), Column("重点领域", 1.2), Column("重点方向", 3.4),
                 Column("重大科技专项", 2.6), Column("进展", 1.5)),
        rows=tuple(
            cells(
                str(domain.no), domain.name, "、".join(field.name for field in domain.fields.all()),
                "；".join(row.milestone.name for owner, row in projects if owner == domain) or "—",
                _stages(row for owner, row in projects if owner == domain),
            )
            for domain in domains
        ),
    )  # fmt: skip
    notes = _notes(facts, Kind.DOMAIN, (domain.code for domain in domains))
    for domain in domains:
        rows = [row for row in by_domain[domain.pk] if row.steps]
        if not rows and domain.code not in notes:
            continue
        told = "".join(_steps(row) for row in rows) or "进展材料如下。"
        yield Paragraph(told, lead=f"{domain.name}。")
        yield from _progress(notes.get(domain.code, ()))


def key_regions(facts: Facts) -> Iterator[Part]:
    regions = list(
        KeyRegion.objects.filter(plan=facts.plan).prefetch_related("functions", "milestones__area")
    )
    notes = _notes(facts, Kind.REGION, (region.code for region in regions))
    items = numbered(3)
    for region in regions:
        yield Paragraph(region.summary, lead=items(f"{region.name}。"))
        yield from _milestones_words(facts, region.milestones.all(), "列名节点")
        yield from _progress(notes.get(region.code, ()))
    zones = zone_rows(facts.plan)
    if zones:
        levels: dict[str, int] = {}
        for row in zones:
            level = row.zone.get_level_display()
            levels[level] = levels.get(level, 0) + 1
        yield Paragraph(
            f"名录内高新区{len(zones)}家（{counted(levels.items(), unit='家')}，"
            "名录待省级补全，不代表全部）。"
        )


def safeguards(facts: Facts) -> Iterator[Part]:
    found = list(
        Safeguard.objects.filter(plan=facts.plan).prefetch_related("points", "milestones__area")
    )
    rows = {
        each.pk: _until(facts, milestone_rows(each.milestones.all(), facts.plan)) for each in found
    }
    sentence = measures_sentence(row.stage.slug for each in rows.values() for row in each)
    if sentence is not None:
        yield Paragraph(sentence.zh)
    table = tuple(
        cells(safeguard.name, row.milestone.name, Cell(_stage_of(row), row.stage.tone), _last(row))
        for safeguard in found
        for row in rows[safeguard.pk]
    )
    if table:
        yield Grid(
            caption="保障措施落实情况",
            columns=(
                Column("保障措施", 1.2), Column("举措", 2.2), Column("落实情况", 1.2, "center"),
                Column("依据", 3.2),
            ),
            rows=table,
        )  # fmt: skip
    notes = _notes(facts, Kind.SAFEGUARD, (each.code for each in found))
    for each in found:
        if each.code in notes:
            yield Paragraph(each.summary, lead=f"{each.name}。")
            yield from _progress(notes[each.code])


def cases(facts: Facts) -> Iterator[Part]:
    """典型案例: what has been carried out, with the source that says so."""
    rows = _until(facts, milestone_rows(facts.plan.milestones.select_related("area"), facts.plan))
    told = [row for row in rows if row.steps]
    items = numbered(3)
    for row in told:
        yield Paragraph(_steps(row), lead=items(f"{row.milestone.name}。"))


def _notes(facts: Facts, kind: str, codes: Iterable[str]) -> dict[str, tuple[NotesOfYear, ...]]:
    found = notes_on(facts.plan, kind, codes)
    kept = {
        code: tuple((year, notes) for year, notes in years if year <= facts.year)
        for code, years in found.items()
    }
    return {code: years for code, years in kept.items() if years}


def _progress(years: Iterable[NotesOfYear]) -> Iterator[Part]:
    """The department's and the places' own words, each named."""
    for year, notes in years:
        for note in notes:
            words = (
                ("进展", note.progress), ("问题", note.problems), ("下一步", note.next_steps)
            )  # fmt: skip
            said = "".join(f"{name}：{text.strip()}" for name, text in words if text.strip())
            yield Paragraph(said, lead=f"{year}年（{note.area.name}）。")


def _milestones_words(
    facts: Facts, milestones: Iterable[Milestone], what: str
) -> Iterator[Paragraph]:
    rows = _until(facts, milestone_rows(milestones, facts.plan))
    if not rows:
        return
    known = [row for row in rows if row.steps]
    said = f"{what}{len(rows)}项"
    if not known:
        yield Paragraph(f"{said}，{NOTHING_KNOWN}。")
        return
    rest = f"，其余{len(rows) - len(known)}项{NOTHING_KNOWN}" if len(known) < len(rows) else ""
    names = joined([f"{row.milestone.name}（{row.stage.zh}）" for row in known])
    yield Paragraph(f"{said}，其中{names}有公开进展{rest}。")


def _until(facts: Facts, rows: Iterable[MilestoneRow]) -> list[MilestoneRow]:
    """As they stood at the end of the report's year; the final report tells all that is known."""
    if facts.kind is Stage.FINAL:
        return list(rows)
    return [_as_of(row, facts.year) for row in rows]


def _as_of(row: MilestoneRow, year: int) -> MilestoneRow:
    steps = tuple(step for step in row.steps if int(step.step.dated[:4]) <= year)
    latest = steps[0].step.stage if steps else Milestone.Stage.PLANNED
    return replace(row, steps=steps, stage=stage_words(row.milestone.kind, latest))


def _stages(rows: Iterable[MilestoneRow]) -> str:
    stages: dict[str, int] = {}
    for row in rows:
        stages[_stage_of(row)] = stages.get(_stage_of(row), 0) + 1
    return counted(stages.items()) or "—"


def _stage_of(row: MilestoneRow) -> str:
    return row.stage.zh if row.steps else NOTHING_KNOWN


def _last(row: MilestoneRow) -> str:
    if not row.steps:
        return "—"
    step = row.steps[0]
    return f"{step.date.zh}，{step.wording.zh}（{step.step.source}）"


def _steps(row: MilestoneRow) -> str:
    return "".join(f"{step.date.zh}，{step.wording.zh}" for step in reversed(row.steps))
