"""Files that a reader takes away from an indicator's page."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from indicators.charts.gauge_picture import gauge_picture
from indicators.charts.wording import Text
from indicators.downloads.charts import chart_of, head_of
from indicators.downloads.sheet import sheet
from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.models import Plan
from indicators.queries.indicator import IndicatorPage, indicator_page
from indicators.queries.plans import asked_year
from indicators.queries.standing import dial_of
from indicators.queries.standing_words import when_words
from indicators.templatetags.plan_words import language


def _asked(request: HttpRequest, plan: str, code: str) -> tuple[Plan, IndicatorPage]:
    found = plan_for(request, plan)
    year = asked_year(found, request.GET.get("year"))
    return found, indicator_page(found, code, year=year, language=language())


def file_of(content: bytes, kind: str, name: str) -> HttpResponse:
    """A download; only of a text it is said in which encoding it is."""
    text = kind.startswith("text/") or kind.endswith("+xml")
    answer = HttpResponse(content, content_type=f"{kind}; charset=utf-8" if text else kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


@answers_unchanged
def chart_csv(request: HttpRequest, plan: str, code: str, chart: str) -> HttpResponse:
    found, page = _asked(request, plan, code)
    content = sheet(head_of(found, page, chart, language()), chart_of(page, chart))
    return file_of(content, "text/csv", f"{plan}-{code}-{chart}.csv")


@answers_unchanged
def gauge_svg(request: HttpRequest, plan: str, code: str) -> HttpResponse:
    _, page = _asked(request, plan, code)
    row = page.row
    when = when_words(row) if row.value is not None else Text("", "")
    drawn = gauge_picture(dial_of(row), when=when, language=language())
    return file_of(drawn.encode(), "image/svg+xml", f"{plan}-{code}.svg")
