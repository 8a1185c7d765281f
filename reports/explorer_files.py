"""The files of 数据查询: a small question is answered at once, a large one in the background."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.acting import actor_of
from areas.rights import rights_in
from collection.doors import signed_in
from indicators.charts.wording import Text
from indicators.downloads.views import file_of
from indicators.freshness import answers_unchanged
from indicators.models import Plan
from indicators.queries.absence import NotThere
from indicators.queries.explore import MOST_CELLS, Question
from reports import rows
from reports.explorer import OFFICIAL, asked_of, plan_asked
from reports.exports import asking
from reports.exports.pages import KINDS, answer_in_public, lead_to
from reports.exports.wish import Wish

ENCODING = "encoding"
CHOICES: Final = (
    "indicator", "measure", "place", "year", "as_of", "vintage", "down", "across",
)  # fmt: skip


@require_safe
def explore_file(request: HttpRequest, plan: str, suffix: str) -> HttpResponseBase:
    """The rows of the question, in one of the formats; `?encoding=gb18030` for old programs."""
    found, question, encoding = _asked(request, plan, suffix)
    if suffix in rows.AT_ONCE and question.size <= MOST_CELLS:
        asked = rows.Asked(found, question, rows.Nobody(), encoding)
        return _at_once(request, plan=plan, suffix=suffix, asked=asked)
    return _in_the_background(request, found, question, suffix, encoding)


@answers_unchanged
def _at_once(_request: HttpRequest, plan: str, suffix: str, asked: rows.Asked) -> Any:
    content = rows.written(asked, suffix)
    answer = file_of(content, KINDS[suffix], f"{plan}-data.{suffix}")
    if suffix == "csv":
        answer.headers["Content-Type"] = f"text/csv; charset={asked.encoding}"
    return answer


def _in_the_background(
    request: HttpRequest, found: Plan, question: Question, suffix: str, encoding: str
) -> HttpResponseBase:
    if suffix in rows.DOCUMENTS and question.size > rows.MOST_IN_A_DOCUMENT:
        raise NotThere(
            Text(
                f"所选共{question.size}个数值，Word和PDF最多{rows.MOST_IN_A_DOCUMENT}个；请减少选项或改用其他格式。",
                f"{question.size} figures are too many for Word or PDF "
                f"(at most {rows.MOST_IN_A_DOCUMENT}); choose fewer, or another format.",
            )
        )
    official = question.figures.everywhere
    wish = _wish(found, request.GET, suffix, encoding, official=official)
    if official:
        return _own(request, wish)
    return answer_in_public(request, wish)


def _own(request: HttpRequest, wish: Wish) -> HttpResponseBase:
    @signed_in
    def ask(request: Any) -> Any:
        return lead_to(asking.ask(wish, by=actor_of(request), rights=rights_in(request)))

    return ask(request)


def _asked(request: HttpRequest, plan: str, suffix: str) -> tuple[Plan, Question, str]:
    found, offered = plan_asked(request, plan)
    encoding = request.GET.get(ENCODING, "utf-8")
    if not offered.courses or suffix not in rows.FORMATS or encoding not in rows.ENCODINGS:
        raise NotThere(Text("没有这样的文件。", "There is no such file."))
    return found, asked_of(found, offered, request.GET), encoding


def _wish(plan: Plan, sent: QueryDict, suffix: str, encoding: str, *, official: bool) -> Wish:
    chosen = {name: sent.getlist(name) for name in CHOICES}
    return Wish(
        plan=plan, kind="rows", format=suffix, asked={**chosen, ENCODING: encoding},
        language=get_language() or "zh-hans", name=f"{plan.slug}-data.{suffix}",
        right=OFFICIAL if official else "public_files",
    )  # fmt: skip
