"""报告: which reports there are of a plan, and asking for one.

Of what is published a report has a stable address and is made once for everybody. One of what
stands now, 草稿, is asked for by officials and is theirs alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from areas.models import Area
from areas.rights import Rights, rights_in
from collection.doors import Asked, signed_in
from indicators.charts.wording import Text
from indicators.freshness import answers_unchanged
from indicators.models import Plan
from indicators.queries.absence import NotThere
from indicators.queries.place import places_of
from indicators.queries.plans import plan_named
from indicators.queries.released import released_plan
from indicators.views import framed
from reports.content.facts import Kind
from reports.content.kinds import TITLES, number_of
from reports.exports import asking
from reports.exports.pages import answer_in_public, lead_to
from reports.exports.wish import Wish
from reports.rows import DOCUMENTS

WORKBOOK, SHEETS = "workbook", ("xlsx",)
WORDS: Final[Mapping[str, tuple[Text, Text]]] = {
    Kind.FINAL: (
        Text("总结评估报告", "Final assessment"),
        Text("规划期满后的全面评估，含附件。", "The whole plan after its end, with annexes."),
    ),
    Kind.MIDTERM: (
        Text("中期评估报告", "Mid-term assessment"),
        Text("中期进展和后半程形势。", "Half way, and where the pace so far leads."),
    ),
    Kind.ANNUAL: (
        Text("年度监测报告", "Annual report"),
        Text("一个年度的进展和问题。", "One year: progress and problems."),
    ),
    Kind.BRIEF: (
        Text("简报（一页）", "Brief (one page)"),
        Text("给领导的一页纸。", "One page for a leader."),
    ),
    Kind.PLACE: (
        Text("市（州）情况表（一页）", "Sheet of a city (one page)"),
        Text("一个市（州）历年数据。", "One city through the years."),
    ),
    WORKBOOK: (
        Text("数据册", "Workbook of figures"),
        Text(
            "总览、各指标分表及图表、分市（州）、解释、来源、修订和长表。",
            "Summary, a sheet and chart for every indicator, places, sources, revisions, long table.",
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A report that can be asked for: of which years, and of which first."""

    kind: str
    name: Text
    about: Text
    formats: tuple[str, ...]
    years: tuple[int, ...]
    year: int


@require_safe
@answers_unchanged
def reports(request: HttpRequest, plan: str) -> HttpResponse:
    found = released_plan(plan)
    rights = rights_in(request)
    more = {
        "offers": [_offer(found, kind) for kind in WORDS],
        "places": places_of(found),
        "formats": [*DOCUMENTS, *SHEETS],
        "may_all": rights.may("report_all") and request.user.is_authenticated,
        "own_places": _own_places(found, rights),
        "release": found.release,
    }
    return render(request, "reports/reports.html", framed(found, None, **more))


@require_safe
def report_file(
    request: HttpRequest,
    plan: str,
    kind: str,
    year: int,
    suffix: str,
) -> HttpResponseBase:
    """The file where it is there; where it is not, the page that waits for it."""
    found = released_plan(plan)
    wish = wish_of(found, kind, str(year), suffix, request.GET.get("place", ""), "public_files")
    return answer_in_public(request, wish)


@require_POST
@signed_in
def ask_report(request: Asked, plan: str) -> HttpResponse:
    """One of what stands now, for this person alone."""
    found, sent = plan_named(plan), request.POST
    kind, year = sent.get("kind", ""), sent.get("year", "")
    if kind in (Kind.FINAL, Kind.MIDTERM):  # of one year alone: the form's does not speak of them
        year = str(years_for(found, Kind(kind))[0])
    place = sent.get("place", "") if kind == Kind.PLACE else ""
    wish = wish_of(found, kind, year, sent.get("format", ""), place, right_of(request.rights))
    return lead_to(asking.ask(wish, by=request.actor, rights=request.rights))


def right_of(rights: Rights) -> str:
    """By which somebody may ask for a report of what stands now."""
    return "report_all" if rights.may("report_all") else "report_own"


def _own_places(plan: Plan, rights: Rights) -> list[Area]:
    own = rights.places("report_own")
    return [area for area in places_of(plan) if own is not None and area.pk in own]


def formats_of(kind: str) -> tuple[str, ...]:
    return SHEETS if kind == WORKBOOK else tuple(DOCUMENTS)


def _offer(plan: Plan, kind: str) -> Offer:
    name, about = WORDS[kind]
    years = years_for(plan, kind)
    return Offer(
        kind=kind,
        name=name,
        about=about,
        formats=formats_of(kind),
        years=years,
        year=_default(years),
    )


def years_for(plan: Plan, kind: str) -> tuple[int, ...]:
    """The final one is of the target year, the mid-term one of the year in the middle."""
    if kind == Kind.FINAL:
        return (plan.target_year,)
    if kind == Kind.MIDTERM:
        return (plan.base_year + (plan.target_year - plan.base_year + 1) // 2,)
    return tuple(range(plan.base_year + 1, plan.target_year + 1))


def _default(years: tuple[int, ...]) -> int:
    """The last year that is over."""
    over = [year for year in years if year < timezone.localdate().year]
    return over[-1] if over else years[0]


def wish_of(
    plan: Plan,
    kind: str,
    year: str,
    suffix: str,
    place: str,
    right: str,
) -> Wish:
    """Raises NotThere for what is not offered, in words."""
    if kind not in WORDS or suffix not in formats_of(kind):
        what = Text(f"没有“{kind}.{suffix}”这种报告。", f"There is no report “{kind}.{suffix}”.")
        raise _not_offered(plan, what)
    if year not in map(str, years_for(plan, kind)):
        what = Text(f"这种报告没有“{year}”年的。", f"There is no such report of “{year}”.")
        raise _not_offered(plan, what)
    today = timezone.localdate().isoformat()
    if kind == WORKBOOK:
        name = f"数据册（{year}年）-{plan.slug}.{suffix}"
        asked: dict[str, Any] = {"year": int(year), "today": today}
        return Wish(
            plan=plan, kind=WORKBOOK, format=suffix, right=right, language="zh-hans", asked=asked,
            name=name,
        )  # fmt: skip
    chosen = Kind(kind)
    area = _place(plan, place) if chosen is Kind.PLACE else None
    title = TITLES[chosen].format(year=year, place=area.name if area else "")
    number = number_of(plan, chosen, int(year), area)
    asked = {"report": kind, "year": int(year), "place": area.code if area else "", "today": today}
    return Wish(
        plan=plan, kind="report", format=suffix, right=right, area=area, language="zh-hans",
        asked=asked, name=f"{title}-{number}.{suffix}",
    )  # fmt: skip


def _place(plan: Plan, code: str) -> Area:
    found = next((area for area in places_of(plan) if area.code == code), None)
    if found is None:
        what = Text(f"没有代码为“{code}”的市（州）。", f"There is no city “{code}”.")
        raise _not_offered(plan, what)
    return found


def _not_offered(plan: Plan, what: Text) -> NotThere:
    return NotThere(
        what, [(Text("报告", "Reports"), reverse("reports", kwargs={"plan": plan.slug}))]
    )
