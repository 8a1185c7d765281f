"""All 市(州) of the province, by economic area."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.freshness import answers_unchanged
from indicators.queries.place import places_of
from indicators.queries.plans import plan_named
from indicators.views import framed


@answers_unchanged
def places(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_named(plan)
    return render(request, "pages/places.html", framed(found, None, places=places_of(found)))
