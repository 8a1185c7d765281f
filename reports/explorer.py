"""数据查询: choose indicators, places and years, and read them as tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from areas.models import Area
from indicators.charts.wording import Text
from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.gauges.course import Course
from indicators.models import Plan
from indicators.queries.absence import NotThere
from indicators.queries.explore import AXES, MOST_CELLS, Axis, Question, answer
from indicators.queries.place import groups_of, places_of
from indicators.queries.plans import years_of
from indicators.queries.standing import courses_of
from indicators.templatetags.plan_words import language
from indicators.views import framed, listed
from reports.explorer_charts import SHOWN, Show, charts_of, map_of_first
from reports.saved import saved_by


@answers_unchanged
def explore(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    offered = offered_in(found)
    if not offered.courses:
        return render(request, "reports/explore.html", framed(found, None, asked=None))
    asked = asked_of(found, offered, request.GET)
    show = _show(found, request.GET)
    result = None if asked.size > MOST_CELLS else answer(found, asked)
    more = {
        "asked": asked,
        "answer": result,
        "tables": list(result.tables()) if result else [],
        "drawn": charts_of(result, show, language=language()) if result else [],
        "map": map_of_first(found, result, language=language())
        if result and show is Show.MAP
        else None,
        "show": show,
        "shows": list(SHOWN.items()),
        "views": saved_by(request.user, found),
        "most": MOST_CELLS,
        "indicators": listed(offered.courses),
        "places": offered.areas,
        "offered_years": offered.years,
        "axes": list(AXES.items()),
        "chosen": _chosen(asked),
        "down": AXES[asked.down],
        "shows_demo": result is not None and result.shows_demo,
    }
    return render(request, "reports/explore.html", framed(found, None, **more))


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


def _show(plan: Plan, sent: QueryDict) -> Show:
    said = sent.get("show") or Show.TABLE.value
    _known(plan, [said], [show.value for show in Show], default=[])
    return Show(said)


def _chosen(asked: Question) -> dict[str, set[object]]:
    return {
        "indicators": {course.indicator.pk for course in asked.courses},
        "places": {area.pk for area in asked.areas},
        "years": set(asked.years),
    }


def _address(plan: Plan) -> str:
    return reverse("explore", kwargs={"plan": plan.slug})


def question_of(plan: Plan, chosen: dict[str, Any]) -> Question:
    """The question again, from what was kept of it."""
    sent = QueryDict(mutable=True)
    for name, values in chosen.items():
        if isinstance(values, list):
            sent.setlist(name, values)
    return asked_of(plan, offered_in(plan), sent)
