"""One indicator: its course, what the places add up to, its sources, and why this status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from areas.models import Area
from indicators.charts import comparison as bars
from indicators.charts.chart import Chart
from indicators.charts.series import Point, Trend
from indicators.charts.trend import trend
from indicators.charts.wording import Language, Text, sign_of
from indicators.fields import MILLION
from indicators.gauges.course import Course
from indicators.models import (
    Actual,
    Baseline,
    CurrentFigure,
    Gauge,
    Indicator,
    Note,
    Origin,
    Plan,
    ScopeBreak,
    Target,
)
from indicators.queries.absence import not_there
from indicators.queries.beside import against, beside_of
from indicators.queries.decomposition import decomposition
from indicators.queries.opinions import OpinionsPanel, opinions_panel
from indicators.queries.outlook import (
    OutlookPanel,
    outlook_panel,
)
from indicators.queries.overview import interim_figures
from indicators.queries.place import places_of
from indicators.queries.ratio_parts import RatioParts, ratio_parts
from indicators.queries.readings import ReadingRow, readings
from indicators.queries.reasons import reasons
from indicators.queries.revisions import Revised, revisions
from indicators.queries.standing import (
    Standing,
    chosen,
    courses_of,
    standing,
)
from indicators.queries.statements import Statement, statement, used_by
from indicators.queries.succession import EarlierYears, earlier_years, with_earlier

OFFICIAL = ("official", "published", "derived")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the places add up to beside the official figure; `difference` is sum − official."""

    total: Fraction
    official: Fraction | None
    difference: Fraction | None
    counted: int
    demo_counted: int
    due: int


