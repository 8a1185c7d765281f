"""Bringing stored rows into agreement with a list of wanted rows.

Only what differs is written, and the report says what. A row that other data
refers to is never dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    codes: Mapping[int, str] | None = None,
) -> Changes:
    """Make `rows` equal to `wanted`, matched by `key`.

    `common` holds values every row shares (its plan, say); `codes` says in the
    report what the ids in the key stand for. With `drop`, rows
    that are not wanted are deleted; those still referred to are left and named
    in `Changes.in_use`, for the caller to refuse.
    """
    changes = Changes()
    stored = {tuple(getattr(row, name) for name in key): row for row in rows}
    new: list[RowT] = []
    for values in wanted:
        identity = tuple(values[name] for name in key)
        title = _title(what, dict(zip(key, identity, strict=True)), codes)
        row = stored.pop(identity, None)
        if row is None:
            new.append(rows.model(**(common or {}), **values))
            changes.created.append(title)
        elif differing := _differing(row, values):
            row.save(update_fields=differing)
            changes.changed.append(f"{title}: {', '.join(differing)}")
    rows.model._default_manager.bulk_create(new)
    if drop:
        for identity, row in stored.items():
            title = _title(what, dict(zip(key, identity, strict=True)), codes)
            changes += _drop(row, title)
    return changes


def _title(what: str, key: Mapping[str, Any], codes: Mapping[int, str] | None) -> str:
    """For example ``makers target yi/2025``."""
    parts = [
        (codes or {}).get(part, part) if name.endswith("_id") else part
        for name, part in key.items()
    ]
    return f"{what} {'/'.join(map(str, parts))}".strip()


def _differing(row: Model, values: Mapping[str, Any]) -> list[str]:
    """The names of fields that differ; the row carries the wanted values afterwards."""
    found = [name for name, value in values.items() if getattr(row, name) != value]
    for name in found:
        setattr(row, name, values[name])
    return found


def _drop(row: Model, title: str) -> Changes:
    try:
        row.delete()
    except ProtectedError:
        return Changes(in_use=[title])
    return Changes(dropped=[title])
