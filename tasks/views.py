"""Pages about the key tasks and the safeguards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.queries.plans import asked_year
from indicators.views import framed
from tasks.queries import TaskCard, safeguards_page, task_card, task_cards


def _shows_demo(cards: list[TaskCard]) -> bool:
    rows = [row for card in cards for row in card.quotas]
    rows += [row for card in cards for row in card.indicators]
    return any(row.demo for row in rows)


@answers_unchanged
def tasks(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    cards = task_cards(found, year=year)
    frame = framed(found, year, cards=cards, shows_demo=_shows_demo(cards))
    return render(request, "tasks/tasks.html", frame)


@answers_unchanged
def task(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    card = task_card(found, code, year=year)
    frame = framed(found, year, card=card, shows_demo=_shows_demo([card]))
    return render(request, "tasks/task.html", frame)


@answers_unchanged
def safeguards(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    frame = framed(found, None, page=safeguards_page(found))
    return render(request, "tasks/safeguards.html", frame)
