"""公开属性 and 保密抑制: what a release leaves out, page by page, so that nobody is given away."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from indicators import gauges, releases
from indicators.models import Concealment, Gauge, Measure, Release
from tests.areas.cast import person
from tests.collection.conftest import YEAR, Office

AN = f"/shu-plan/places/an/?year={YEAR}"


@pytest.fixture
def office(office: Office) -> Office:
    """Firms are counted in firms; 安 and 博 make up the plain, 慈 alone the hills."""
    for measure, counted in (("firms", "firms"), ("hitech", "firms"), ("grants", "grants")):
        Measure.objects.filter(code=measure).update(counted_by=counted, disclosure="open")
    Measure.objects.filter(code="revenue").update(disclosure="open")
    Measure.objects.filter(code="share").update(disclosure="open")
    return office


def says(office: Office, measure: str = "firms", year: int = YEAR, **by_area: str) -> None:
    for area, value in by_area.items():
        office.cast.say(area, measure, year, value, origin="reported")
    gauges.drain()


def published(office: Office) -> Release:
    return releases.publish(
        releases.propose(office.cast.plan, by=office.actor("zhang")), by=office.actor("sun")
    )


def in_release(office: Office, indicator: str = "firms", year: int = YEAR) -> set[str]:
    """The places and totals whose gauge of the year the release holds."""
    release = published(office)
    rows = Gauge.objects.filter(edition=release.pk, indicator__code=indicator, year=year)
    return set(rows.filter(value__isnull=False).values_list("area__code", flat=True))


def read(address: str, who: str | None = None) -> str:
    client = Client()
    if who:
        client.force_login(person(who))
    return client.get(address).content.decode()


def test_a_figure_of_two_units_is_left_out_with_what_would_give_it_away(office: Office) -> None:
    says(office, an="2", bo="40", ci="50")
    assert in_release(office) == {"ci", "hills", "plain", "shu"}


def test_nothing_is_left_out_where_everybody_has_three_or_none(office: Office) -> None:
    says(office, an="3", bo="0", ci="50")
    assert in_release(office) == {"an", "bo", "ci", "hills", "plain", "shu"}


def test_the_only_place_of_its_area_takes_the_area_and_another_one_with_it(office: Office) -> None:
    says(office, an="30", bo="40", ci="1")
    assert in_release(office) == {"bo", "shu"}


def test_the_public_page_does_not_say_it_and_an_official_s_does(office: Office) -> None:
    says(office, an="2", bo="40", ci="50")
    published(office)
    assert ">2家<" not in read(AN).replace(" ", "")
    assert "空缺不等于零" in read(AN)
    assert "2家" in read(AN, "guo")
    for name in ("indicator", "chart_csv"):
        key: dict[str, Any] = {"plan": "shu-plan", "code": "firms"}
        if name == "chart_csv":
            key["chart"] = "comparison"
        page = read(f"{reverse(name, kwargs=key)}?year={YEAR}")
        assert "ci" in page
        assert not re.search("[>,]40[<,]", page), "that of 博 is withheld as well"


def test_a_sum_of_few_firms_is_left_out_and_every_ratio_with_it(office: Office) -> None:
    says(office, an="2", bo="40", ci="50")
    says(office, "hitech", an="7", bo="8", ci="9")
    says(office, "revenue", an="70", bo="80", ci="90")
    assert in_release(office, "share") == {"ci", "hills", "plain", "shu"}


def test_a_running_total_is_left_out_from_the_year_on_that_it_would_give_away(
    office: Office,
) -> None:
    says(office, "grants", 2022, an="9", bo="9", ci="9")
    says(office, "grants", 2023, an="1", bo="9", ci="9")
    says(office, "grants", 2024, an="9", bo="9", ci="9")
    release = published(office)
    rows = Gauge.objects.filter(edition=release.pk, indicator__code="grants", value__isnull=False)
    found = set(rows.filter(area__code="an").values_list("year", flat=True))
    assert found == {2022}


def test_what_a_document_has_published_already_is_no_secret(office: Office) -> None:
    office.cast.say("an", "firms", YEAR, "2", origin="published")
    says(office, bo="40", ci="50")
    assert "an" in in_release(office)


def test_the_whole_is_always_released_and_cannot_be_concealed(office: Office) -> None:
    client = Client()
    client.force_login(person("wang"))
    cell = f"area=shu&measure=firms&year={YEAR}"
    assert "全省数始终发布" in read(f"{reverse('figures')}?{cell}", "wang")
    assert client.post(f"{reverse('conceal_figure')}?{cell}", {"reason": "试"}).status_code == 422
    assert not Concealment.objects.exists()


def test_a_figure_that_one_unit_dominates_is_kept_out_by_the_province(office: Office) -> None:
    says(office, an="30", bo="40", ci="50")
    client = Client()
    client.force_login(person("wang"))
    cell = f"area=an&measure=firms&year={YEAR}"
    address = f"{reverse('conceal_figure')}?{cell}"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "一家企业占九成"}).status_code == 302
    assert client.post(address, {"reason": "一家企业占九成"}).status_code == 409
    assert "一家企业占九成" in read(f"{reverse('figures')}?{cell}", "wang")
    assert in_release(office) == {"ci", "hills", "plain", "shu"}
    made = Concealment.objects.get()
    assert client.post(reverse("reveal_figure", kwargs={"pk": made.pk})).status_code == 302
    assert client.post(reverse("reveal_figure", kwargs={"pk": made.pk})).status_code == 404
    assert in_release(office) == {"an", "bo", "ci", "hills", "plain", "shu"}
    actions = AuditEntry.objects.filter(subject="figure").values_list("action", flat=True)
    assert list(actions) == ["concealed", "revealed"]


def test_what_is_kept_out_after_the_proposal_makes_it_another_one(office: Office) -> None:
    says(office, an="30", bo="40", ci="50")
    proposal = releases.propose(office.cast.plan, by=office.actor("zhang"))
    Concealment.objects.create(
        area=office.cast.areas["an"], measure=office.cast.measures["firms"], year=YEAR,
        reason="一家占九成", by=person("wang"),
    )  # fmt: skip
    with pytest.raises(releases.CannotPublish, match="数据已有变化"):
        releases.publish(proposal, by=office.actor("sun"))
