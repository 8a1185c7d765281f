"""What the figures are judged by, kept in the process for as long as no plan changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.gauges.course import Course, courses
from indicators.gauges.due import DueCell, PlanEdition, plan_editions
from indicators.gauges.places import Tree

Versions = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The courses of all plans, by measure used and by plan, and which areas add up to which."""

    courses: Mapping[int, Sequence[Course]]
    plans: Mapping[int, Sequence[Course]]
    tree: Tree

    def of(self, plan_id: int) -> Sequence[Course]:
        """The courses of a plan, in its order."""
        return self.plans.get(plan_id, ())

    def touched(self, due: Iterable[DueCell]) -> list[tuple[Course, list[DueCell]]]:
        """Each course that uses due cells, with those cells."""
        found: dict[int, tuple[Course, list[DueCell]]] = {}
        for cell in due:
            for course in self.courses.get(cell.measure_id, ()):
                found.setdefault(course.indicator.pk, (course, []))[1].append(cell)
        return list(found.values())


class _Kept:
    """One assignment replaces both, so that no thread sees the versions of other rules."""

    latest: tuple[Versions, Rulebook] | None = None


def rulebook(editions: Sequence[PlanEdition] | None = None, *, keep: bool) -> Rulebook:
    """The rules in force, read again only if a plan has another version than before.

    Every change of a plan, of its targets and baselines or of an area raises a
    version in the same transaction. The editions are read before the rules, so
    what changes in between is read again next time. Do not `keep` what was
    read in a transaction that may yet be undone.
    """
    read = plan_editions() if editions is None else editions
    versions = tuple((each.plan_id, each.version) for each in read)
    if _Kept.latest and _Kept.latest[0] == versions and keep:
        return _Kept.latest[1]
    found = _read()
    if keep:
        _Kept.latest = versions, found
    return found


def _read() -> Rulebook:
    by_measure: dict[int, list[Course]] = defaultdict(list)
    by_plan: dict[int, list[Course]] = defaultdict(list)
    for course in courses():
        by_plan[course.plan.pk].append(course)
        for measure_id in dict.fromkeys(course.measure_ids):
            by_measure[measure_id].append(course)
    return Rulebook(by_measure, by_plan, Tree())
