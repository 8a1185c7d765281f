"""Publishing: nothing accepted is public before two people have published it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from collection.refusals import WrongState
from collection.rounds import Dates, open_round
from indicators import gauges, releases
from indicators.models import Gauge, Measure, Proposal, Release
from indicators.releases import CannotPublish
from tests.areas.cast import person
from tests.cases import case
from tests.collection.conftest import YEAR, Office

PLACE = f"/shu-plan/places/an/?year={YEAR}"


@pytest.fixture
def accepted(office: Office) -> Office:
    """安's figures are accepted."""
    office.fills()
    for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, action)
    gauges.drain()
    return office


def shown(who: str | None, address: str = PLACE) -> str:
    client = Client()
    if who is not None:
        client.force_login(person(who))
    return client.get(address).content.decode()


def published(office: Office) -> Release:
    proposal = releases.propose(office.cast.plan, by=office.actor("zhang"), note="2024年度")
    return releases.publish(proposal, by=office.actor("sun"))


def test_the_first_round_freezes_what_was_public_till_then(office: Office) -> None:
    (release,) = Release.objects.all()
    assert (release.number, release.note) == (1, "数据填报开始前")
    live = Gauge.objects.filter(edition=0).count()
    assert Gauge.objects.filter(edition=release.pk).count() == live > 0


def test_no_round_opens_while_gauges_are_due_for_half_of_them_would_be_frozen(
    office: Office,
) -> None:
    Release.objects.all()._raw_delete(using=Release.objects.db)
    office.cast.say("bo", "firms", YEAR, "5")
    now = timezone.now()
    with pytest.raises(WrongState, match="进度正在计算"):
        open_round(
            office.cast.plan,
            year=YEAR - 1,
            vintage="annual",
            dates=Dates(now, now + timedelta(days=1), now + timedelta(days=1)),
            by=office.actor("zhang"),
            rights=office.rights("zhang"),
        )
    assert not office.cast.plan.rounds.filter(year=YEAR - 1).exists()


@case("W09")
def test_what_was_accepted_is_not_public_before_it_is_published(accepted: Office) -> None:
    assert "120家" not in shown(None)
    assert "120家" not in shown("stranger")
    assert "120家" not in shown("bai")
    assert "发布第1号" in shown(None)
    published(accepted)
    assert "120家" in shown(None)
    assert "发布第2号" in shown(None)


@pytest.mark.parametrize("who", ["wang", "guo", "zhang"])
def test_officials_see_what_was_accepted_at_once(accepted: Office, who: str) -> None:
    assert "120家" in shown(who)
    assert "发布第" not in shown(who)


def test_facts_after_the_release_are_not_among_the_sources(accepted: Office) -> None:
    accepted.cast.say("shu", "firms", YEAR, "777", note="新报数")
    gauges.drain()
    page = "/shu-plan/indicators/firms/"
    assert "777" not in shown(None, page)
    assert "777" in shown("wang", page)


def test_a_public_page_is_new_when_something_was_published(accepted: Office) -> None:
    client = Client()
    etag = client.get(PLACE).headers["ETag"]
    published(accepted)
    assert client.get(PLACE, headers={"If-None-Match": etag}).status_code == 200


def test_nobody_publishes_what_they_proposed_themselves(accepted: Office) -> None:
    proposal = releases.propose(accepted.cast.plan, by=accepted.actor("zhang"))
    with pytest.raises(CannotPublish) as refused:
        releases.publish(proposal, by=accepted.actor("zhang"))
    assert refused.value.problem.code == "E-SOD"
    assert Release.objects.count() == 1


def test_what_changed_since_it_was_proposed_is_not_published(accepted: Office) -> None:
    proposal = releases.propose(accepted.cast.plan, by=accepted.actor("zhang"))
    accepted.cast.say("bo", "firms", YEAR, "5")
    gauges.drain()
    with pytest.raises(CannotPublish) as refused:
        releases.publish(proposal, by=accepted.actor("sun"))
    assert "数据已有变化" in refused.value.problem.zh


def test_nothing_is_proposed_while_gauges_are_due(accepted: Office) -> None:
    accepted.cast.say("bo", "firms", YEAR, "5")
    with pytest.raises(CannotPublish, match="进度正在计算"):
        releases.propose(accepted.cast.plan, by=accepted.actor("zhang"))


def test_a_place_s_figures_that_are_not_open_are_left_out_of_what_is_published(
    accepted: Office,
) -> None:
    firms = accepted.cast.measures["firms"]
    Measure.objects.filter(pk=firms.pk).update(disclosure="internal")
    release = published(accepted)
    rows = Gauge.objects.filter(edition=release.pk, indicator__code="firms")
    kinds = set(rows.values_list("area__kind", flat=True))
    assert "province" in kinds
    assert "city" not in kinds
    assert "120家" in shown("wang")


def test_a_release_stays_as_it_was_whatever_comes_later(accepted: Office) -> None:
    release = published(accepted)
    rows = Gauge.objects.filter(edition=release.pk).order_by("area_id", "indicator_id", "year")
    before: list[Any] = list(rows.values())
    accepted.cast.say("an", "firms", YEAR, "999", vintage="final")
    gauges.drain()
    gauges.rebuild([accepted.cast.plan])
    assert list(rows.values()) == before


def test_two_people_publish_on_the_page(accepted: Office) -> None:
    address = reverse("releases")
    first, second = Client(), Client()
    first.force_login(person("zhang"))
    second.force_login(person("sun"))
    first.post(address, {"note": "2024年度"})
    assert "须由另一位有权限的人员确认" in first.get(address).content.decode()
    proposal = Proposal.objects.get()
    assert first.post(address, {"proposal": proposal.pk}).status_code == 409
    assert second.post(address, {"proposal": proposal.pk}).status_code == 302
    release = Release.objects.get(number=2)
    assert (release.proposed_by, release.published_by) == (person("zhang"), person("sun"))
    said = AuditEntry.objects.filter(action__startswith="release").values_list(
        "action", "actor_name"
    )
    assert list(said) == [("released", "zhang"), ("release_proposed", "zhang"), ("released", "sun")]


def test_what_a_place_explained_stands_as_a_footnote_to_its_figure_once_it_is_public(
    office: Office,
) -> None:
    office.fills()
    office.enters("liumei", {"firms": "120"}, remark="两家企业迁入")
    for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, action)
    gauges.drain()
    assert "两家企业迁入" in shown("wang")
    assert "两家企业迁入" not in shown(None)
    published(office)
    assert "两家企业迁入" in shown(None)


def test_the_explanation_of_a_figure_that_is_left_out_is_left_out_with_it(office: Office) -> None:
    firms = office.cast.measures["firms"]
    Measure.objects.filter(pk=firms.pk).update(disclosure="internal")
    office.fills()
    office.enters("liumei", {"firms": "120"}, remark="两家企业迁入")
    for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, action)
    gauges.drain()
    published(office)
    assert "两家企业迁入" not in shown(None)
