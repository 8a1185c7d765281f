"""What can be asked about: the indicators of a plan, and the measures that are collected for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from indicators.charts.wording import Text, computed_places
from indicators.gauges.course import Course
from indicators.models import Measure
from indicators.queries.statements import DECIMALS
from indicators.queries.words import unit_words

INDICATOR: Final = "indicator"
MEASURE: Final = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An indicator with its `course`, or a measure.

    `decimals` are those it is shown with everywhere: what was computed may be finer than the
    measure, what was stated is never rounded.
    """

    id: int
    code: str
    name: Text
    unit: Text
    decimals: int
    course: Course | None = None

    @property
    def key(self) -> tuple[str, int]:
        return MEASURE if self.course is None else INDICATOR, self.id


def indicator_subject(course: Course) -> Subject:
    row = course.indicator
    return Subject(
        id=row.pk, code=row.code, name=Text(row.name, row.name_en), unit=unit_words(row.unit),
        decimals=computed_places(row.decimals), course=course,
    )  # fmt: skip


def measure_subject(row: Measure) -> Subject:
    """`row` comes with its unit."""
    return Subject(
        id=row.pk, code=row.code, name=Text(row.name, row.name_en), unit=unit_words(row.unit),
        decimals=DECIMALS,
    )  # fmt: skip
