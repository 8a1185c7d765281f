"""市(州)比较: the places side by side, by an indicator, a year and a measure of comparison."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from areas.models import Area
from indicators.charts.wording import Text
from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.models import Plan
from indicators.queries.absence import NotThere
from indicators.queries.compare import Asked, compare_page
from indicators.queries.compare_words import WORDS, By
from indicators.queries.indicator import indicator_named
from indicators.queries.place import groups_of
from indicators.queries.plans import asked_year
from indicators.queries.standing import courses_of
from indicators.templatetags.plan_words import language, said
from indicators.views import framed, listed


@answers_unchanged
def compare(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    courses, groups = courses_of(found), groups_of(found)
    if not courses:
        return render(request, "pages/compare.html", framed(found, None, page=None))
    asked = asked_of(request, found)
    page = compare_page(found, asked, language=language())
    more = {"page": page, "asked": asked, "groups": groups, "shows_demo": page.shows_demo}
    choices = [(by.value, said(WORDS[by])) for by in page.choices]
    frame = framed(found, asked.year, indicators=listed(courses), choices=choices, **more)
    return render(request, "pages/compare.html", frame)


def asked_of(request: HttpRequest, plan: Plan) -> Asked:
    """What the address asks for, of a plan that has indicators; by default the first of them."""
    code = request.GET.get("indicator")
    return Asked(
        course=indicator_named(plan, code) if code else courses_of(plan)[0],
        by=asked_by(plan, request.GET.get("by")),
        year=asked_year(plan, request.GET.get("year")),
        group=asked_group(plan, groups_of(plan), request.GET.get("group")),
    )


def asked_by(plan: Plan, asked: str | None) -> By:
    if not asked:
        return By.LEVEL
    if asked in list(By):
        return By(asked)
    what = Text(f"没有名为“{asked}”的比较方式。", f"There is no comparison by “{asked}”.")
    page = _address(plan)
    raise NotThere(what, [(words, f"{page}?by={by.value}") for by, words in WORDS.items()])


def asked_group(plan: Plan, groups: Sequence[Area], asked: str | None) -> Area | None:
    if not asked:
        return None
    found = next((area for area in groups if area.code == asked), None)
    if found is None:
        what = Text(f"没有代码为“{asked}”的经济区。", f"There is no economic area “{asked}”.")
        page = _address(plan)
        known = [(Text(a.name, a.name_en), f"{page}?group={a.code}") for a in groups]
        raise NotThere(what, known)
    return found


def _address(plan: Plan) -> str:
    return reverse("compare", kwargs={"plan": plan.slug})
