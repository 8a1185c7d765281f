"""Which charts of an indicator can be taken away, and what is said of them at the head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indicators.charts.chart import Chart
from indicators.charts.wording import Language, Text
from indicators.models import CurrentFigure, Indicator, Origin, Plan
from indicators.queries.absence import NotThere
from indicators.queries.indicator import IndicatorPage
from indicators.queries.place import places_of
from indicators.queries.plans import title_of
from indicators.queries.statements import ORIGINS

NO_CHART = Text(
    "该指标在所选年份没有这张图的数据。",
    "There are no figures for this chart of the indicator in that year.",
)
BY_ROW = Text("见各行", "See each row")
MOST_SOURCES = 6
DEMO_NOTE = Text(
    "含演示数据，非官方数据，不得引用", "Contains demo data: not official, not to be quoted"
)


Head = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Offered:
    """A chart under the id its figure has on the page, and whose figures it shows."""

    title: Text
    chart: Callable[[IndicatorPage], Chart | None]
    source: Callable[[Plan, IndicatorPage], Text]


def of_the_cities(plan: Plan, indicator: Indicator) -> Text:
    """Who stated the figures of the cities; where no document is named, how they came."""
    used = (indicator.measure_id, indicator.numerator_id, indicator.denominator_id)
    measures = [measure for measure in used if measure is not None]
    rows = CurrentFigure.objects.filter(area__in=places_of(plan), measure_id__in=measures)
    if plan.last_fact is not None:
        rows = rows.filter(actual__lte=plan.last_fact)
    rows = rows.select_related("actual__source")
    found = dict.fromkeys(_said(row) for row in rows.order_by("area_id", "measure_id", "year"))
    shown = list(found)[:MOST_SOURCES]
    more = len(found) > len(shown)
    return Text(
        "；".join(words.zh for words in shown) + ("等" if more else ""),
        "; ".join(words.en for words in shown) + (" and others" if more else ""),
    )


def _said(row: CurrentFigure) -> Text:
    source = row.actual.source
    return ORIGINS[Origin(row.origin)] if source is None else Text(str(source), str(source))


CHARTS: Mapping[str, Offered] = {
    "trend": Offered(
        Text("历年进展", "Through the years"), lambda page: page.trend, lambda *_: BY_ROW
    ),
    "comparison": Offered(
        Text("各市（州）", "Cities and prefectures"),
        lambda page: page.comparison,
        lambda plan, page: of_the_cities(plan, page.indicator),
    ),
    "decomposition": Offered(
        Text("增减变化的市（州）构成", "The change, place by place"),
        lambda page: page.decomposition,
        lambda plan, page: of_the_cities(plan, page.indicator),
    ),
}


def chart_of(page: IndicatorPage, name: str) -> Chart:
    chart = CHARTS[name].chart(page)
    if chart is None:
        raise NotThere(NO_CHART)
    return chart


def head_of(plan: Plan, page: IndicatorPage, name: str, language: Language) -> Head:
    """The head of one of CHARTS."""
    offered, row = CHARTS[name], page.row
    title = Text(f"{row.name.zh}：{offered.title.zh}", f"{row.name.en}: {offered.title.en}")
    source = offered.source(plan, page)
    return head(plan, chart_of(page, name), (title, row.unit, source), language)


def head(plan: Plan, chart: Chart, said: tuple[Text, Text, Text], language: Language) -> Head:
    """Title, unit and source as `said`, data date and, where it applies, the demo warning."""
    title, unit, source = said
    lines = [
        (Text("规划", "Plan"), title_of(plan)),
        (Text("标题", "Title"), title),
        (Text("计量单位", "Unit"), unit),
        (Text("数据来源", "Source"), source),
    ]
    if chart.as_at is not None:
        lines.append((Text("数据截至", "Data as at"), chart.as_at))
    if chart.shows_demo:
        lines.append((Text("注意", "Note"), DEMO_NOTE))
    return [(label.said(language), words.said(language)) for label, words in lines]
