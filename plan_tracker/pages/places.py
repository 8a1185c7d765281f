"""All 市(州) of the province, on the map and by economic area."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.freshness import answers_unchanged
from indicators.queries.places import places_page
from indicators.queries.plans import asked_year, plan_named
from indicators.templatetags.plan_words import language
from indicators.views import framed


@answers_unchanged
def places(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_named(plan)
    year = asked_year(found, request.GET.get("year"))
    page = places_page(found, year=year, language=language())
    frame = framed(found, year, page=page, shows_demo=page.shows_demo)
    return render(request, "pages/places.html", frame)
