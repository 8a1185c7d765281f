"""Gauges of other figures than those that count now. Nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from indicators.counting import Fact, Heard, counted_among
from indicators.gauges.course import Course
from indicators.gauges.places import Tree
from indicators.gauges.recompute import Figure, Row, Sheet, recompute


def gauges_among(
    courses: Sequence[Course],
    tree: Tree,
    areas: Collection[int],
    years: Collection[int],
    heard: Heard,
) -> Iterator[Row]:
    """What would be computed if only the statements that are listened to had been made.

    Judged by the plan as it is today; the statements of all courses are read together.
    """
    if not areas or not years:
        return
    under = {part for area in areas for part in tree.under(area)}
    needed = [_needed(course, years) for course in courses]
    stated = {
        year - lag
        for course, found in zip(courses, needed, strict=True)
        for year in found
        for lag in (0, course.indicator.denominator_lag)
    }
    measures = {measure for course in courses for measure in course.measure_ids}
    facts = counted_among(under, measures, stated, heard)
    figures = {(fact.area_id, fact.measure_id, fact.year): _figure(fact) for fact in facts}
    for course, found in zip(courses, needed, strict=True):
        spots = {(area, year) for area in under for year in found}
        wanted = {(area, year) for area in areas for year in years if year >= course.first_year}
        yield from recompute(Sheet(course, tree, figures, {}), spots | wanted, wanted=wanted)


def _needed(course: Course, years: Collection[int]) -> Collection[int]:
    """The years whose values are wanted, or judge one that is."""
    return course.years(latest=max(years)) if course.several_years else set(years)


def _figure(fact: Fact) -> Figure:
    return Figure(*(getattr(fact, name) for name in Figure._fields))
