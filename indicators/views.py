"""Pages about indicators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.editions import edition_words, plan_for
from indicators.freshness import answers_unchanged
from indicators.gauges.course import Course
from indicators.models import Plan
from indicators.queries.indicator import indicator_page
from indicators.queries.overview import data_years, end_of, standings
from indicators.queries.plans import asked_year, title_of, years_of
from indicators.queries.standing import GROUPS
from indicators.templatetags.plan_words import language, said


def framed(plan: Plan, year: int | None, **more: Any) -> dict[str, Any]:
    """What every page of a plan shows around its own content."""
    return {
        "plan": plan,
        "edition": said(edition_words(plan)),
        "plan_title": said(title_of(plan)),
        "other_plans": plan.beside,
        "year": year,
        "years": years_of(plan),
        **more,
    }


def listed(courses: Iterable[Course]) -> list[tuple[str, list[Course]]]:
    """The indicators by group, as a list to choose from shows them."""
    known = list(courses)
    return [
        (said(words), members)
        for group, words in GROUPS.items()
        if (members := [course for course in known if course.indicator.group == group])
    ]


@answers_unchanged
def indicators(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    rows = standings(found, year=year)
    as_at = said(end_of(data_years(rows)))
    groups = [
        (group, said(words), members)
        for group, words in GROUPS.items()
        if (members := [row for row in rows if row.group == group])
    ]
    more = {"groups": groups, "data_as_at": as_at, "shows_demo": any(row.demo for row in rows)}
    return render(request, "indicators/indicators.html", framed(found, year, **more))


@answers_unchanged
def indicator(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    page = indicator_page(found, code, year=year, language=language())
    frame = framed(found, year, page=page, shows_demo=page.shows_demo)
    return render(request, "indicators/indicator.html", frame)
