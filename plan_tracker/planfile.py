"""The whole plan file: the sections of every app, read, checked, stored and printed together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from pydantic import BaseModel

from areas import planfile as area_part
from areas.documents import Document, dump, read
from areas.entries import read_what_stands
from areas.models import Area
from areas.planfile import AreaEntry
from areas.problems import Problem, ProblemsFound
from areas.sync import Changes
from collection import planfile as check_part
from collection.planfile import CheckEntry
from domains import planfile as domain_part
from domains.planfile import DomainEntry
from indicators import planfile as number_part
from indicators import record, rows
from indicators.models import Plan
from indicators.planfile import Sections
from regions import planfile as region_part
from regions.planfile import KeyRegionEntry, ZoneEntry
from tasks import planfile as task_part
from tasks.planfile import KeyTaskEntry, SafeguardEntry

ORDER = (
    *("plan", "succeeds", "areas", "zones", "units", "measures", "indicators", "milestones"),
    *("facts", "notes", "checks", "domains", "key_regions", "key_tasks", "safeguards"),
)


class PlanFile(Sections):
    """Everything one file says."""

    areas: list[AreaEntry] = []
    zones: list[ZoneEntry] = []
    checks: list[CheckEntry] = []
    domains: list[DomainEntry] = []
    key_regions: list[KeyRegionEntry] = []
    key_tasks: list[KeyTaskEntry] = []
    safeguards: list[SafeguardEntry] = []


def load(text: str) -> tuple[Plan, Changes]:
    """Store what the file says; only what differs is written.

    Raises ProblemsFound with every error at once, and then nothing is changed.
    """
    document = read(text)
    reading = read_what_stands(PlanFile, document)
    with transaction.atomic():
        # Two loads at once would both find a part missing and both add it.
        rows.keep_writers_out(Plan)
        problems = list(reading.problems)
        if reading.entries is not None:
            problems += reading.seen_in_the_file(_check(reading.entries))
        if problems or reading.entries is None:
            raise ProblemsFound(document.placed(problems))
        plan, changes = _apply(reading.entries)
        if changes.in_use:
            raise ProblemsFound(_in_use(document, changes))
        if changes and plan.closed_on is not None:
            raise ProblemsFound(
                document.placed([Problem.of("E-CLOSED", "plan", "slug", slug=plan.slug)])
            )
        if changes:
            _judge_again()
            plan.refresh_from_db()
    return plan, changes


def close(plan: Plan) -> bool:
    """The plan's period is over (已收官): no file changes it any more. False if it was closed."""
    return _mark_closed(Plan.objects.filter(pk=plan.pk, closed_on=None), timezone.localdate())


def reopen(plan: Plan) -> bool:
    """Let files change the plan again. False if it was open."""
    return _mark_closed(Plan.objects.filter(pk=plan.pk, closed_on__isnull=False), None)


def _mark_closed(rows: QuerySet[Plan], day: date | None) -> bool:
    """Every plan's pages tell it of every plan, so all of them are made anew."""
    with transaction.atomic():
        if moved := bool(rows.update(closed_on=day)):
            _judge_again()
    return moved


def _judge_again() -> None:
    """Places, units and measures belong to no single plan, so a change may concern every one."""
    for plan in Plan.objects.all():
        record.plan_changed(plan)


def _in_use(document: Document, changes: Changes) -> list[Problem]:
    return document.placed([Problem.of("E-PROTECTED", what=what) for what in changes.in_use])


def _check(file: PlanFile) -> Iterable[Problem]:
    adds_to: dict[str, str | None] = dict(Area.objects.values_list("code", "adds_to__code"))
    adds_to |= {area.code: area.adds_to for area in file.areas}
    areas = set(adds_to)
    rules = {indicator.code: indicator.rule for indicator in file.indicators}
    milestones = {milestone.code for milestone in file.milestones}
    yield from area_part.check(file.areas)
    yield from number_part.check(file, adds_to=adds_to)
    yield from number_part.check_in_use(file)
    yield from check_part.check(file.checks, measures={entry.code for entry in file.measures})
    yield from domain_part.check(file.domains, indicators=set(rules), milestones=milestones)
    yield from region_part.check(
        file.zones, file.key_regions, areas=areas, indicators=set(rules), milestones=milestones
    )
    yield from task_part.check(file.key_tasks, file.safeguards, rules=rules, milestones=milestones)


def _apply(file: PlanFile) -> tuple[Plan, Changes]:
    changes = area_part.apply(file.areas)
    plan, found = number_part.apply(file)
    changes += found
    if changes.in_use:
        return plan, changes
    changes += check_part.apply(plan, file.checks)
    changes += domain_part.apply(plan, file.domains)
    changes += region_part.apply(plan, file.zones, file.key_regions)
    return plan, changes + task_part.apply(plan, file.key_tasks, file.safeguards)


def export(plan: Plan) -> str:
    """The text of the plan's file in canonical form."""
    numbers = number_part.export(plan)
    regions = region_part.export_regions(plan)
    areas = area_part.export(plan.area, named={*numbers.area_codes(), *(r.area for r in regions)})
    parts: dict[str, Any] = {
        **{name: getattr(numbers, name) for name in Sections.model_fields},
        "areas": areas,
        "zones": region_part.export_zones({area.code for area in areas}),
        "checks": check_part.export(plan),
        "domains": domain_part.export(plan),
        "key_regions": regions,
        "key_tasks": task_part.export_tasks(plan),
        "safeguards": task_part.export_safeguards(plan),
    }
    return dump({name: _plain(parts[name]) for name in ORDER if parts[name]})


def _plain(part: BaseModel | Sequence[BaseModel]) -> Any:
    """Entries as plain values, without what equals the defaults."""
    if isinstance(part, BaseModel):
        return _words(part.model_dump(exclude_defaults=True))
    return [_words(entry.model_dump(exclude_defaults=True)) for entry in part]


def _words(value: Any) -> Any:
    """Enumerations as their words; everything else as it is."""
    if isinstance(value, dict):
        return {key: _words(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_words(each) for each in value]
    return value.value if isinstance(value, Enum) else value
