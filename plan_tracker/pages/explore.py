"""数据查询: choose indicators, places and years; read them as a table, take them as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from areas.models import Area
from indicators.charts.wording import Text
from indicators.downloads.charts import DEMO_NOTE
from indicators.downloads.sheet import BYTE_ORDER_MARK, safe
from indicators.downloads.views import file_of
from indicators.editions import edition_words, plan_for
from indicators.freshness import answers_unchanged
from indicators.gauges.course import Course
from indicators.models import Plan
from indicators.queries.absence import NotThere
from indicators.queries.explore import AXES, MOST_CELLS, Answer, Axis, Question, answer
from indicators.queries.place import places_of
from indicators.queries.plans import years_of
from indicators.queries.standing import courses_of
from indicators.queries.table import text_of
from indicators.queries.words import unit_words
from indicators.templatetags.plan_words import language, said
from indicators.views import framed
from plan_tracker.pages.compare import groups_of, listed

HEADINGS = (
    Text("指标代码", "Indicator code"), Text("指标", "Indicator"), Text("地区代码", "Place code"),
    Text("地区", "Place"), Text("年份", "Year"), Text("数值", "Value"), Text("计量单位", "Unit"),
    Text("限定", "Qualifier"), Text("数据性质", "Kind of figure"), Text("评价", "Status"),
    Text("演示数据", "Demo"),
)  # fmt: skip


@answers_unchanged
def explore(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    offered = offered_in(found)
    if not offered.courses:
        return render(request, "pages/explore.html", framed(found, None, asked=None))
    asked = asked_of(found, offered, request.GET)
    result = None if asked.size > MOST_CELLS else answer(found, asked)
    more = {
        "asked": asked,
        "answer": result,
        "tables": list(result.tables()) if result else [],
        "most": MOST_CELLS,
        "indicators": listed(offered.courses),
        "places": offered.areas,
        "offered_years": offered.years,
        "axes": list(AXES.items()),
        "chosen": _chosen(asked),
        "down": AXES[asked.down],
        "shows_demo": result is not None and result.shows_demo,
    }
    return render(request, "pages/explore.html", framed(found, None, **more))


@answers_unchanged
def explore_csv(request: HttpRequest, plan: str) -> HttpResponse:
    """The rows of the same question; as many as there are."""
    found = plan_for(request, plan)
    offered = offered_in(found)
    if not offered.courses:
        raise NotThere(Text("本规划没有指标。", "This plan has no indicators."))
    result = answer(found, asked_of(found, offered, request.GET))
    return file_of(_csv(found, result), "text/csv", f"{plan}-data.csv")


class Offered(NamedTuple):
    """What can be chosen: the plan's own area comes first, then economic areas, then places."""

    courses: Sequence[Course]
    areas: Sequence[Area]
    years: range


def offered_in(plan: Plan) -> Offered:
    areas = [plan.area, *groups_of(plan), *places_of(plan)]
    return Offered(courses_of(plan), areas, years_of(plan))


def asked_of(plan: Plan, offered: Offered, sent: QueryDict) -> Question:
    """By default the main indicators of the whole, year by year. Raises NotThere for the unknown."""
    courses, areas, years = offered
    by_code = {course.indicator.code: course for course in courses}
    main = [code for code, c in by_code.items() if c.indicator.group == "headline"]
    wanted = _known(plan, sent.getlist("indicator"), by_code, default=main or list(by_code))
    places = _known(plan, sent.getlist("place"), [a.code for a in areas], default=[plan.area.code])
    said_years = [f"{year}" for year in years]
    asked_years = _known(plan, sent.getlist("year"), said_years, default=said_years)
    down, across = _axes(plan, sent)
    return Question(
        courses=tuple(course for code, course in by_code.items() if code in wanted),
        areas=tuple(area for area in areas if area.code in places),
        years=tuple(year for year in years if f"{year}" in asked_years),
        down=down,
        across=across,
    )


def _known(
    plan: Plan,
    asked: Sequence[str],
    known: Collection[str],
    *,
    default: list[str],
) -> set[str]:
    if unknown := next((code for code in asked if code not in known), None):
        what = Text(f"没有“{unknown}”可查。", f"There is no “{unknown}” to be asked for.")
        raise NotThere(what, [(Text("数据查询", "Data"), _address(plan))])
    return set(asked or default)


def _axes(plan: Plan, sent: QueryDict) -> tuple[Axis, Axis]:
    """Rows and columns; two that are the same are put apart."""
    names = [sent.get("down") or Axis.INDICATOR.value, sent.get("across") or Axis.YEAR.value]
    _known(plan, names, [axis.value for axis in Axis], default=[])
    down, across = (Axis(name) for name in names)
    if down is across:
        across = next(axis for axis in (Axis.YEAR, Axis.INDICATOR) if axis is not down)
    return down, across


def _chosen(asked: Question) -> dict[str, set[object]]:
    return {
        "indicators": {course.indicator.pk for course in asked.courses},
        "places": {area.pk for area in asked.areas},
        "years": set(asked.years),
    }


def _address(plan: Plan) -> str:
    return reverse("explore", kwargs={"plan": plan.slug})


def _csv(plan: Plan, result: Answer) -> bytes:
    """A line for every cell; an unknown figure is empty, never 0."""
    written = io.StringIO()
    out = csv.writer(written)
    for line in _head(plan, result):
        out.writerow([safe(text) for text in line])
    out.writerow([heading.said(language()) for heading in HEADINGS])
    for cell in result.cells:
        row = cell.course.indicator
        out.writerow([
            row.code, safe(said(Text(row.name, row.name_en))), cell.area.code,
            safe(said(Text(cell.area.name, cell.area.name_en))), cell.year,
            text_of(cell.value, row.decimals) or "", safe(said(unit_words(row.unit))), cell.about,
            said(cell.kind), said(Text(cell.status.zh, cell.status.en)) if cell.status else "",
            said(Text("是", "yes")) if cell.demo else "",
        ])  # fmt: skip
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _head(plan: Plan, result: Answer) -> list[list[str]]:
    lines = [[said(Text(plan.title, plan.name_en))]]
    if words := edition_words(plan):
        lines.append([said(words)])
    if result.shows_demo:
        lines.append([said(DEMO_NOTE)])
    return [*lines, []]
