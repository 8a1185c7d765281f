"""评价方法: how progress is judged, with the limits in force for the plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.views import framed
from plan_tracker.pages.method_words import QUANTITIES, chapters
from plan_tracker.pages.status_meanings import status_groups


@answers_unchanged
def method(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    more = {"statuses": status_groups(found), "formulas": QUANTITIES}
    rules = chapters()[1:]
    return render(request, "pages/method.html", framed(found, None, rules=rules, **more))
