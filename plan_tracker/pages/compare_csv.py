"""The bars of a comparison as CSV, asked for in the same words as the page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from indicators.charts.wording import Text
from indicators.downloads.charts import NO_CHART, head, of_the_cities
from indicators.downloads.sheet import sheet
from indicators.downloads.views import file_of
from indicators.editions import plan_for
from indicators.freshness import answers_unchanged
from indicators.queries.absence import NotThere
from indicators.queries.compare import compare_page
from indicators.queries.compare_words import WORDS
from indicators.queries.standing import courses_of
from indicators.templatetags.plan_words import language
from plan_tracker.pages.compare import asked_of


@answers_unchanged
def compare_csv(request: HttpRequest, plan: str) -> HttpResponse:
    found = plan_for(request, plan)
    if not courses_of(found):
        raise NotThere(NO_CHART)
    asked = asked_of(request, found)
    page = compare_page(found, asked, language=language())
    if page.bars is None:
        raise NotThere(NO_CHART)
    by, indicator = WORDS[page.by], asked.course.indicator
    title = Text(f"{page.name.zh}：{by.zh}", f"{page.name.en}: {by.en}")
    said = (title, page.unit, of_the_cities(found, indicator))
    lines = head(found, page.bars, said, language())
    return file_of(sheet(lines, page.bars), "text/csv", f"{plan}-{indicator.code}-{page.by}.csv")
