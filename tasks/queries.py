"""重点任务 with their quotas and milestones, and 保障措施 with what has been put in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indicators.charts.wording import Text
from indicators.models import ChapterNote, Milestone, Plan
from indicators.queries.absence import not_there
from indicators.queries.chapter_notes import NotesOfYear, notes_on
from indicators.queries.milestone_words import measures_sentence
from indicators.queries.milestones import MilestoneRow, milestone_rows
from indicators.queries.overview import standings
from indicators.queries.standing import Standing
from tasks.models import KeyTask, Safeguard, SafeguardPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCard:
    task: KeyTask
    quotas: tuple[Standing, ...]
    milestones: tuple[MilestoneRow, ...]
    indicators: tuple[Standing, ...]
    notes: tuple[NotesOfYear, ...] = ()


def task_cards(plan: Plan, *, year: int | None, code: str | None = None) -> list[TaskCard]:
    """Every task, or the one of that code."""
    tasks = KeyTask.objects.filter(plan=plan).prefetch_related(
        "quotas__indicator", "milestones__area", "indicators"
    )
    rows = {row.code: row for row in standings(plan, year=year)}
    found = list(tasks.filter(code=code) if code else tasks)
    milestones = _by_id((milestone for task in found for milestone in task.milestones.all()), plan)
    return [_card(task, rows, milestones) for task in found]


def task_card(plan: Plan, code: str, *, year: int | None) -> TaskCard:
    found = task_cards(plan, year=year, code=code)
    if not found:
        what = Text(f"本规划没有代码为“{code}”的重点任务。", f"This plan has no key task “{code}”.")
        raise not_there(plan, what, route="task", instead=KeyTask.objects.filter(plan=plan))
    return replace(found[0], notes=notes_on(plan, ChapterNote.Kind.TASK, [code]).get(code, ()))


def _by_id(milestones: Iterable[Milestone], plan: Plan) -> dict[int, MilestoneRow]:
    """The steps of all in one query; one that several chapters name is there once."""
    rows = milestone_rows({milestone.pk: milestone for milestone in milestones}.values(), plan)
    return {row.milestone.pk: row for row in rows}


def _card(
    task: KeyTask, rows: dict[str, Standing], milestones: dict[int, MilestoneRow]
) -> TaskCard:
    return TaskCard(
        task=task,
        quotas=tuple(rows[quota.indicator.code] for quota in task.quotas.all()),
        milestones=tuple(milestones[found.pk] for found in task.milestones.all()),
        indicators=tuple(rows[found.code] for found in task.indicators.all()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeguardCard:
    """What the plan says, and each single measure with what has become of it."""

    safeguard: Safeguard
    points: tuple[SafeguardPoint, ...]
    measures: tuple[MilestoneRow, ...]
    notes: tuple[NotesOfYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeguardsPage:
    """`sentence` is None where the plan names no single measure."""

    sentence: Text | None
    cards: tuple[SafeguardCard, ...]


def safeguards_page(plan: Plan) -> SafeguardsPage:
    found = list(Safeguard.objects.filter(plan=plan).prefetch_related("points", "milestones__area"))
    rows = _by_id((milestone for each in found for milestone in each.milestones.all()), plan)
    notes = notes_on(plan, ChapterNote.Kind.SAFEGUARD, [each.code for each in found])
    return SafeguardsPage(
        sentence=measures_sentence(row.stage.slug for row in rows.values()),
        cards=tuple(
            SafeguardCard(
                safeguard=each,
                points=tuple(each.points.all()),
                measures=tuple(rows[milestone.pk] for milestone in each.milestones.all()),
                notes=notes.get(each.code, ()),
            )
            for each in found
        ),
    )
