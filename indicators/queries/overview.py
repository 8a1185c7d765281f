"""总览: how the whole plan stands, in one sentence and one row for each indicator."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.charts.chart import Chart
from indicators.charts.gauges import gauge
from indicators.charts.svg import Markup, gauge_svg
from indicators.charts.wording import Language, Text
from indicators.models import LIVE, Actual, Gauge, Indicator, Plan
from indicators.queries.standing import Interim, Standing, courses_of, dial_of, standing
from indicators.queries.words import StatusWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    row: Standing
    chart: Chart
    svg: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    sentence: Text
    headline: tuple[Card, ...]
    prose: tuple[Standing, ...]
    quotas: tuple[Standing, ...]
    data_as_at: Text | None
    shows_demo: bool


def overview(plan: Plan, *, year: int | None, language: Language, edition: int = LIVE) -> Overview:
    rows = standings(plan, year=year, edition=edition)
    headline = [row for row in rows if row.group == Indicator.Group.HEADLINE]
    as_at = data_years(headline)
    return Overview(
        sentence=sentence(headline, as_at, year=year),
        headline=tuple(card(row, language) for row in laggards_first(headline)),
        prose=tuple(row for row in rows if row.group == Indicator.Group.PROSE),
        quotas=tuple(row for row in rows if row.group == Indicator.Group.QUOTA),
        data_as_at=end_of(as_at),
        shows_demo=any(row.demo for row in rows),
    )


def standings(plan: Plan, *, year: int | None = None, edition: int = LIVE) -> list[Standing]:
    """Every indicator of the plan in the plan's own area, in the plan's order."""
    gauges = gauges_by_indicator(plan, area_id=plan.area_id, edition=edition)
    interim = interim_figures(plan.area_id, year=year)
    return [
        standing(
            course,
            area_id=plan.area_id,
            gauges=gauges[course.indicator.pk],
            year=year,
            interim=interim.get(course.indicator.measure_id),
        )
        for course in courses_of(plan)
    ]


def gauges_by_indicator(plan: Plan, *, area_id: int, edition: int) -> dict[int, list[Gauge]]:
    found: dict[int, list[Gauge]] = defaultdict(list)
    rows = Gauge.objects.filter(area_id=area_id, edition=edition, indicator__plan=plan)
    for row in rows.order_by("year"):
        found[row.indicator_id].append(row)
    return found


def interim_figures(area_id: int, *, year: int | None) -> dict[int, Interim]:
    """The last figure within `year` for each measure of an area, by default within any year."""
    rows = Actual.objects.filter(area_id=area_id, as_at__isnull=False, value__isnull=False)
    rows = (rows if year is None else rows.filter(year=year)).order_by("as_at", "sequence")
    return {
        row.measure_id: Interim(
            value=row.value, about="" if row.exactness == "=" else row.exactness, as_at=row.as_at
        )
        for row in rows
        if row.value is not None and isinstance(row.as_at, date)
    }


def card(row: Standing, language: Language) -> Card:
    dial = dial_of(row)
    return Card(
        row=row, chart=gauge(dial, language=language), svg=gauge_svg(dial, language=language)
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
