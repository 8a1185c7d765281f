"""Closing a plan, opening it again, and finding the way from one plan to another."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from areas.problems import ProblemsFound
from indicators.models import Plan
from plan_tracker import planfile
from tests.planfile.plans import edited, stored
from tests.plans.stage import GENG, NEXT

OTHER_WORDS = edited(("title: 庚省绿色创新发展规划（2021—2025年）", "title: 庚省新规划"), text=GENG)


@pytest.fixture
def plan(db: None) -> Plan:
    return planfile.load(GENG)[0]


def said(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def masthead(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return page[page.index("<header") : page.index("</header>")]


def test_a_closed_plan_is_not_changed_by_a_file(plan: Plan) -> None:
    assert said("close_plan", "geng-145") == "geng-145: now closed\n"
    before = stored()
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(OTHER_WORDS)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("E-CLOSED", "line 2, plan.slug")
    assert "close_plan geng-145 --reopen" in problem.zh
    assert stored() == before


def test_a_file_that_changes_nothing_may_be_loaded_into_a_closed_plan(plan: Plan) -> None:
    said("close_plan", "geng-145")
    assert not planfile.load(GENG)[1]


def test_a_plan_that_was_opened_again_is_changed_as_before(plan: Plan) -> None:
    said("close_plan", "geng-145")
    assert said("close_plan", "geng-145", "--reopen") == "geng-145: now open\n"
    assert planfile.load(OTHER_WORDS)[1].changed == ["plan geng-145: title"]


def test_a_plan_that_follows_a_closed_one_may_be_loaded(plan: Plan) -> None:
    said("close_plan", "geng-145")
    later, _ = planfile.load(NEXT)
    assert later.closed_on is None


def test_closing_twice_changes_nothing(plan: Plan) -> None:
    said("close_plan", "geng-145")
    before = stored()
    assert said("close_plan", "geng-145") == "geng-145: already closed\n"
    assert stored() == before


def test_an_unknown_plan_is_answered_with_the_plans_there_are(plan: Plan) -> None:
    with pytest.raises(CommandError, match="no plan 'xin-145'; stored plans: geng-145"):
        said("close_plan", "xin-145")


def test_every_page_of_a_closed_plan_says_so(client: Client, plan: Plan) -> None:
    before = client.get("/geng-145/").headers["ETag"]
    assert "已收官" not in masthead(client, "/geng-145/tasks/")
    said("close_plan", "geng-145")
    assert "已收官" in masthead(client, "/geng-145/tasks/")
    assert client.get("/geng-145/", headers={"If-None-Match": before}).status_code == 200


def test_one_plan_alone_offers_no_other(client: Client, plan: Plan) -> None:
    assert "其他规划" not in masthead(client, "/geng-145/")


def test_each_plan_offers_the_others_and_says_which_is_closed(client: Client, plan: Plan) -> None:
    planfile.load(NEXT)
    said("close_plan", "geng-145")
    found = masthead(client, "/geng-155/indicators/")
    assert 'href="/geng-145/"' in found
    assert found.index("庚省绿色创新发展规划（2021—2025年）") < found.index("已收官")
    assert 'href="/geng-155/"' in masthead(client, "/geng-145/places/xin/")


def test_the_first_page_leads_to_the_newest_plan(client: Client, plan: Plan) -> None:
    assert client.get("/").headers["Location"] == "/geng-145/"
    planfile.load(NEXT)
    assert client.get("/").headers["Location"] == "/geng-155/"


def test_a_plan_is_offered_without_a_query_of_its_own(client: Client, plan: Plan) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/geng-145/domains/")
        return len(asked)

    alone = queries()
    planfile.load(NEXT)
    assert queries() == alone
