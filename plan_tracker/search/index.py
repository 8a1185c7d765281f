"""What can be found in a plan, kept in the process for as long as the plan does not change."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from indicators.models import Plan
from plan_tracker.search.items import items
from plan_tracker.search.matching import Entry, entry


class _Kept:
    """By plan: the version it had, and what was made of it. One assignment replaces both."""

    latest: dict[int, tuple[tuple[str, int], Sequence[Entry]]] = {}


def entries_of(plan: Plan) -> Sequence[Entry]:
    """Made again only if the plan has another version than before.

    Whatever changes a plan or a place raises the version in the same
    transaction. What was read in a transaction that may yet be undone is not kept.
    """
    version = (plan.slug, plan.version)
    kept = _Kept.latest.get(plan.pk)
    if kept and kept[0] == version and not connection.in_atomic_block:
        return kept[1]
    found = tuple(entry(item) for item in items(plan))
    if not connection.in_atomic_block:
        _Kept.latest = {**_Kept.latest, plan.pk: (version, found)}
    return found
