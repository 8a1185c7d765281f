"""The key tasks, their quotas and the safeguards of a plan file."""

from __future__ import annotations

from collections.abc import Iterable

from areas.entries import Code, Entry, Name, Number, Written, twice, twice_within
from areas.problems import Problem
from areas.sync import Changes, sync
from indicators.links import apply_links, check_links, linked_codes
from indicators.models import Indicator, Plan
from indicators.progress import Rule
from tasks.models import KeyTask, Quota, Safeguard, SafeguardPoint

PLAIN = ("code", "no", "name", "name_en", "place", "summary")


class QuotaEntry(Entry):
    indicator: Code
    wording: Written
    place: Name


class KeyTaskEntry(Entry):
    code: Code
    no: Number
    name: Name
    name_en: Name
    place: Name
    summary: Written
    indicators: list[Code] = []
    milestones: list[Code] = []
    quotas: list[QuotaEntry] = []


class PointEntry(Entry):
    name: Name
    name_en: Name


class SafeguardEntry(Entry):
    code: Code
    no: Number
    name: Name
    name_en: Name
    place: Name
    summary: Written
    points: list[PointEntry] = []
    milestones: list[Code] = []


def check(
    tasks: list[KeyTaskEntry],
    safeguards: list[SafeguardEntry],
    *,
    rules: dict[str, Rule],
    milestones: set[str],
) -> Iterable[Problem]:
    """`rules`: the rule of every indicator of the file, by code."""
    yield from twice("key_tasks", [task.code for task in tasks])
    yield from twice("safeguards", [safeguard.code for safeguard in safeguards])
    yield from twice("key_tasks", [task.no for task in tasks], "no")
    yield from twice("safeguards", [safeguard.no for safeguard in safeguards], "no")
    yield from check_links("key_tasks", tasks, indicators=set(rules), milestones=milestones)
    yield from check_links("safeguards", safeguards, milestones=milestones)
    for n, task in enumerate(tasks):
        named = [quota.indicator for quota in task.quotas]
        yield from twice_within(("key_tasks", n, "quotas"), named, "indicator")
        for m, quota in enumerate(task.quotas):
            place = ("key_tasks", n, "quotas", m, "indicator")
            rule = rules.get(quota.indicator)
            if rule is None:
                yield Problem.of("E-REF", *place, kind="indicator", code=quota.indicator)
            elif rule not in (Rule.YEARLY, Rule.CUMULATIVE):
                yield Problem.of(
                    "E-RULE",
                    *place,
                    reason_zh="量化任务只能是年度任务或规划期累计任务",
                    reason_en="a quota is yearly or cumulative",
                )


def apply(plan: Plan, tasks: list[KeyTaskEntry], safeguards: list[SafeguardEntry]) -> Changes:
    changes = sync(
        KeyTask.objects.filter(plan=plan),
        [{name: getattr(task, name) for name in PLAIN} for task in tasks],
        key=("code",),
        what="task",
        drop=True,
        common={"plan": plan},
    )
    rows = {row.code: row for row in KeyTask.objects.filter(plan=plan)}
    indicators = dict(Indicator.objects.filter(plan=plan).values_list("code", "id"))
    for task in tasks:
        quotas = [
            {"indicator_id": indicators[q.indicator], "wording": q.wording, "place": q.place}
            for q in task.quotas
        ]
        changes += sync(
            Quota.objects.filter(task=rows[task.code]),
            quotas,
            key=("indicator_id",),
            what=f"{task.code} quota",
            drop=True,
            common={"task": rows[task.code]},
            codes={pk: code for code, pk in indicators.items()},
        )
    changes += apply_links(plan, tasks, rows, what="task")
    return changes + _apply_safeguards(plan, safeguards)


def _apply_safeguards(plan: Plan, safeguards: list[SafeguardEntry]) -> Changes:
    changes = sync(
        Safeguard.objects.filter(plan=plan),
        [{name: getattr(entry, name) for name in PLAIN} for entry in safeguards],
        key=("code",),
        what="safeguard",
        drop=True,
        common={"plan": plan},
    )
    rows = {row.code: row for row in Safeguard.objects.filter(plan=plan)}
    for entry in safeguards:
        changes += sync(
            SafeguardPoint.objects.filter(safeguard=rows[entry.code]),
            [{"no": no, **point.model_dump()} for no, point in enumerate(entry.points, 1)],
            key=("no",),
            what=f"{entry.code} point",
            drop=True,
            common={"safeguard": rows[entry.code]},
        )
    return changes + apply_links(plan, safeguards, rows, what="safeguard", links=("milestones",))


def export_tasks(plan: Plan) -> list[KeyTaskEntry]:
    rows = KeyTask.objects.filter(plan=plan).prefetch_related(
        "indicators", "milestones", "quotas__indicator"
    )
    return [
        KeyTaskEntry(
            **{name: getattr(row, name) for name in PLAIN},
            **linked_codes(row),
            quotas=[
                QuotaEntry(indicator=q.indicator.code, wording=q.wording, place=q.place)
                for q in row.quotas.all()
            ],
        )
        for row in rows
    ]


def export_safeguards(plan: Plan) -> list[SafeguardEntry]:
    rows = Safeguard.objects.filter(plan=plan).prefetch_related("points", "milestones")
    return [
        SafeguardEntry(
            **{name: getattr(row, name) for name in PLAIN},
            points=[PointEntry.from_row(point) for point in row.points.all()],
            **linked_codes(row, ("milestones",)),
        )
        for row in rows
    ]
