"""The changes of scope in a file of figures: from which year a measure means something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from areas.entries import Code, Entry, Text, Written, Year, twice_within
from areas.problems import Problem
from areas.sync import sync
from indicators import record
from indicators.models import Measure, Plan, ScopeBreak


class BreakEntry(Entry):
    measure: Code
    year: Year
    wording: Written
    wording_en: Text = ""
    source: Code


def check(
    breaks: Sequence[BreakEntry], measures: Mapping[str, Measure], *, sources: set[str]
) -> Iterator[Problem]:
    for n, each in enumerate(breaks):
        if each.measure not in measures:
            yield Problem.of("E-REF", "breaks", n, "measure", kind="measure", code=each.measure)
        if each.source not in sources:
            yield Problem.of("E-REF", "breaks", n, "source", kind="source", code=each.source)
    yield from twice_within(("breaks",), [f"{each.measure} {each.year}" for each in breaks])


def store(
    breaks: Sequence[BreakEntry], measures: Mapping[str, Measure], sources: Mapping[str, int]
) -> int:
    """How many were added or corrected; the plans that use the measures are judged again."""
    wanted: list[dict[str, Any]] = [
        {
            "measure_id": measures[each.measure].pk,
            "year": each.year,
            "text": each.wording,
            "text_en": each.wording_en,
            "source_id": sources[each.source],
        }
        for each in breaks
    ]
    named = {row["measure_id"] for row in wanted}
    rows = ScopeBreak.objects.filter(measure__in=named)
    changes = sync(rows, wanted, key=("measure_id", "year"), what="break")
    if changes:
        for plan in Plan.objects.filter(measures__in=named).distinct().order_by("pk"):
            record.plan_changed(plan)
    return len(changes.created) + len(changes.changed)
