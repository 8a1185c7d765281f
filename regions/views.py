"""Pages about the key regions and the high-tech zones."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.queries.plans import asked_year
from indicators.views import framed
from regions.models import KeyRegion
from regions.queries import region_page, zone_rows


@answers_unchanged
def regions(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    rows = KeyRegion.objects.filter(plan=found)
    frame = framed(found, None, regions=rows, zones=zone_rows(found))
    return render(request, "regions/regions.html", frame)


@answers_unchanged
def region(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    page = region_page(found, code, year=year)
    shows_demo = any(row.demo for row in page.indicators)
    frame = framed(found, year, page=page, zones=page.zones, shows_demo=shows_demo)
    return render(request, "regions/region.html", frame)
