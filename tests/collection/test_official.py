"""官方数 and 评估数 beside what a place reported, and which of them counts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from collection.models import ChoiceProposal
from indicators import gauges
from indicators.models import Actual
from tests.areas.cast import seat
from tests.collection.conftest import YEAR, Office
from tests.collection.test_pages import signed_in

OFFICIAL = {
    "kind": "published", "vintage": "final", "raw": "1,130", "title": "2024年统计公报",
    "publisher": "蜀省统计局", "number": "蜀统〔2025〕3号", "dated": "2025-03-15",
}  # fmt: skip
ASSESSED = {"kind": "assessed", "vintage": "annual", "raw": "118", "reason": "扣除重复统计的2家"}


@pytest.fixture
def office(office: Office) -> Office:
    """安 has reported 120, and it was accepted; 李处长 reviews too."""
    seat("li", "reviewer", office.cast.areas["shu"])
    office.fills()
    for name, step in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, step)
    return office


def address(area: str = "an", measure: str = "firms") -> str:
    return f"{reverse('figures')}?area={area}&measure={measure}&year={YEAR}"


def states(name: str, fields: dict[str, str], area: str = "an") -> Any:
    return signed_in(name).post(address(area), fields)


def chooses(name: str, value: int, reason: str = "以评估数为准") -> Any:
    actual = Actual.objects.filter(value=value, measure__code="firms", year=YEAR).last()
    assert actual is not None
    route = reverse("choose_figure", kwargs={"pk": actual.pk})
    return signed_in(name).post(route, {"reason": reason})


def counting(office: Office, area: str = "an") -> int | None:
    found = office.cast.current(area, "firms", YEAR)
    return None if found is None or found.value is None else int(found.value)


def test_an_official_figure_of_the_province_counts_with_its_document(office: Office) -> None:
    assert states("wang", OFFICIAL, "shu").status_code == 302
    assert counting(office, "shu") == 1130
    gauges.drain()
    assert office.cast.gauge("shu", "firms", YEAR).value == 1130
    page = signed_in("wang").get(address("shu")).content.decode()
    assert "蜀省统计局《2024年统计公报（蜀统〔2025〕3号）》（2025-03-15）" in page


def test_a_figure_is_shown_as_it_was_hedged_and_in_its_unit(office: Office) -> None:
    office.cast.say("shu", "firms", YEAR, "18000", exactness="≈")
    page = signed_in("wang").get(address("shu")).content.decode()
    assert '<th scope="row" class="number">≈18,000</th>' in page
    assert re.search(r"<h2>[^<]*firms名[^<]*<span[^>]*>家</span></h2>", page)


def test_no_official_figure_takes_the_place_of_what_a_city_reported(office: Office) -> None:
    answer = states("wang", OFFICIAL)
    assert answer.status_code == 422
    assert "市（州）的数值由本地填报" in answer.content.decode()
    assert counting(office) == 120


def test_an_assessed_figure_stands_beside_and_does_not_count_by_itself(office: Office) -> None:
    assert states("wang", ASSESSED).status_code == 302
    assert counting(office) == 120
    assert office.cell("firms").value == 120


def test_two_people_decide_which_counts(office: Office) -> None:
    states("wang", ASSESSED)
    assert chooses("wang", 118).status_code == 302
    assert counting(office) == 120
    assert chooses("wang", 118).status_code == 403
    assert chooses("li", 118).status_code == 302
    assert counting(office) == 118
    entries = AuditEntry.objects.filter(subject="figure").order_by("number")
    assert [(each.action, each.actor_name) for each in entries] == [
        ("assessed_stated", "wang"),
        ("choice_proposed", "wang"),
        ("figure_chosen", "li"),
    ]


def test_a_choice_is_taken_back_by_whoever_proposed_it(office: Office) -> None:
    states("wang", ASSESSED)
    chooses("wang", 118)
    address = reverse("take_back_choice", kwargs={"pk": ChoiceProposal.objects.get().pk})
    assert signed_in("li").post(address).status_code == 404
    assert signed_in("wang").post(address).status_code == 302
    assert chooses("li", 118).status_code == 302
    assert counting(office) == 120


def test_a_choice_without_a_reason_is_refused(office: Office) -> None:
    states("wang", ASSESSED)
    assert chooses("wang", 118, reason=" ").status_code == 422
    assert not ChoiceProposal.objects.exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        pytest.param({**OFFICIAL, "number": ""}, "文号", id="no document number"),
        pytest.param({**OFFICIAL, "dated": "去年"}, "E-DATE", id="no date"),
        pytest.param({**OFFICIAL, "raw": "12abc"}, "您是否要填 12", id="not a number"),
        pytest.param({**OFFICIAL, "raw": "1.5"}, "小数位数", id="too fine"),
        pytest.param({**OFFICIAL, "raw": " "}, "数值", id="nothing"),
        pytest.param({**ASSESSED, "reason": ""}, "请填写理由", id="no reason"),
        pytest.param({**ASSESSED, "kind": "demo"}, "kind", id="a kind that is not the province's"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_put_on_record(
    office: Office, fields: dict[str, str], code: str
) -> None:
    known = Actual.objects.count()
    answer = states("wang", fields, "shu")
    assert answer.status_code == 422
    if code.startswith("E-"):
        code = "日期"
    assert code in answer.content.decode()
    assert Actual.objects.count() == known


def test_a_figure_in_ten_thousands_is_asked_about_and_kept_once_confirmed(office: Office) -> None:
    asked = states("wang", {**OFFICIAL, "raw": "3万"}, "shu")
    assert "是，按此保存" in asked.content.decode()
    states("wang", {**OFFICIAL, "raw": "3万", "confirmed": "yes"}, "shu")
    assert counting(office, "shu") == 30000


def test_whoever_entered_the_place_s_figure_puts_none_beside_it(office: Office) -> None:
    seat("liumei", "reviewer", office.cast.areas["shu"])
    assert states("liumei", ASSESSED).status_code == 403


def test_the_same_figure_again_is_told_so(office: Office) -> None:
    states("wang", ASSESSED)
    assert states("wang", ASSESSED).status_code == 422
    assert Actual.objects.filter(origin="assessed").count() == 1


@pytest.mark.parametrize("name", ["liumei", "chen", "zhang", "guo"])
def test_nobody_but_a_reviewer_states_or_chooses(office: Office, name: str) -> None:
    assert states(name, ASSESSED).status_code == 403
    assert chooses(name, 120).status_code == 403


@pytest.mark.parametrize(
    "query", ["?area=nowhere&measure=firms&year=2024", "?area=an&measure=none&year=2024",
              "?area=an&measure=firms&year=1900"],
)  # fmt: skip
def test_a_cell_that_cannot_be_is_not_there(office: Office, query: str) -> None:
    assert signed_in("wang").get(reverse("figures") + query).status_code == 404


def test_without_a_cell_the_page_says_what_it_is_for(office: Office) -> None:
    page = signed_in("wang").get(reverse("figures")).content.decode()
    assert "选择地区、基础指标和报告期" in page
