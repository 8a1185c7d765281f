"""The figures of many cells at once: as they stand, as a release keeps them, or as once known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from django.db import connection

from areas.models import Area
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text
from indicators.counting import Heard, counted_among, end_of
from indicators.fields import MILLION
from indicators.gauges.course import Course
from indicators.gauges.rulebook import rulebook
from indicators.gauges.then import gauges_among
from indicators.models import Gauge, Origin, Plan
from indicators.progress.types import Basis
from indicators.queries.subjects import INDICATOR, MEASURE, Subject


class Figures(NamedTuple):
    """Which figures are wanted.

    `everywhere`: what every place stated may be read, else only what is stated of the plan's own
    area. Given a day `as_of`, what was known on it; given a `vintage`, what that alone says.
    """

    everywhere: bool = False
    as_of: date | None = None
    vintage: str = ""

    @property
    def recounted(self) -> bool:
        """Whether others than those that count now."""
        return self.as_of is not None or bool(self.vintage)

    @property
    def words(self) -> Text | None:
        """What a page or a file says of it."""
        if not self.recounted:
            return None
        zh = [f"截至{self.as_of}掌握的数据"] if self.as_of else []
        en = [f"As known on {self.as_of}"] if self.as_of else []
        if self.vintage:
            kind = VINTAGES[self.vintage].name
            zh, en = [*zh, f"仅{kind.zh}"], [*en, f"{kind.en} only"]
        return Text("，".join(zh), ", ".join(en))


STANDING: Final = Figures()


class Known(NamedTuple):
    """What is kept of a gauge or of a statement: no more, because there may be a million.

    The first four tell of what it is.
    """

    kind: str
    id: int
    area_id: int
    year: int
    value: Fraction | None
    exactness: str
    vintage: str
    demo: bool
    status: str = ""
    mark: str = ""
    note: str = ""


Key = tuple[str, int, int, int]
GAUGE: Final = ("indicator_id", *Known._fields[2:-2])
"""The columns of a gauge in the order in which they are kept."""


def known_figures(
    plan: Plan,
    subjects: Sequence[Subject],
    areas: Sequence[Area],
    years: Sequence[int],
    figures: Figures,
) -> dict[Key, Known]:
    """By what each is of. What some places add up to is not the figure of the whole."""
    courses = [each.course for each in subjects if each.course is not None]
    measures = [each.id for each in subjects if each.course is None]
    if figures.recounted:
        heard = Heard(end_of(figures.as_of) if figures.as_of else None, figures.vintage)
        found = list(_computed(courses, areas, years, heard))
    else:
        found = list(_stored(plan, courses, areas, years))
        heard = _heard_in(plan)
    read = areas if figures.everywhere else [area for area in areas if area.pk == plan.area_id]
    found += _stated(measures, read, years, heard)
    return {each[:4]: each for each in found}


def _stored(
    plan: Plan, courses: Sequence[Course], areas: Sequence[Area], years: Sequence[int]
) -> Iterator[Known]:
    if not courses:
        return
    rows = Gauge.objects.filter(
        edition=plan.edition,
        indicator__in=[course.indicator.pk for course in courses],
        area__in=areas,
        year__in=years,
        value__isnull=False,
    ).exclude(basis=Basis.PARTIAL)
    for row in rows.values_list(*GAUGE):
        yield Known(INDICATOR, *row)


def _computed(
    courses: Sequence[Course], areas: Sequence[Area], years: Sequence[int], heard: Heard
) -> Iterator[Known]:
    tree = rulebook(keep=not connection.in_atomic_block).tree
    for row in gauges_among(courses, tree, [area.pk for area in areas], years, heard):
        if row.value is not None and row.basis != Basis.PARTIAL:
            yield Known(
                INDICATOR, row.indicator_id, row.area_id, row.year, Fraction(row.value),
                str(row.exactness), row.vintage, row.demo, str(row.status),
            )  # fmt: skip


def _stated(
    measures: Sequence[int], areas: Iterable[Area], years: Sequence[int], heard: Heard
) -> Iterator[Known]:
    for fact in counted_among([area.pk for area in areas], measures, years, heard):
        value = None if fact.value is None else Fraction(fact.value, MILLION)
        yield Known(
            MEASURE, fact.measure_id, fact.area_id, fact.year, value, fact.exactness, fact.vintage,
            fact.origin == Origin.DEMO, mark=fact.mark, note=fact.note,
        )  # fmt: skip


def _heard_in(plan: Plan) -> Heard:
    """Of a release what was on record and decided when it was made."""
    if plan.release is None:
        return Heard()
    return Heard(last=plan.last_fact, decided=plan.release.published_at)
