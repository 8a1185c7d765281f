"""A ratio year by year with its two parts, and how much of its change comes from each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.charts.wording import Text, percent, printed, rounded, sign_of, stated
from indicators.fields import MILLION
from indicators.gauges.course import Course
from indicators.models import Gauge, Measure
from indicators.progress.ratio_split import RatioSplit, ratio_split
from indicators.queries.compare_words import POINTS
from indicators.queries.standing import Standing
from indicators.queries.statements import DECIMALS
from indicators.queries.words import unit_words

LEAST = 2
"""Decimals of a contribution at least: it is finer than the ratio itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioYear:
    """The parts as they were stated, in their own units; `ratio` is computed from them."""

    year: int
    numerator: Fraction
    denominator: Fraction
    ratio: Fraction
    about: str

    @property
    def figures(self) -> tuple[str, str]:
        return stated(self.numerator, DECIMALS), stated(self.denominator, DECIMALS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What one part did: `by` in the unit of the ratio, `share` of the whole change."""

    name: Text
    by: Text
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioParts:
    """`causes` of the change from the first to the last of `rows`; `quiet` says why there are none.

    `summed` says that the parts are what the places add up to.
    """

    numerator: Text
    denominator: Text
    rows: tuple[RatioYear, ...]
    causes: tuple[Cause, ...]
    quiet: Text | None
    summed: bool
    demo: bool

    @property
    def since(self) -> int:
        return self.rows[0].year

    @property
    def until(self) -> int:
        return self.rows[-1].year


def ratio_parts(course: Course, row: Standing, gauges: Iterable[Gauge]) -> RatioParts | None:
    """`gauges` are those of the plan's area; demonstrations only where no real year is known."""
    indicator = course.indicator
    if indicator.factor is None or indicator.numerator is None or indicator.denominator is None:
        return None
    factor = Fraction(indicator.factor)
    known = [gauge for gauge in gauges if _is_made_of_its_parts(gauge, factor)]
    # One kind of parts in a table: what was stated, and only without it what the places add up to.
    kinds = sorted({(gauge.demo, gauge.basis == "sum") for gauge in known})
    if not kinds:
        return None
    demo, summed = kinds[0]
    shown = [gauge for gauge in known if (gauge.demo, gauge.basis == "sum") == kinds[0]]
    years = tuple(sorted((_year(gauge) for gauge in shown), key=lambda found: found.year))
    quiet = _refusal(course, years)
    split = None if quiet else ratio_split(*_ends(years), factor=factor)
    return RatioParts(
        numerator=_heading(indicator.numerator, 0),
        denominator=_heading(indicator.denominator, indicator.denominator_lag),
        rows=years,
        causes=_causes(row, split) if split else (),
        quiet=quiet,
        summed=summed,
        demo=demo,
    )


def _parts(gauge: Gauge) -> tuple[int | None, int | None]:
    """In millionths."""
    if gauge.basis == "sum":
        return gauge.sum_num, gauge.sum_den
    return gauge.own_num, gauge.own_den


def _is_made_of_its_parts(gauge: Gauge, factor: Fraction) -> bool:
    """Not so where a published ratio counts: it was rounded, its parts were not."""
    numerator, denominator = _parts(gauge)
    if gauge.value is None or numerator is None or not denominator:
        return False
    made: bool = gauge.value == Fraction(numerator, denominator) * factor
    return made


def _year(gauge: Gauge) -> RatioYear:
    numerator, denominator = _parts(gauge)
    return RatioYear(
        year=gauge.year,
        numerator=Fraction(numerator or 0, MILLION),
        denominator=Fraction(denominator or 0, MILLION),
        ratio=Fraction(gauge.value or 0),
        about=sign_of(gauge.exactness),
    )


def _ends(years: Sequence[RatioYear]) -> list[tuple[Fraction, Fraction]]:
    return [(year.numerator, year.denominator) for year in (years[0], years[-1])]


def _heading(part: Measure, lag: int) -> Text:
    unit = unit_words(part.unit)
    late = Text("，上年", ", year before") if lag == 1 else Text("", "")
    if lag > 1:
        late = Text(f"，{lag}年前", f", {lag} years before")
    return Text(f"{part.name}（{unit.zh}{late.zh}）", f"{part.name_en} ({unit.en}{late.en})")


def _refusal(course: Course, years: Sequence[RatioYear]) -> Text | None:
    first, last = years[0].year, years[-1].year
    if first == last:
        return Text(
            f"仅{first}年分子、分母齐全，尚不能分解变动来源。",
            f"Both parts are known for {first} only, so no change can be split yet.",
        )
    broken = next((year for year in course.breaks if first < year <= last), None)
    if broken is None:
        return None
    return Text(
        f"{broken}年统计口径调整，前后不可比，不分解变动来源。",
        f"The scope changed in {broken}: years before and after it are not compared.",
    )


def _causes(row: Standing, split: RatioSplit) -> tuple[Cause, ...]:
    parts = (
        (Text("分子变动", "Change of the numerator"), split.numerator),
        (Text("分母变动", "Change of the denominator"), split.denominator),
        (Text("合计", "Both together"), split.total),
    )
    places = _places(max(row.decimals, LEAST), split)
    return tuple(
        Cause(name=name, by=_by(by, row.unit, places), share=_share(by, split))
        for name, by in parts
    )


def _places(least: int, split: RatioSplit) -> int:
    """So many decimals that no part which did something is printed as 0."""
    moved = [by for by in (split.numerator, split.denominator) if by]
    fits = (n for n in range(least, DECIMALS) if all(rounded(by, n) for by in moved))
    return next(fits, DECIMALS)


def _by(by: Fraction, unit: Text, places: int) -> Text:
    said = f"{'+' if by > 0 else ''}{printed(by, places)}"
    of = POINTS if unit.zh == "%" else unit
    return Text(f"{said}{of.zh}", f"{said} {of.en}")


def _share(by: Fraction, split: RatioSplit) -> str:
    return percent(by / split.total if split.total else None)
