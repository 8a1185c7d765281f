"""Gauges of other figures than those that count now. Nothing is stored."""

from __future__ import annotations

from collections.abc import Collection

from indicators.counting import Fact, Heard, counted_among
from indicators.gauges.course import Course
from indicators.gauges.places import Tree
from indicators.gauges.recompute import Figure, Row, Sheet, recompute


def gauges_among(
    course: Course, tree: Tree, areas: Collection[int], years: Collection[int], heard: Heard
) -> list[Row]:
    """What would be computed if only the statements that are listened to had been made.

    Judged by the plan as it is today.
    """
    wanted = {(area, year) for area in areas for year in years if year >= course.first_year}
    if not wanted:
        return []
    under = {part for area in areas for part in tree.under(area)}
    needed = course.years(latest=max(years)) if course.several_years else sorted(set(years))
    lag = course.indicator.denominator_lag
    stated = {*needed, *(year - lag for year in needed)}
    facts = counted_among(under, course.measure_ids, stated, heard)
    figures = {(fact.area_id, fact.measure_id, fact.year): _figure(fact) for fact in facts}
    spots = {(area, year) for area in under for year in needed}
    return recompute(Sheet(course, tree, figures, {}), spots | wanted, wanted=wanted)


def _figure(fact: Fact) -> Figure:
    return Figure(*(getattr(fact, name) for name in Figure._fields))
