"""Pages about the key domains."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from domains.queries import domain_cards, domain_page
from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.queries.plans import asked_year
from indicators.views import framed


@answers_unchanged
def domains(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    cards = domain_cards(found)
    return render(request, "domains/domains.html", framed(found, None, cards=cards))


@answers_unchanged
def domain(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    page = domain_page(found, code, year=year)
    shows_demo = any(row.demo for row in page.indicators)
    frame = framed(found, year, page=page, shows_demo=shows_demo)
    return render(request, "domains/domain.html", frame)
