"""How a chapter of the plan names the indicators and milestones it is about, by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from areas.entries import twice_within
from areas.problems import Problem
from areas.sync import Changes
from indicators.models import Indicator, Milestone, Plan


class Linked(Protocol):
    code: str
    indicators: list[str]
    milestones: list[str]


def check_links(
    section: str, entries: Sequence[Linked], *, indicators: set[str], milestones: set[str]
) -> Iterable[Problem]:
    """A problem for every code that names nothing of the file, or the same thing again."""
    for n, entry in enumerate(entries):
        for field, known in (("indicators", indicators), ("milestones", milestones)):
            codes = getattr(entry, field)
            yield from twice_within((section, n, field), codes)
            for m, code in enumerate(codes):
                if code not in known:
                    yield Problem.of("E-REF", section, n, field, m, kind=field[:-1], code=code)


def apply_links(
    plan: Plan, entries: Sequence[Linked], rows: Mapping[str, Any], *, what: str
) -> Changes:
    """Set the links of each row (by code); report only those that differ."""
    changes = Changes()
    known: dict[str, dict[str, int]] = {
        "indicators": dict(Indicator.objects.filter(plan=plan).values_list("code", "id")),
        "milestones": dict(Milestone.objects.filter(plan=plan).values_list("code", "id")),
    }
    for entry in entries:
        for field, ids in known.items():
            links = getattr(rows[entry.code], field)
            wanted = {ids[code] for code in getattr(entry, field)}
            if wanted != set(links.values_list("id", flat=True)):
                links.set(wanted)
                changes.changed.append(f"{what} {entry.code}: {field}")
    return changes


def linked_codes(row: Any) -> dict[str, Any]:
    """The codes a row is linked to, in the plan's order."""
    return {
        "indicators": [found.code for found in row.indicators.all()],
        "milestones": [found.code for found in row.milestones.all()],
    }
