"""总览: how the whole plan stands, in one sentence and one row for each indicator."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from indicators.charts.bullets import bullet_svg
from indicators.charts.chart import Chart, Figure
from indicators.charts.dial import Dial
from indicators.charts.dial_words import sentence as sentence_of
from indicators.charts.gauges import gauge
from indicators.charts.series import Point, Trend
from indicators.charts.small_trend import small_trend, small_trend_svg
from indicators.charts.svg import Markup, gauge_svg
from indicators.charts.wording import Language, Text, sign_of
from indicators.models import Actual, Gauge, Indicator, Measure, Plan
from indicators.queries.attention import Attention, Entry, attention
from indicators.queries.standing import Interim, Standing, courses_of, dial_of, standing
from indicators.queries.words import StatusWords

TRENDS = 2
"""So many trends stand on the first page: of the first indicators that have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A headline indicator, drawn as the page asks for it.

    Of `due` places that add up to the figure, `counted` have a real one.
    """

    row: Standing
    dial: Dial
    language: Language
    counted: int
    due: int

    @property
    def figure(self) -> Figure:
        return gauge(self.dial, language=self.language)

    @property
    def sentence(self) -> str:
        return sentence_of(self.dial, self.language)

    @property
    def svg(self) -> Markup:
        return gauge_svg(self.dial, language=self.language)

    @property
    def bar(self) -> Markup:
        return bullet_svg(self.dial, language=self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTrend:
    row: Standing
    chart: Chart
    svg: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    sentence: Text
    headline: tuple[Card, ...]
    attention: Attention
    trends: tuple[SmallTrend, ...]
    prose: tuple[Standing, ...]
    quotas: tuple[Standing, ...]
    data_as_at: Text | None
    shows_demo: bool


def overview(plan: Plan, *, year: int | None, language: Language, today: date) -> Overview:
    found = entries(plan, year=year)
    rows = [entry.row for entry in found]
    headline = [entry for entry in found if entry.row.group == Indicator.Group.HEADLINE]
    as_at = data_years(entry.row for entry in headline)
    first = {entry.row.code: entry for entry in headline}
    return Overview(
        sentence=sentence([entry.row for entry in headline], as_at, year=year),
        headline=tuple(
            card(first[row.code], language) for row in laggards_first(e.row for e in headline)
        ),
        attention=attention(plan, found, year=year, today=today),
        trends=tuple(trends(headline, language)),
        prose=tuple(row for row in rows if row.group == Indicator.Group.PROSE),
        quotas=tuple(row for row in rows if row.group == Indicator.Group.QUOTA),
        data_as_at=end_of(as_at),
        shows_demo=any(row.demo for row in rows),
    )


def standings(plan: Plan, *, year: int | None = None) -> list[Standing]:
    """Every indicator of the plan in the plan's own area, in the plan's order."""
    return [entry.row for entry in entries(plan, year=year)]


def entries(plan: Plan, *, year: int | None) -> list[Entry]:
    gauges = gauges_by_indicator(plan, area_id=plan.area_id)
    interim = interim_figures(plan, area_id=plan.area_id, year=year)
    found = []
    for course in courses_of(plan):
        own = gauges[course.indicator.pk]
        row = standing(
            course,
            area_id=plan.area_id,
            gauges=own,
            year=year,
            interim=interim.get(course.indicator.measure_id),
        )
        found.append(Entry(course=course, gauges=own, row=row))
    return found


def gauges_by_indicator(plan: Plan, *, area_id: int) -> dict[int, list[Gauge]]:
    found: dict[int, list[Gauge]] = defaultdict(list)
    rows = Gauge.objects.filter(area_id=area_id, edition=plan.edition, indicator__plan=plan)
    for row in rows.order_by("year"):
        found[row.indicator_id].append(row)
    return found


def interim_figures(plan: Plan, *, area_id: int, year: int | None) -> dict[int, Interim]:
    """The last figure within `year` for each measure of an area, by default within any year."""
    rows = Actual.objects.filter(area_id=area_id, as_at__isnull=False, value__isnull=False)
    if plan.last_fact is not None:
        rows = rows.filter(pk__lte=plan.last_fact)
    if plan.release is not None and area_id != plan.area_id:
        rows = rows.filter(measure__disclosure=Measure.Disclosure.OPEN)
    rows = (rows if year is None else rows.filter(year=year)).order_by("as_at", "sequence")
    return {
        row.measure_id: Interim(value=row.value, about=sign_of(row.exactness), as_at=row.as_at)
        for row in rows
        if row.value is not None and isinstance(row.as_at, date)
    }


def card(entry: Entry, language: Language) -> Card:
    own = entry.gauge
    return Card(
        row=entry.row,
        dial=dial_of(entry.row),
        language=language,
        counted=own.counted if own else 0,
        due=own.due if own else 0,
    )


def trends(headline: Iterable[Entry], language: Language) -> list[SmallTrend]:
    """The first indicators with real figures for two full years or more."""
    known = ((entry.row, real_trend(entry)) for entry in headline)
    drawn = ((row, trend) for row, trend in known if len(trend.points) > 1)
    return [_small_trend(row, trend, language) for row, trend in islice(drawn, TRENDS)]


def real_trend(entry: Entry) -> Trend:
    """Of its full years; demonstration figures are no part of it."""
    row = entry.row
    points = [
        Point(
            year=known.year,
            value=known.value,
            vintage=known.vintage or "annual",
            about=sign_of(known.exactness),
        )
        for known in entry.gauges
        if known.value is not None and not known.demo
    ]
    return Trend(
        name=row.name,
        unit=row.unit,
        decimals=row.decimals,
        points=points,
        base_year=row.base_year,
        target_year=row.target_year,
        baseline=row.baseline,
        target=row.target,
        operator=row.operator,
        path=[(g.year, g.expected) for g in entry.gauges if g.expected is not None],
        breaks=entry.course.breaks,
    )


def _small_trend(row: Standing, trend: Trend, language: Language) -> SmallTrend:
    return SmallTrend(
        row=row,
        chart=small_trend(trend, language=language),
        svg=small_trend_svg(trend, language=language),
    )


def laggards_first(rows: Iterable[Standing]) -> list[Standing]:
    """By rank of the status; a demonstration figure stands after every real one."""
    return sorted(rows, key=lambda row: (row.demo, row.status.rank, row.no or 0))


def data_years(rows: Iterable[Standing]) -> tuple[int, int] | None:
    """The first and the last year that the real figures are of."""
    years = {row.year for row in rows if row.value is not None and not row.demo}
    known = [year for year in years if year is not None]
    return (min(known), max(known)) if known else None


def end_of(years: tuple[int, int] | None) -> Text | None:
    """2024年底, or 2022—2024年底(各指标不一) where the figures are of different years."""
    if years is None:
        return None
    first, last = years
    if first == last:
        return Text(f"{last}年底", f"the end of {last}")
    return Text(f"{first}—{last}年底（各指标不一）", f"the end of {first} to {last} (it differs)")


def by_status(rows: Iterable[Standing]) -> list[tuple[StatusWords, int]]:
    """How many real rows have which status, the best first and what is not judged last."""
    groups = Counter(row.status for row in rows if not row.demo)
    return sorted(groups.items(), key=lambda pair: (not pair[0].judged, -pair[0].rank))


def sentence(
    rows: Sequence[Standing], as_at: tuple[int, int] | None, *, year: int | None = None
) -> Text:
    """How many stand where. Demonstration figures are left out and said to be."""
    if not rows:
        return Text("本规划没有主要指标。", "This plan has no headline indicators.")
    counted = by_status(rows)
    zh = [f"{status.zh}{count}项" for status, count in counted]
    en = [f"{count} {status.en.lower()}" for status, count in counted]
    if hidden := sum(row.demo for row in rows):
        zh.append(f"仅有演示数据、不作评价{hidden}项")
        en.append(f"{hidden} with demo data only, not judged")
    end = end_of(as_at)
    if end is None:
        return _nothing_yet(rows, year)
    return Text(
        f"{len(rows)}项主要指标中，{'，'.join(zh)}；数据截至{end.zh}。",
        f"Of {len(rows)} headline indicators: {', '.join(en)}; data to {end.en}.",
    )


def _nothing_yet(rows: Sequence[Standing], year: int | None) -> Text:
    when = Text("", "") if year is None else Text(f"{year}年", f" for {year}")
    within = sum(row.interim is not None for row in rows)
    return Text(
        f"{len(rows)}项主要指标{when.zh}尚无全年实际数据"
        + (f"，其中{within}项有年内数据。" if within else "。"),
        f"No full-year figures yet{when.en} for the {len(rows)} headline indicators"
        + (f"; {within} of them have one within the year." if within else "."),
    )
