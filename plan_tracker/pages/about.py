"""规划概况: what the plan is, where it started, what its text leaves open, what is measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from areas.models import Area
from indicators.charts.wording import Text
from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.models import Indicator, Measure, Note, Plan, StatusFact
from indicators.queries.milestones import MilestoneRow, milestone_rows
from indicators.queries.standing import GROUPS
from indicators.queries.words import unit_words
from indicators.views import framed
from plan_tracker.pages import about_words

BESIDE = (Area.Kind.NATION, Area.Kind.COMPARATOR)
PARTS_ONLY = Text("仅作分子、分母或参考", "Parts of ratios, or for reference only")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure, and the indicators it is the figure of (`judged_by`) or a part of."""

    measure: Measure
    unit: Text
    kind: Text
    collection: Text
    disclosure: Text
    lag: Text
    judged_by: tuple[Indicator, ...]
    part_of: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage:
    facts: tuple[tuple[StatusFact, Text], ...]
    notes: tuple[tuple[Text, tuple[Note, ...]], ...]
    measures: tuple[tuple[Text, tuple[MeasureRow, ...]], ...]
    milestones: tuple[MilestoneRow, ...]
    compared_with: tuple[Area, ...]


def about_page(plan: Plan) -> AboutPage:
    facts = plan.facts.select_related("unit")
    return AboutPage(
        facts=tuple((fact, about_words.fact_words(fact)) for fact in facts),
        notes=tuple(_notes(plan.notes.select_related("indicator"))),
        measures=tuple(_measures(plan)),
        milestones=_unplaced(plan),
        compared_with=tuple(Area.objects.filter(kind__in=BESIDE).in_order()),
    )


def _notes(notes: Iterable[Note]) -> Iterable[tuple[Text, tuple[Note, ...]]]:
    by_kind: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_kind[note.kind].append(note)
    for kind, words in about_words.NOTES.items():
        if by_kind[kind]:
            yield words, tuple(by_kind[kind])


def _measures(plan: Plan) -> Iterable[tuple[Text, tuple[MeasureRow, ...]]]:
    """By the group of the indicator that is judged by them; the others last."""
    judged: dict[int, list[Indicator]] = defaultdict(list)
    parts: dict[int, list[Indicator]] = defaultdict(list)
    for indicator in plan.indicators.all():
        judged[indicator.measure_id].append(indicator)
        for part in (indicator.numerator_id, indicator.denominator_id):
            if part is not None:
                parts[part].append(indicator)
    rows = [
        _row(measure, judged[measure.pk], parts[measure.pk])
        for measure in plan.measures.select_related("unit").prefetch_related("producers")
    ]
    return _by_group(rows)


def _by_group(rows: Sequence[MeasureRow]) -> Iterable[tuple[Text, tuple[MeasureRow, ...]]]:
    groups: Mapping[str, Text] = {**GROUPS, "": PARTS_ONLY}
    for group, words in groups.items():
        if found := tuple(row for row in rows if _group(row) == group):
            yield words, found


def _group(row: MeasureRow) -> str:
    return str(row.judged_by[0].group) if row.judged_by else ""


def _row(
    measure: Measure, judged_by: Sequence[Indicator], part_of: Sequence[Indicator]
) -> MeasureRow:
    return MeasureRow(
        measure=measure,
        unit=unit_words(measure.unit),
        kind=about_words.KIND[Measure.Kind(measure.kind)],
        collection=about_words.COLLECTION[Measure.Collection(measure.collection)],
        disclosure=about_words.DISCLOSURE[Measure.Disclosure(measure.disclosure)],
        lag=about_words.lag_words(measure.lag_months),
        judged_by=tuple(judged_by),
        part_of=tuple(part_of),
    )


def _unplaced(plan: Plan) -> tuple[MilestoneRow, ...]:
    """Milestones that no chapter names have their place here."""
    rows = plan.milestones.filter(
        domains__isnull=True,
        key_regions__isnull=True,
        key_tasks__isnull=True,
        safeguards__isnull=True,
    )
    return milestone_rows(rows.select_related("area"), plan)


@answers_unchanged
def about(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    issuer = Text(found.issuer, found.issuer_en)
    return render(
        request, "pages/about.html", framed(found, None, page=about_page(found), issuer=issuer)
    )
