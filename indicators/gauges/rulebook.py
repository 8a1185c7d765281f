"""What the figures are judged by, kept in the process for as long as no plan changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.gauges.course import Course, courses
from indicators.gauges.due import DueCell, PlanVersion, plan_versions
from indicators.gauges.places import Tree


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The courses of all plans, by measure used and by plan, and which areas add up to which."""

    versions: Sequence[PlanVersion]
    courses: Mapping[int, Sequence[Course]]
    plans: Mapping[int, Sequence[Course]]
    tree: Tree

    def course(self, indicator_id: int) -> Course | None:
        every = (course for courses in self.plans.values() for course in courses)
        return next((course for course in every if course.indicator.pk == indicator_id), None)

    def of(self, plan_id: int) -> Sequence[Course]:
        """The courses of a plan, in its order."""
        return self.plans.get(plan_id, ())

    def users(self, measure_id: int) -> set[int]:
        """The indicators that a figure of the measure has a part in."""
        return {course.indicator.pk for course in self.courses.get(measure_id, ())}

    def touched(self, due: Iterable[DueCell]) -> list[tuple[Course, list[DueCell]]]:
        """Each course that uses due cells, with those cells."""
        found: dict[int, tuple[Course, list[DueCell]]] = {}
        for cell in due:
            for course in self.courses.get(cell.measure_id, ()):
                found.setdefault(course.indicator.pk, (course, []))[1].append(cell)
        return list(found.values())


class _Kept:
    latest: Rulebook | None = None


def rulebook(known: Rulebook | None = None, *, keep: bool) -> Rulebook:
    """The rules in force, read again only if a plan has another version than before.

    Every change of a plan, of its targets and baselines or of an area raises a
    version in the same transaction. The versions are read before the rules, so
    what changes in between is read again next time. `known` was read earlier in the
    same work. Do not `keep` what was read in a transaction that may yet be undone.
    """
    versions = plan_versions()
    for rules in (known, _Kept.latest if keep else None):
        if rules and rules.versions == versions:
            return rules
    found = _read(versions)
    if keep:
        _Kept.latest = found
    return found


def _read(versions: Sequence[PlanVersion]) -> Rulebook:
    by_measure: dict[int, list[Course]] = defaultdict(list)
    by_plan: dict[int, list[Course]] = defaultdict(list)
    for course in courses():
        by_plan[course.plan.pk].append(course)
        for measure_id in dict.fromkeys(course.measure_ids):
            by_measure[measure_id].append(course)
    return Rulebook(versions, by_measure, by_plan, Tree())
