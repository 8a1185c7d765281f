"""开放数据: the releases of a plan with their files, at addresses that stay, and a feed of them."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.views.decorators.http import require_safe

from indicators.charts.wording import Text
from indicators.freshness import answers_unchanged
from indicators.models import Plan, Release
from indicators.queries.absence import NotThere
from indicators.queries.plans import plan_named
from indicators.queries.released import in_edition, released_plan
from indicators.views import framed
from reports.exports.pages import answer_in_public
from reports.exports.wish import Wish
from reports.opendata.sdmx import structure

FILES: Final = {"package": "zip", "sdmx": "csv"}
NAMES: Final = {
    "package": "{slug}-release-{number}.zip",
    "sdmx": "{slug}-release-{number}-sdmx.csv",
}
FEEDS: Final[dict[str, type[Atom1Feed | Rss201rev2Feed]]] = {
    "atom": Atom1Feed,
    "rss": Rss201rev2Feed,
}


@require_safe
@answers_unchanged
def open_data(request: HttpRequest, plan: str) -> HttpResponse:
    found = released_plan(plan)
    more = {
        "releases": Release.objects.filter(plan=found),
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
    }
    return render(request, "reports/open_data.html", framed(found, None, **more))


@require_safe
def release_file(
    request: HttpRequest, plan: str, number: int, kind: str, suffix: str
) -> HttpResponseBase:
    """A file of one release, made once; until it is there, the page that waits for it."""
    found, release = _released(plan, number)
    if FILES.get(kind) != suffix:
        raise NotThere(Text("没有这样的文件。", "There is no such file."), [_back(found)])
    wish = Wish(
        plan=in_edition(found, release.pk), kind=kind, format=suffix, right="public_files",
        asked={"release": release.number}, language="zh-hans",
        name=NAMES[kind].format(slug=found.slug, number=release.number),
    )  # fmt: skip
    return answer_in_public(request, wish)


@require_safe
def sdmx_structure(request: HttpRequest, plan: str, number: int) -> HttpResponse:  # noqa: ARG001
    found, release = _released(plan, number)
    content = structure(in_edition(found, release.pk), release)
    return HttpResponse(content, content_type="application/vnd.sdmx.structure+json")


@require_safe
def feed(request: HttpRequest, plan: str, suffix: str) -> HttpResponse:
    """The releases, newest first, for whoever wants to hear of the next."""
    found = plan_named(plan)
    if suffix not in FEEDS:
        raise NotThere(Text("没有这样的订阅。", "There is no such feed."), [_back(found)])
    page = request.build_absolute_uri(reverse("open_data", kwargs={"plan": plan}))
    made = FEEDS[suffix](
        title=f"{found.title} 数据发布", link=page, description=found.name_en, language="zh-cn",
        feed_url=request.build_absolute_uri(), author_name=found.issuer,
    )  # fmt: skip
    for release in Release.objects.filter(plan=found):
        made.add_item(
            title=f"发布第{release.number}号", link=f"{page}#r{release.number}",
            description=release.note or found.title, pubdate=release.published_at,
            updateddate=release.published_at, unique_id=f"{page}#r{release.number}",
        )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type=FEEDS[suffix].content_type)


def _released(plan: str, number: int) -> tuple[Plan, Release]:
    found = plan_named(plan)
    release = Release.objects.filter(plan=found, number=min(number, 2**31 - 1)).first()
    if release is None:
        what = Text(f"没有发布第{number}号。", f"There is no release {number}.")
        raise NotThere(what, [_back(found)])
    return found, release


def _back(plan: Plan) -> tuple[Text, str]:
    return Text("开放数据", "Open data"), reverse("open_data", kwargs={"plan": plan.slug})
