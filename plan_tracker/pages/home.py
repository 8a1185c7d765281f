"""The first screen: where to start, and how the whole plan stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from indicators.charts.wording import Text
from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.models import Plan
from indicators.queries.absence import NotThere
from indicators.queries.overview import overview
from indicators.queries.plans import asked_year, newest_plan, share_passed
from indicators.templatetags.plan_words import language, said
from indicators.views import framed

VIEWS = {"gauges": Text("仪表", "Gauges"), "bars": Text("条形", "Bars")}


def start(request: HttpRequest) -> HttpResponse:
    plan = newest_plan()
    if plan is None:
        return render(request, "pages/no_plan.html")
    return redirect("overview", plan=plan.slug)


@answers_unchanged
def overview_page(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    view, today = asked_view(found, request.GET.get("view")), timezone.localdate()
    page = overview(found, year=year, language=language(), today=today)
    passed = share_passed(found, year=year, today=today)
    more = {"page": page, "passed": passed, "view": view, "shows_demo": page.shows_demo}
    frame = framed(found, year, data_as_at=said(page.data_as_at), **more)
    return render(request, "pages/overview.html", frame)


def asked_view(plan: Plan, asked: str | None) -> str:
    """How the headline indicators are drawn: as gauges, or as a table of bars."""
    if not asked:
        return "gauges"
    if asked in VIEWS:
        return asked
    page = reverse("overview", kwargs={"plan": plan.slug})
    what = Text(f"没有名为“{asked}”的呈现方式。", f"There is no view called “{asked}”.")
    raise NotThere(what, [(words, f"{page}?view={view}") for view, words in VIEWS.items()])
