"""Search: any item of a plan by Chinese, English or pinyin, full or initials."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.templatetags.plan_words import language
from indicators.views import framed
from plan_tracker.search.index import entries_of
from plan_tracker.search.items import KINDS
from plan_tracker.search.matching import query
from plan_tracker.search.results import examples, grouped


@answers_unchanged
def search(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    asked = query(request.GET.get("q", ""))
    only = request.GET.get("kind")
    entries = entries_of(found)
    groups = grouped(
        asked,
        entries,
        kinds=KINDS,
        only=only if only in KINDS else None,
        language=language(),
    )
    total = sum(len(group.hits) + group.more for group in groups)
    more = {"asked": asked, "groups": groups, "total": total, "only": only in KINDS}
    frame = framed(found, None, examples=() if groups else examples(entries), **more)
    return render(request, "pages/search.html", frame)
