"""How a chapter of the plan names the indicators and milestones it is about, by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from areas.entries import twice_within
from areas.problems import Problem
from areas.sync import Changes
from indicators.models import Indicator, Milestone, Plan

LINKS: Mapping[str, type[Indicator] | type[Milestone]] = {
    "indicators": Indicator,
    "milestones": Milestone,
}


class Linked(Protocol):
    """Names by code, in one list or both of LINKS."""

    code: str


def check_links(section: str, entries: Sequence[Linked], **links: set[str]) -> Iterable[Problem]:
    """A problem for every code that names nothing of the file, or the same thing again."""
    for n, entry in enumerate(entries):
        for field, known in links.items():
            codes = getattr(entry, field)
            yield from twice_within((section, n, field), codes)
            for m, code in enumerate(codes):
                if code not in known:
                    yield Problem.of("E-REF", section, n, field, m, kind=field[:-1], code=code)


def apply_links(
    plan: Plan,
    entries: Sequence[Linked],
    rows: Mapping[str, Any],
    *,
    what: str,
    links: Iterable[str] = tuple(LINKS),
) -> Changes:
    """Set the links of each row (by code); report only those that differ."""
    changes = Changes()
    known: dict[str, dict[str, int]] = {
        field: dict(LINKS[field]._default_manager.filter(plan=plan).values_list("code", "id"))
        for field in links
    }
    for entry in entries:
        for field, ids in known.items():
            linked = getattr(rows[entry.code], field)
            wanted = {ids[code] for code in getattr(entry, field)}
            if wanted != set(linked.values_list("id", flat=True)):
                linked.set(wanted)
                changes.changed.append(f"{what} {entry.code}: {field}")
    return changes


def linked_codes(row: Any, links: Iterable[str] = tuple(LINKS)) -> dict[str, Any]:
    """The codes a row is linked to, in the plan's order."""
    return {field: [found.code for found in getattr(row, field).all()] for field in links}
