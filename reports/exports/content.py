"""A finished file, as it is kept."""

from __future__ import annotations

from collections.abc import Iterator

from reports.models import Export


def contents(export: Export) -> Iterator[bytes]:
    """The file, a piece at a time."""
    numbers = export.chunks.values_list("no", flat=True)
    for no in list(numbers):
        yield bytes(export.chunks.get(no=no).data)
