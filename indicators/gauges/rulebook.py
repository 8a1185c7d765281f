"""What the figures are judged by, kept in the process for as long as no plan changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.gauges.course import Course, courses
from indicators.gauges.places import Tree
from indicators.models import DueFigure, Plan

Versions = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The courses of all plans by the measures they use, and which areas add up to which."""

    courses: Mapping[int, Sequence[Course]]
    tree: Tree

    def touched(self, due: Iterable[DueFigure]) -> list[tuple[Course, list[DueFigure]]]:
        """Each course that uses due cells, with those cells."""
        found: dict[int, tuple[Course, list[DueFigure]]] = {}
        for cell in due:
            for course in self.courses.get(cell.measure_id, ()):
                found.setdefault(course.indicator.pk, (course, []))[1].append(cell)
        return list(found.values())


class _Kept:
    """One assignment replaces both, so that no thread sees the versions of other rules."""

    latest: tuple[Versions, Rulebook] | None = None


def rulebook(*, keep: bool) -> Rulebook:
    """The rules in force, read again only if a plan has another version than before.

    Every change of a plan, of its targets and baselines or of an area raises a
    version in the same transaction. The versions are read before the rules, so
    what changes in between is read again next time. Do not `keep` what was
    read in a transaction that may yet be undone.
    """
    versions: Versions = tuple(Plan.objects.order_by("pk").values_list("pk", "version"))
    if _Kept.latest and _Kept.latest[0] == versions and keep:
        return _Kept.latest[1]
    found = _read()
    if keep:
        _Kept.latest = versions, found
    return found


def _read() -> Rulebook:
    by_measure: dict[int, list[Course]] = defaultdict(list)
    for course in courses():
        for measure_id in dict.fromkeys(course.measure_ids):
            by_measure[measure_id].append(course)
    return Rulebook(by_measure, Tree())
