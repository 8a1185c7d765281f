"""All 市(州) of the province, on the map and by economic area, and each place by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.queries.place import place_page
from indicators.queries.places import places_page
from indicators.queries.plans import asked_year
from indicators.templatetags.plan_words import language
from indicators.views import framed
from regions.queries import region_of, zone_row


@answers_unchanged
def places(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    page = places_page(found, year=year, language=language())
    frame = framed(found, year, page=page, shows_demo=page.shows_demo)
    return render(request, "pages/places.html", frame)


@answers_unchanged
def place(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    page = place_page(found, code, year=year)
    more = {"zone": zone_row(found, page.area), "region": region_of(found, page.area)}
    frame = framed(found, year, page=page, shows_demo=page.shows_demo, **more)
    return render(request, "pages/place.html", frame)
