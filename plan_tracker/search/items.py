"""Every item of a plan that can be found, chapter by chapter, with the address where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch
from django.urls import reverse

from areas.models import Area
from domains.models import Domain
from indicators.charts.wording import Text
from indicators.models import Indicator, Milestone, MilestoneStep, Plan
from indicators.queries.words import unit_words
from plan_tracker.pages.about_words import fact_words
from plan_tracker.pages.method_words import terms
from plan_tracker.pages.status_meanings import status_groups
from plan_tracker.search.matching import NOTHING, Item
from regions.models import KeyRegion, Zone
from tasks.models import KeyTask, Quota, Safeguard

KINDS = {
    "indicator": Text("规划指标", "Indicators"),
    "quota": Text("量化任务", "Quotas"),
    "place": Text("地区", "Places"),
    "domain": Text("重点领域", "Key domains"),
    "field": Text("领域方向", "Fields of the domains"),
    "special": Text("专栏", "Boxed programmes"),
    "region": Text("重点区域", "Key regions"),
    "zone": Text("高新区", "High-tech zones"),
    "task": Text("重点任务", "Key tasks"),
    "milestone": Text("节点", "Milestones"),
    "safeguard": Text("保障措施", "Safeguards"),
    "measure": Text("基础指标", "Measures"),
    "fact": Text("现状", "Where it started"),
    "note": Text("文本说明", "Notes on the text"),
    "term": Text("评价方法", "Method"),
}


def items(plan: Plan) -> Iterator[Item]:
    """In the order of KINDS within each chapter; about a dozen queries, for an index only."""
    yield from _indicators(plan)
    yield from _places(plan)
    yield from _domains(plan)
    yield from _regions(plan)
    yield from _tasks(plan)
    yield from _milestones(plan)
    yield from _about(plan)
    yield from _method(plan)


def name(row: object) -> Text:
    return Text(row.name, row.name_en)  # type: ignore[attr-defined]


def _at(route: str, plan: Plan, *codes: str, anchor: str = "") -> str:
    return reverse(route, args=(plan.slug, *codes)) + (f"#{anchor}" if anchor else "")


def _both(said: str) -> Text:
    """The plan's own words, which there are in Chinese only."""
    return Text(said, "")


def _listed(rows: Iterable[object]) -> Text:
    names = [name(row) for row in rows]
    return Text("；".join(each.zh for each in names), "; ".join(each.en for each in names))


def _indicators(plan: Plan) -> Iterator[Item]:
    quotas = {
        quota.indicator_id: quota
        for quota in Quota.objects.filter(task__plan=plan).select_related("task")
    }
    for row in plan.indicators.select_related("unit").prefetch_related("targets"):
        quota = quotas.get(row.pk)
        said = [row.definition, row.scope, *(target.wording for target in row.targets.all())]
        said += [quota.wording] if quota else []
        yield Item(
            kind="quota" if row.group == Indicator.Group.QUOTA else "indicator",
            name=name(row),
            url=_at("indicator", plan, row.code),
            place=row.place,
            context=name(quota.task) if quota else unit_words(row.unit),
            also=(row.code,),
            detail=_both(" ".join(said)),
        )


def _places(plan: Plan) -> Iterator[Item]:
    """Those that lie in the plan's area and those it names; zones are listed apart."""
    rows = list(Area.objects.select_related("parent").in_order())
    zones = {zone.area_id: zone for zone in Zone.objects.all()}
    within = _within(plan, rows)
    for row in rows:
        if row.pk not in within and row.kind not in (Area.Kind.NATION, Area.Kind.COMPARATOR):
            continue
        zone = zones.get(row.pk)
        yield Item(
            kind="zone" if row.kind == Area.Kind.ZONE else "place",
            name=name(row),
            url=_at("place", plan, row.code),
            place=row.place,
            context=name(row.parent) if row.parent else NOTHING,
            also=(row.short_name, row.code),
            detail=_both(zone.note if zone else ""),
        )


def _within(plan: Plan, rows: Iterable[Area]) -> set[int]:
    found = {plan.area_id}
    found |= set(plan.milestones.exclude(area=None).values_list("area_id", flat=True))
    rows = list(rows)
    before = -1
    while len(found) > before:
        before = len(found)
        found |= {row.pk for row in rows if row.parent_id in found or row.adds_to_id in found}
    return found


