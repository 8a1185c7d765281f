"""The first screen: where to start, and how the whole plan stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from indicators.freshness import answers_unchanged
from indicators.queries.overview import overview
from indicators.queries.plans import asked_year, newest_plan, plan_named, share_passed
from indicators.templatetags.plan_words import language, said
from indicators.views import framed


def start(request: HttpRequest) -> HttpResponse:
    plan = newest_plan()
    if plan is None:
        return render(request, "pages/no_plan.html")
    return redirect("overview", plan=plan.slug)


@answers_unchanged
def overview_page(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_named(plan)
    year = asked_year(found, request.GET.get("year"))
    page = overview(found, year=year, language=language())
    passed = share_passed(found, year=year, today=timezone.localdate())
    more = {"page": page, "passed": passed, "shows_demo": page.shows_demo}
    frame = framed(found, year, data_as_at=said(page.data_as_at), **more)
    return render(request, "pages/overview.html", frame)
