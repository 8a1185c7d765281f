"""Whose a file is, also after rights were taken away; and what is everybody's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, User
from areas.models import Seat
from areas.rights import rights_of
from collection.refusals import NotThere, NotYours, RefusedChange
from indicators import gauges
from reports.exports import asking, making
from reports.models import Chunk, Export
from tests.areas.cast import person
from tests.cases import case
from tests.figures.cast import Cast
from tests.reports.exports.asked import asks, fetched, now, wish

State = Export.State


@case("W06")
@pytest.mark.parametrize("who", ["liumei", "bai", None])
def test_a_file_is_its_owners_alone(cast: Cast, maker: list[Any], who: str | None) -> None:
    made = asks("guo", wish(cast))
    making.make(made.pk)
    assert fetched("guo", made).status_code == 200
    for route in ("export", "export_state", "export_file"):
        client = Client()
        if who is not None:
            client.force_login(person(who))
        assert client.get(reverse(route, kwargs={"key": made.key})).status_code == 404, route


@case("W06")
def test_whose_rights_were_taken_away_fetches_nothing_and_neither_does_anybody_else(
    cast: Cast, maker: list[Any]
) -> None:
    made = asks("guo", wish(cast))
    making.make(made.pk)
    Seat.objects.filter(user=person("guo")).update(ends=timezone.localdate() - timedelta(days=1))
    for who in ("guo", "liumei", None):
        assert fetched(who, made).status_code == 404
    client = Client()
    client.force_login(person("guo"))
    assert "表.csv" not in client.get(reverse("my_files")).content.decode()


def test_the_workbench_says_how_many_of_ones_own_can_be_fetched(
    cast: Cast, maker: list[Any]
) -> None:
    first = asks("guo", wish(cast))
    asks("guo", wish(cast, asked={"year": ["2022"]}))
    making.make(first.pk)
    for who, said in (("guo", True), ("wang", False)):
        client = Client()
        client.force_login(person(who))
        page = client.get(reverse("workbench")).content.decode()
        assert ("1 份可下载" in page) is said


@case("W06")
def test_with_its_owner_the_file_is_gone(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    making.make(made.pk)
    key = made.key
    Seat.objects.filter(user=person("guo")).delete()
    User.objects.filter(username="guo").update(is_active=False)
    assert fetched("guo", made).status_code in (302, 404)
    with pytest.raises(NotThere):
        asking.export_for(person("liumei"), rights_of(person("liumei")), key)


def test_rights_are_read_again_when_it_is_made(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    Seat.objects.filter(user=person("guo")).update(ends=timezone.localdate() - timedelta(days=1))
    making.make(made.pk)
    assert (now(made).state, made.problem) == (State.FAILED, "E-FORBIDDEN")
    assert not Chunk.objects.exists()


@case("W05")
def test_a_city_asks_for_its_own_sheet_and_for_no_other(cast: Cast, maker: list[Any]) -> None:
    own = wish(cast, right="report_own", area=cast.areas["an"])
    assert asks("liumei", own).area == cast.areas["an"]
    with pytest.raises(NotYours):
        asks("liumei", wish(cast, right="report_own", area=cast.areas["bo"]))
    with pytest.raises(NotYours):
        asks("liumei", wish(cast))


def test_the_same_asked_twice_is_one_file_while_it_is_on_its_way(
    cast: Cast, maker: list[Any]
) -> None:
    first = asks("guo", wish(cast))
    assert asks("guo", wish(cast)) == first
    making.make(first.pk)
    assert asks("guo", wish(cast)) != first, "a new one of what stands now"


def test_one_person_waits_for_a_few_files_at_most(cast: Cast, maker: list[Any]) -> None:
    for n in range(asking.MOST_OPEN):
        asks("guo", wish(cast, asked={"n": n}))
    with pytest.raises(RefusedChange) as refused:
        asks("guo", wish(cast, asked={"n": 99}))
    assert refused.value.problem.code == "E-EXPORTS-OPEN"


def test_every_private_file_is_on_record(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    entry = AuditEntry.objects.get(action="export_asked")
    assert (entry.subject_key, entry.actor) == (str(made.key), person("guo"))


def test_what_is_public_is_made_once_for_everybody(cast: Cast, maker: list[Any]) -> None:
    wanted = wish(cast, right="public_files")
    first = asking.ask_in_public(wanted)
    assert asking.ask_in_public(wanted) == first
    making.make(first.pk)
    assert asking.ask_in_public(wanted) == first
    assert fetched(None, first).status_code == 200
    cast.say("an", "firms", 2023, "130")
    gauges.drain()
    assert asking.ask_in_public(wish(cast, right="public_files")) != first, "the figures changed"


def test_nobody_can_cancel_or_remove_what_is_everybodys(cast: Cast, maker: list[Any]) -> None:
    made = asking.ask_in_public(wish(cast, right="public_files"))
    client = Client()
    client.force_login(person("guo"))
    for action in ("cancel", "remove"):
        address = reverse("act_on_export", kwargs={"key": made.key, "action": action})
        assert client.post(address).status_code == 404
    assert now(made).state == State.WAITING


def test_what_has_had_its_time_is_forgotten(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    making.make(made.pk)
    making.sweep(timezone.now() + timedelta(days=6))
    assert Export.objects.filter(pk=made.pk).exists()
    making.sweep(timezone.now() + timedelta(days=8))
    assert not Export.objects.filter(pk=made.pk).exists()
    assert not Chunk.objects.exists()


def test_my_files_says_how_far_each_is_in_a_few_queries(
    cast: Cast, maker: list[Any], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(4):
        making.make(asks("guo", wish(cast, asked={"n": n}, name=f"表{n}.csv")).pk)
    client = Client()
    client.force_login(person("guo"))
    with django_assert_max_num_queries(8):
        page = client.get(reverse("my_files")).content.decode()
    assert page.count("保留至") == 4
    assert "表3.csv" in page


def test_an_owner_removes_a_file(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    making.make(made.pk)
    client = Client()
    client.force_login(person("guo"))
    answer = client.post(reverse("act_on_export", kwargs={"key": made.key, "action": "remove"}))
    assert answer.headers["Location"] == reverse("my_files")
    assert not Export.objects.filter(pk=made.pk).exists()


def test_a_browser_without_scripts_is_shown_the_page_again(cast: Cast, maker: list[Any]) -> None:
    made = asks("guo", wish(cast))
    client = Client()
    client.force_login(person("guo"))
    address = reverse("export", kwargs={"key": made.key})
    assert client.get(address).headers["Refresh"] == "2"
    making.make(made.pk)
    assert "Refresh" not in client.get(address).headers
