"""数据查询: choose indicators or measures, places, years and which figures; read them as tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from areas.models import Area
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text
from indicators.editions import plan_for, sees_what_stands
from indicators.freshness import answers_unchanged
from indicators.gauges.course import Course
from indicators.models import Measure, Plan
from indicators.queries.absence import NotThere
from indicators.queries.explore import AXES, MOST_CELLS, Axis, Question, answer
from indicators.queries.known_figures import Figures
from indicators.queries.place import groups_of, places_of
from indicators.queries.plans import years_of
from indicators.queries.released import releases_of, show_release
from indicators.queries.standing import courses_of
from indicators.queries.subjects import Subject, indicator_subject, measure_subject
from indicators.templatetags.plan_words import language
from indicators.views import framed, listed
from reports.explorer_charts import SHOWN, Show, charts_of, map_of_first
from reports.saved import saved_by

OFFICIAL: Final = "read_accepted"
"""The right of whoever is answered from what stands now."""
YEARS: Final = range(1970, 2201)
"""In which a day may lie."""


@answers_unchanged
def explore(request: HttpRequest, plan: str) -> HttpResponse:
    found, offered = plan_asked(request, plan)
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
        "offered": offered,
        "vintages": [(vintage, kind.name) for vintage, kind in VINTAGES.items()],
        "releases": releases_of(found),
        "sees_present": sees_what_stands(request),
        "withheld": _withheld(found, asked),
        "axes": list(AXES.items()),
        "chosen": _chosen(asked),
        "down": AXES[asked.down],
        "shows_demo": result is not None and result.shows_demo,
    }
    return render(request, "reports/explore.html", framed(found, None, **more))


class Offered(NamedTuple):
    """What can be chosen: the plan's own area comes first, then economic areas, then places.

    `official`: whoever asks sees what stands, and may have it as it was known before.
    """

    courses: Sequence[Course]
    measures: Sequence[Measure]
    areas: Sequence[Area]
    years: range
    official: bool


def plan_asked(request: HttpRequest, slug: str) -> tuple[Plan, Offered]:
    """The plan as this reader may see it, or in the release that is asked for. Raises NotThere."""
    plan = plan_for(request, slug)
    if number := request.GET.get("release"):
        show_release(plan, number)
    official = plan.release is None and sees_what_stands(request)
    return plan, offered_in(plan, official=official)


def offered_in(plan: Plan, *, official: bool = False) -> Offered:
    areas = [plan.area, *groups_of(plan), *places_of(plan)]
    measures = list(plan.measures.select_related("unit").order_by("id"))
    return Offered(courses_of(plan), measures, areas, years_of(plan), official)


def asked_of(plan: Plan, offered: Offered, sent: QueryDict) -> Question:
    """By default the main indicators of the whole, year by year. Raises NotThere for the unknown."""
    areas = tuple(offered.areas)
    places = _known(plan, sent.getlist("place"), [a.code for a in areas], default=[plan.area.code])
    said_years = [f"{year}" for year in offered.years]
    asked_years = _known(plan, sent.getlist("year"), said_years, default=said_years)
    asked = Question(
        subjects=_subjects(plan, offered, sent),
        areas=tuple(area for area in areas if area.code in places),
        years=tuple(year for year in offered.years if f"{year}" in asked_years),
        figures=_figures(plan, offered, sent),
    )
    down, across = _axes(plan, asked, sent)
    return replace(asked, down=down, across=across)


def _subjects(plan: Plan, offered: Offered, sent: QueryDict) -> tuple[Subject, ...]:
    """Indicators first, each in the plan's order; measures alone where no indicator is chosen."""
    measures = {row.code: row for row in offered.measures}
    courses = {course.indicator.code: course for course in offered.courses}
    main = [code for code, c in courses.items() if c.indicator.group == "headline"]
    chosen = _known(plan, sent.getlist("measure"), measures, default=[])
    default = [] if chosen else main or list(courses)
    wanted = _known(plan, sent.getlist("indicator"), courses, default=default)
    return (
        *(indicator_subject(course) for code, course in courses.items() if code in wanted),
        *(measure_subject(row) for code, row in measures.items() if code in chosen),
    )


def _figures(plan: Plan, offered: Offered, sent: QueryDict) -> Figures:
    """Which figures count. Raises NotThere where a reader may not have others than those shown."""
    vintage, day = sent.get("vintage", ""), sent.get("as_of", "")
    if not offered.official and (vintage or day):
        what = Text(
            "按日期或数据性质只能查询系统现有数据（限省级人员）；已发布的数据请按发布号查询。",
            "A date or a kind of figure can be asked of present figures only, by provincial staff; "
            "published figures are asked for by release.",
        )
        raise NotThere(what, [_without(plan, sent, "vintage", "as_of", "release")])
    _known(plan, [vintage] if vintage else [], VINTAGES, default=[])
    as_of = _day(plan, day) if day else None
    return Figures(everywhere=offered.official, as_of=as_of, vintage=vintage)


def _day(plan: Plan, said: str) -> date:
    try:
        found = datetime.strptime(said, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError as error:
        raise _nothing(plan, said) from error
    if found.year not in YEARS:
        raise _nothing(plan, said)
    return found


def _without(plan: Plan, sent: QueryDict, *names: str) -> tuple[Text, str]:
    """The same question without some of it, as a link."""
    rest = sent.copy()
    for name in names:
        rest.pop(name, None)
    return Text("数据查询", "Data"), f"{_address(plan)}?{rest.urlencode()}"


def _known(
    plan: Plan,
    asked: Sequence[str],
    known: Collection[str],
    *,
    default: list[str],
) -> set[str]:
    if unknown := next((code for code in asked if code not in known), None):
        raise _nothing(plan, unknown)
    return set(asked or default)


def _nothing(plan: Plan, unknown: str) -> NotThere:
    what = Text(f"没有“{unknown}”可查。", f"There is no “{unknown}” to be asked for.")
    return NotThere(what, [(Text("数据查询", "Data"), _address(plan))])


def _axes(plan: Plan, asked: Question, sent: QueryDict) -> tuple[Axis, Axis]:
    """Rows and columns; two that are the same are put apart.

    Where nobody says, in as few tables as there can be: one thing in many places has the places
    down, many things in many places in one year have the places across.
    """
    one, placed = len(asked.subjects) == 1, len(asked.areas) > 1
    usual_down = Axis.PLACE if one and placed else Axis.INDICATOR
    usual_across = Axis.PLACE if not one and placed and len(asked.years) == 1 else Axis.YEAR
    names = [sent.get("down") or usual_down.value, sent.get("across") or usual_across.value]
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
        "indicators": {each.id for each in asked.subjects if each.course is not None},
        "measures": {each.id for each in asked.measured},
        "places": {area.pk for area in asked.areas},
        "years": set(asked.years),
    }


def _withheld(plan: Plan, asked: Question) -> bool:
    """Whether measures of places are asked for where there are those of the whole alone."""
    places = any(area.pk != plan.area_id for area in asked.areas)
    return places and bool(asked.measured) and not asked.figures.everywhere


def _address(plan: Plan) -> str:
    return reverse("explore", kwargs={"plan": plan.slug})


def question_of(plan: Plan, chosen: dict[str, Any], *, official: bool) -> Question:
    """The question again, from what was kept of it."""
    sent = QueryDict(mutable=True)
    for name, values in chosen.items():
        if isinstance(values, list):
            sent.setlist(name, values)
    return asked_of(plan, offered_in(plan, official=official), sent)
