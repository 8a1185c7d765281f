"""Which areas add up to which, deepest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from areas.models import Area


class Tree:
    """The areas of the database by whose total they join."""

    def __init__(self) -> None:
        self.total_of: dict[int, int | None] = dict(Area.objects.values_list("id", "adds_to_id"))
        self.parts: dict[int, list[int]] = defaultdict(list)
        for area_id, total_id in self.total_of.items():
            if total_id is not None:
                self.parts[total_id].append(area_id)
        self._depth = {area_id: self._totals_above(area_id) for area_id in self.total_of}

    def with_totals(self, areas: Iterable[int]) -> set[int]:
        """The areas and every total they are part of."""
        found: set[int] = set()
        for area_id in areas:
            current: int | None = area_id
            while current is not None and current not in found:
                found.add(current)
                current = self.total_of.get(current)
        return found

    def under(self, area_id: int) -> set[int]:
        """The area and everything that adds up to it."""
        found, waiting = {area_id}, [area_id]
        while waiting:
            for part in self.parts.get(waiting.pop(), ()):
                if part not in found:
                    found.add(part)
                    waiting.append(part)
        return found

    def deepest_first(self, areas: Iterable[int]) -> list[int]:
        return sorted(areas, key=lambda area_id: (-self._depth[area_id], area_id))

    def _totals_above(self, area_id: int) -> int:
        depth, current = 0, self.total_of.get(area_id)
        while current is not None:
            depth, current = depth + 1, self.total_of.get(current)
        return depth
