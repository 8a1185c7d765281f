"""Bringing stored rows into agreement with a list of wanted rows.

Only what differs is written, and the report says what. A row that other data
refers to is never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, ProtectedError, QuerySet

RowT = TypeVar("RowT", bound=Model)


@dataclass(slots=True)
class Changes:
    """What a load did, in words: ("indicator hnte_count: name", …)."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    in_use: list[str] = field(default_factory=list)

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            created=self.created + other.created,
            changed=self.changed + other.changed,
            dropped=self.dropped + other.dropped,
            in_use=self.in_use + other.in_use,
        )

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.dropped)


def sync(
    rows: QuerySet[RowT],
    wanted: Sequence[Mapping[str, Any]],
    *,
    key: tuple[str, ...],
    what: str,
    drop: bool = False,
    common: Mapping[str, Any] | None = None,
) -> Changes:
    """Make `rows` equal to `wanted`, matched by `key`.

    `common` holds values every row shares (its plan, say). With `drop`, rows
    that are not wanted are deleted; those still referred to are left and named
    in `Changes.in_use`, for the caller to refuse.
    """
    changes = Changes()
    stored = {tuple(getattr(row, name) for name in key): row for row in rows}
    new: list[RowT] = []
    for values in wanted:
        identity = tuple(values[name] for name in key)
        title = f"{what} {'/'.join(str(part) for part in identity)}"
        row = stored.pop(identity, None)
        if row is None:
            new.append(rows.model(**(common or {}), **values))
            changes.created.append(title)
        elif differing := _differing(row, values):
            row.save(update_fields=differing)
            changes.changed.append(f"{title}: {', '.join(differing)}")
    rows.model._default_manager.bulk_create(new)
    return changes + _drop(stored.values(), what, key) if drop else changes


def _differing(row: Model, values: Mapping[str, Any]) -> list[str]:
    """The names of fields that differ; the row carries the wanted values afterwards."""
    found = [name for name, value in values.items() if getattr(row, name) != value]
    for name in found:
        setattr(row, name, values[name])
    return found


def _drop(rows: Iterable[Model], what: str, key: tuple[str, ...]) -> Changes:
    changes = Changes()
    for row in rows:
        title = f"{what} {'/'.join(str(getattr(row, name)) for name in key)}"
        try:
            row.delete()
            changes.dropped.append(title)
        except ProtectedError:
            changes.in_use.append(title)
    return changes