def _domains(plan: Plan) -> Iterator[Item]:
    rows = Domain.objects.filter(plan=plan)
    for domain in rows.select_related("special").prefetch_related("fields"):
        yield _chapter("domain", plan, domain)
        for field in domain.fields.all():
            yield Item(
                kind="field",
                name=name(field),
                url=_at("domain", plan, domain.code, anchor=f"field-{field.no}"),
                place=field.place,
                context=name(domain),
                detail=_both(field.summary),
            )
        special = getattr(domain, "special", None)
        if special is not None:
            yield Item(
                kind="special",
                name=name(special),
                url=_at("domain", plan, domain.code, anchor="special"),
                place=special.place,
                context=name(domain),
                detail=_both(special.summary),
            )


def _chapter(
    kind: str, plan: Plan, row: Domain | KeyRegion | KeyTask, more: Text = NOTHING
) -> Item:
    """An item with a page of its own."""
    return Item(
        kind=kind,
        name=name(row),
        url=_at(kind, plan, row.code),
        place=row.place,
        also=(row.code,),
        detail=Text(f"{row.summary}{more.zh}", more.en),
    )


def _regions(plan: Plan) -> Iterator[Item]:
    for region in KeyRegion.objects.filter(plan=plan).prefetch_related("functions"):
        yield _chapter("region", plan, region, _listed(region.functions.all()))


def _tasks(plan: Plan) -> Iterator[Item]:
    for task in KeyTask.objects.filter(plan=plan):
        yield _chapter("task", plan, task)
    for safeguard in Safeguard.objects.filter(plan=plan).prefetch_related("points"):
        points = _listed(safeguard.points.all())
        yield Item(
            kind="safeguard",
            name=name(safeguard),
            url=_at("safeguards", plan, anchor=safeguard.code),
            place=safeguard.place,
            detail=Text(f"{safeguard.summary}{points.zh}", points.en),
        )


def _milestones(plan: Plan) -> Iterator[Item]:
    """On the page of the first chapter that names them, else on that about the plan."""
    shown = Prefetch("steps", queryset=MilestoneStep.objects.shown_in(plan))
    chapters = ("domains", "key_regions", "key_tasks", "safeguards")
    for row in plan.milestones.prefetch_related(*chapters, shown):
        found = list(_named_by(plan, row))
        steps = row.steps.all()
        anchor = f"milestone-{row.code}"
        yield Item(
            kind="milestone",
            name=name(row),
            url=f"{found[0][0] if found else _at('about', plan)}#{anchor}",
            place=row.place,
            context=found[0][1] if found else NOTHING,
            detail=Text(
                " ".join([row.summary, *(step.wording for step in steps)]),
                " ".join(step.wording_en for step in steps),
            ),
        )


def _named_by(plan: Plan, row: Milestone) -> Iterator[tuple[str, Text]]:
    """The page and the name of every chapter that names the milestone."""
    for safeguard in row.safeguards.all():
        yield _at("safeguards", plan), name(safeguard)
    links = (("domain", row.domains), ("region", row.key_regions), ("task", row.key_tasks))
    for route, chapters in links:
        for chapter in chapters.all():
            yield _at(route, plan, chapter.code), name(chapter)


def _about(plan: Plan) -> Iterator[Item]:
    for measure in plan.measures.select_related("unit"):
        yield Item(
            kind="measure",
            name=name(measure),
            url=_at("about", plan, anchor=f"measure-{measure.code}"),
            place=measure.place,
            context=unit_words(measure.unit),
            also=(measure.code,),
            detail=_both(measure.scope),
        )
    for fact in plan.facts.select_related("unit"):
        yield Item(
            kind="fact",
            name=name(fact),
            url=_at("about", plan, anchor=f"fact-{fact.code}"),
            place=fact.place,
            context=fact_words(fact),
        )
    for note in plan.notes.all():
        yield Item(
            kind="note",
            name=name(note),
            url=_at("about", plan, anchor=f"note-{note.code}"),
            place=note.place,
            detail=_both(note.text),
        )


def _method(plan: Plan) -> Iterator[Item]:
    for term in terms():
        yield Item(
            kind="term",
            name=term.name,
            url=_at("method", plan, anchor=term.code),
            detail=term.meaning,
        )
    for words, rows in status_groups(plan):
        for row in rows:
            yield Item(
                kind="term",
                name=Text(row.status.zh, row.status.en),
                url=_at("method", plan, anchor=f"status-{row.status.slug}"),
                context=words,
                detail=row.meaning,
            )
