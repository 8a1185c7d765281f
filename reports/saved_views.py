"""Keeping a question of 数据查询, and forgetting it, over HTTP."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from collection.doors import Asked, signed_in
from collection.sent import words
from indicators.queries.plans import plan_named
from reports import saved


@require_POST
@signed_in
def save_view(request: Asked, plan: str) -> HttpResponse:
    name = words(request.POST.get("name", ""), most=saved.LONGEST_NAME)
    query = words(request.POST.get("query", ""), most=saved.LONGEST_QUERY)
    saved.save_view(plan_named(plan), name, query, by=request.actor)
    return HttpResponseRedirect(f"{_page(plan)}?{query}" if query else _page(plan))


@require_POST
@signed_in
def remove_view(request: Asked, plan: str, pk: int) -> HttpResponse:
    saved.remove_view(pk, by=request.actor)
    return HttpResponseRedirect(_page(plan))


def _page(plan: str) -> str:
    return reverse("explore", kwargs={"plan": plan})