SOME_JUDGED = Text(
    "此处仅比较水平；分解下达了目标的市（州），完成情况见各自页面",
    "Levels only; places with a target of their own are judged on their pages",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage:
    indicator: Indicator
    row: Standing
    reasons: tuple[Text, ...]
    readings: tuple[ReadingRow, ...]
    outlook: OutlookPanel | None
    opinions: OpinionsPanel | None
    trend: Chart
    comparison: Chart | None
    decomposition: Chart | None
    not_decomposed: Text | None
    ratio_parts: RatioParts | None
    beside: Beside | None
    statements: tuple[Statement, ...]
    revisions: tuple[Revised, ...]
    baselines: tuple[Baseline, ...]
    targets: tuple[Target, ...]
    breaks: tuple[ScopeBreak, ...]
    notes: tuple[Note, ...]
    earlier: tuple[EarlierYears, ...]
    shows_demo: bool


def indicator_named(plan: Plan, code: str) -> Course:
    courses = courses_of(plan)
    found = next((course for course in courses if course.indicator.code == code), None)
    if found is None:
        what = Text(f"本规划没有代码为“{code}”的指标。", f"This plan has no indicator “{code}”.")
        known = [course.indicator for course in courses]
        raise not_there(plan, what, route="indicator", instead=known)
    return found


def indicator_page(plan: Plan, code: str, *, year: int | None, language: Language) -> IndicatorPage:
    course = indicator_named(plan, code)
    indicator = course.indicator
    gauges = list(
        Gauge.objects.filter(
            area_id=plan.area_id, indicator=indicator, edition=plan.edition
        ).order_by("year")
    )
    baselines = tuple(Baseline.objects.filter(indicator=indicator, area_id=plan.area_id))
    interim = interim_figures(plan, area_id=plan.area_id, year=year).get(indicator.measure_id)
    row = standing(course, area_id=plan.area_id, gauges=gauges, year=year, interim=interim)
    actuals = _actuals(plan, indicator)
    adopted = _adopted(plan, indicator)
    breaks = tuple(ScopeBreak.objects.filter(measure__in=_measures(indicator)))
    statements = tuple(statement(actual, adopted) for actual in actuals)
    gauge = chosen(gauges, year, after=row.base_year)
    cities = places_of(plan)
    of_cities = _gauges_of(plan, cities, indicator)
    compared = _comparison(course, row, cities, of_cities, year=year)
    waterfall, not_decomposed = decomposition(
        course, row, cities, of_cities, gauges, year=year, language=language
    )
    earlier = tuple(earlier_years(plan, indicator))
    course_of_years = _trend(row, indicator, gauges, baselines, actuals, breaks, adopted)
    return IndicatorPage(
        indicator=indicator,
        row=row,
        reasons=tuple(reasons(row, plan, used_by(gauge, indicator, statements))),
        readings=readings(course, gauge),
        outlook=outlook_panel(course, row, gauges),
        opinions=opinions_panel(course, row, gauges),
        trend=trend(with_earlier(course_of_years, earlier), language=language),
        comparison=bars.comparison(compared, language=language) if compared else None,
        decomposition=waterfall,
        not_decomposed=not_decomposed,
        ratio_parts=ratio_parts(course, row, gauges),
        beside=_beside(indicator, gauge),
        statements=statements,
        revisions=revisions(actuals, adopted),
        baselines=baselines,
        targets=_targets(plan, indicator),
        breaks=breaks,
        notes=tuple(Note.objects.filter(plan=plan, indicator=indicator)),
        earlier=earlier,
        shows_demo=row.demo
        or any(place.demo for place in (compared.places if compared else ()))
        or (waterfall is not None and waterfall.shows_demo),
    )


def _measures(indicator: Indicator) -> list[int]:
    parts = (indicator.measure_id, indicator.numerator_id, indicator.denominator_id)
    return [part for part in parts if part is not None]


def _targets(plan: Plan, indicator: Indicator) -> tuple[Target, ...]:
    own = Target.objects.filter(indicator=indicator, area_id=plan.area_id)
    return tuple(own.select_related("relative_to"))


def _actuals(plan: Plan, indicator: Indicator) -> list[Actual]:
    rows = Actual.objects.filter(area_id=plan.area_id, measure__in=_measures(indicator))
    if plan.last_fact is not None:
        rows = rows.filter(pk__lte=plan.last_fact)
    related = rows.select_related("measure__unit", "source")
    return list(related.order_by("measure_id", "-year", "-as_at", "-sequence"))


def _adopted(plan: Plan, indicator: Indicator) -> set[int]:
    rows = CurrentFigure.objects.filter(area_id=plan.area_id, measure__in=_measures(indicator))
    return set(rows.values_list("actual_id", flat=True))


def _trend(
    row: Standing,
    indicator: Indicator,
    gauges: Sequence[Gauge],
    baselines: Sequence[Baseline],
    actuals: Sequence[Actual],
    breaks: Sequence[ScopeBreak],
    adopted: set[int],
) -> Trend:
    verified = [b.value for b in baselines if b.kind == Baseline.Kind.VERIFIED]
    points = [_computed(gauge, gauge.value) for gauge in gauges if gauge.value is not None]
    points += [
        _published(actual, actual.value)
        for actual in actuals
        if actual.measure_id == indicator.measure_id
        and actual.value is not None
        and (actual.as_at is not None or actual.pk not in adopted)
    ]
    return Trend(
        name=row.name,
        unit=row.unit,
        decimals=row.decimals,
        points=points,
        base_year=row.base_year,
        target_year=row.target_year,
        baseline=next((b.value for b in baselines if b.kind == Baseline.Kind.PRINTED), None),
        verified_baseline=verified[0] if verified else None,
        target=row.target,
        upper=row.upper,
        operator=row.operator,
        path=[(g.year, g.expected) for g in gauges if g.expected is not None],
        breaks=[found.year for found in breaks],
    )


def _computed(gauge: Gauge, value: Fraction) -> Point:
    return Point(
        year=gauge.year,
        value=value,
        vintage=gauge.vintage or "annual",
        about=sign_of(gauge.exactness),
        demo=gauge.demo,
    )


def _published(actual: Actual, value: Decimal) -> Point:
    return Point(
        year=actual.year,
        value=value,
        vintage=actual.vintage,
        as_at=actual.as_at,
        about=sign_of(actual.exactness),
        adopted=actual.as_at is not None,
        demo=actual.origin == Origin.DEMO,
        source=str(actual.source or ""),
    )


def _gauges_of(plan: Plan, cities: Sequence[Area], indicator: Indicator) -> list[Gauge]:
    return list(
        Gauge.objects.filter(
            area__in=cities, indicator=indicator, edition=plan.edition, value__isnull=False
        )
    )


def _comparison(
    course: Course,
    row: Standing,
    cities: Sequence[Area],
    of_cities: Sequence[Gauge],
    *,
    year: int | None,
) -> bars.Comparison | None:
    """The cities in one year: that of the page's figure, else the latest in which any has one."""
    plan, indicator = course.plan, course.indicator
    gauges = [gauge for gauge in of_cities if year in (None, gauge.year)]
    if not gauges:
        return None
    years = {gauge.year for gauge in gauges}
    shown = row.year if row.year in years else max(years)
    found = {gauge.area_id: gauge for gauge in gauges if gauge.year == shown}
    places = [_place(city, found.get(city.pk)) for city in cities]
    if indicator.measure.additive:
        places = against(places, plan, None, (), year=shown)
    else:
        whole = row.value if row.year == shown and not row.demo else None
        places = against(places, plan, whole, beside_of(indicator), year=shown)
    judged = any(city.pk in course.targets for city in cities)
    return bars.Comparison(
        name=row.name,
        unit=row.unit,
        decimals=row.decimals,
        year=shown,
        places=places,
        remark=SOME_JUDGED if judged else bars.LEVEL_ONLY,
    )


def _place(city: Area, gauge: Gauge | None) -> bars.Place:
    name = Text(city.short_name, city.name_en)
    if gauge is None:
        return bars.Place(name=name, value=None)
    return bars.Place(name=name, value=gauge.value, demo=gauge.demo)


def _beside(indicator: Indicator, gauge: Gauge | None) -> Beside | None:
    if gauge is None or gauge.sum_num is None:
        return None
    if indicator.factor is None:
        total = Fraction(gauge.sum_num, MILLION)
    elif gauge.sum_den:
        total = Fraction(gauge.sum_num, gauge.sum_den) * Fraction(indicator.factor)
    else:
        return None
    official = gauge.value if gauge.basis in OFFICIAL else None
    return Beside(
        total=total,
        official=official,
        difference=None if official is None else total - official,
        counted=gauge.counted,
        demo_counted=gauge.demo_counted,
        due=gauge.due,
    )
