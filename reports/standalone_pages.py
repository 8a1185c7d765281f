"""Asking for charts as files that stand alone, and charts to be shown within other sites."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from indicators.downloads.charts import chart_of, head_of
from indicators.freshness import answers_unchanged
from indicators.models import Plan
from indicators.queries.indicator import indicator_page
from indicators.queries.plans import asked_year
from indicators.queries.released import released_plan
from indicators.templatetags.plan_words import language
from reports.exports.pages import answer_in_public
from reports.exports.wish import Wish


@require_safe
def chart_page(request: HttpRequest, plan: str, code: str, chart: str) -> HttpResponseBase:
    """A chart as an interactive page that needs nothing else; of what is public."""
    found, year = released_plan(plan), request.GET.get("year")
    asked = asked_year(found, year)
    # Whether there is such a chart is said at once, not by the job.
    chart_of(indicator_page(found, code, year=asked, language=language()), chart)
    return _made(request, found, "chart", {"code": code, "chart": chart, "year": asked}, code)


@require_safe
def overview_file(request: HttpRequest, plan: str) -> HttpResponseBase:
    """The overview's gauges in the same way."""
    found = released_plan(plan)
    asked = asked_year(found, request.GET.get("year"))
    today = timezone.localdate().isoformat()
    return _made(request, found, "overview", {"year": asked, "today": today}, "overview")


@require_safe
@xframe_options_exempt
@csp_update({"frame-ancestors": ["*"]})
@answers_unchanged
def embed_chart(request: HttpRequest, plan: str, code: str, chart: str) -> HttpResponse:
    """One chart with its sentence, table and source, for a frame of another site's page."""
    found = released_plan(plan)
    year = asked_year(found, request.GET.get("year"))
    page = indicator_page(found, code, year=year, language=language())
    drawn = chart_of(page, chart)
    more = {
        "plan": found, "page": page, "chart": drawn, "name": chart,
        "about": head_of(found, page, chart, language()), "year": year,
    }  # fmt: skip
    return render(request, "reports/embed.html", more)


def _made(
    request: HttpRequest, plan: Plan, kind: str, asked: dict[str, Any], name: str
) -> HttpResponseBase:
    wish = Wish(
        plan=plan, kind=kind, format="html", asked=asked, right="public_files",
        language=get_language() or "zh-hans", name=f"{plan.slug}-{name}.html",
    )  # fmt: skip
    return answer_in_public(request, wish)
