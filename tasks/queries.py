"""重点任务: the tasks, their quotas with how each stands, and their milestones."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.charts.wording import Text
from indicators.models import LIVE, Milestone, Plan
from indicators.queries.absence import not_there
from indicators.queries.overview import standings
from indicators.queries.standing import Standing
from tasks.models import KeyTask


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCard:
    task: KeyTask
    quotas: tuple[Standing, ...]
    milestones: tuple[Milestone, ...]
    indicators: tuple[Standing, ...]


def task_cards(
    plan: Plan, *, year: int | None, code: str | None = None, edition: int = LIVE
) -> list[TaskCard]:
    """Every task, or the one of that code."""
    tasks = KeyTask.objects.filter(plan=plan).prefetch_related(
        "quotas__indicator", "milestones__area", "indicators"
    )
    rows = {row.code: row for row in standings(plan, year=year, edition=edition)}
    return [_card(task, rows) for task in (tasks.filter(code=code) if code else tasks)]


def task_card(plan: Plan, code: str, *, year: int | None, edition: int = LIVE) -> TaskCard:
    found = task_cards(plan, year=year, code=code, edition=edition)
    if not found:
        what = Text(f"本规划没有代码为“{code}”的重点任务。", f"This plan has no key task “{code}”.")
        raise not_there(plan, what, route="task", instead=KeyTask.objects.filter(plan=plan))
    return found[0]


def _card(task: KeyTask, rows: dict[str, Standing]) -> TaskCard:
    return TaskCard(
        task=task,
        quotas=tuple(rows[quota.indicator.code] for quota in task.quotas.all()),
        milestones=tuple(task.milestones.all()),
        indicators=tuple(rows[found.code] for found in task.indicators.all()),
    )
