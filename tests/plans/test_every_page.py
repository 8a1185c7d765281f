"""The shipped plan and invented ones on one installation: every page works for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver
from pytest_django import DjangoDbBlocker

from areas.documents import read_file
from areas.models import Area
from dev import HOUSE
from indicators import figurefile, gauges
from indicators.gauges.places import Tree
from indicators.models import Plan
from plan_tracker import planfile
from plan_tracker.urls import urlpatterns
from tests.collection.conftest import undone
from tests.plans.stage import NEXT, put_on_stage

FIXTURES = HOUSE / "fixtures"


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rules_kept")]


@pytest.fixture(scope="module")
def plans(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Plan]]:
    """Three plans: two of one province, one after the other, and one of another province."""
    with undone(django_db_blocker):
        shipped, _ = planfile.load(read_file(FIXTURES / "sichuan-htp-14fyp.yaml"))
        figurefile.load(read_file(FIXTURES / "published_figures.yaml"))
        invented = put_on_stage()
        later, _ = planfile.load(NEXT)
        gauges.drain()
        yield [shipped, invented, later]


def routes(patterns: Sequence[object], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        assert isinstance(pattern, URLPattern | URLResolver)
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


NOT_READ = ("reports/ask/", "explore/save/", "explore/views/", "embed/")
"""What is only sent to, and one chart of a page that is read anyway."""
PAGES = [
    route
    for route in routes(urlpatterns)
    if route.startswith("<slug:plan>/")
    and route[-1] == "/"
    and not route.removeprefix("<slug:plan>/").startswith(NOT_READ)
]


def codes(plan: Plan) -> Mapping[str, list[str]]:
    """What `<str:code>` may be, by the word before it in the address."""
    inside = Area.objects.filter(pk__in=Tree().under(plan.area_id))
    return {
        "indicators": list(plan.indicators.values_list("code", flat=True)),
        "compare": list(plan.indicators.values_list("code", flat=True)),
        "places": list(inside.values_list("code", flat=True)),
        "domains": list(plan.domains.values_list("code", flat=True)),
        "regions": list(plan.key_regions.values_list("code", flat=True)),
        "tasks": list(plan.key_tasks.values_list("code", flat=True)),
    }


def addresses(plan: Plan) -> Iterator[str]:
    known = codes(plan)
    for route in PAGES:
        address = "/" + route.replace("<slug:plan>", plan.slug)
        before, code, after = address.partition("<str:code>")
        if not code:
            yield address
            continue
        for each in known[before.rstrip("/").rsplit("/", 1)[1]]:
            yield before + each + after


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_works_for_every_plan(client: Client, plans: list[Plan], language: str) -> None:
    client.cookies.load({"django_language": language})
    asked = [address for plan in plans for address in addresses(plan)]
    answers = {address: client.get(address).status_code for address in asked}
    assert len(answers) > 120
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_a_year_can_be_asked_of_every_page_of_the_invented_plan(
    client: Client, plans: list[Plan]
) -> None:
    plan = plans[1]
    for year in range(plan.base_year, plan.target_year + 1):
        for address in addresses(plan):
            assert client.get(address, {"year": year}).status_code == 200, address


def test_no_page_of_one_plan_shows_the_other(client: Client, plans: list[Plan]) -> None:
    """But for the list of the other plans, which names them."""
    for address in addresses(plans[1]):
        page = client.get(address).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        assert "四川" not in main, address
        assert plans[0].slug not in main, address
