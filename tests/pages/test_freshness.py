"""A page a reader has already is not sent again, and never stays behind what it shows."""

from __future__ import annotations

import gzip
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from indicators import gauges, record
from indicators.models import Indicator, Origin, Plan, Vintage

from .test_pages import PAGES


def etag(client: Client, address: str) -> str:
    return client.get(address).headers["ETag"]


def asked_again(client: Client, address: str, known: str) -> int:
    return client.get(address, headers={"If-None-Match": known}).status_code


def say(found: Indicator, plan: Plan) -> None:
    record.record(
        [
            record.Figure(
                cell=record.Cell(plan.area_id, found.measure_id, 2023),
                value=Decimal(17000),
                vintage=Vintage.FLASH.value,
                origin=Origin.PUBLISHED.value,
            )
        ]
    )


@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_is_not_sent_again(
    client: Client, whole_plan: Plan, address: str
) -> None:
    assert asked_again(client, address, etag(client, address)) == 304


def test_a_reader_asks_each_time(client: Client, enterprises: Indicator) -> None:
    assert client.get("/htp/").headers["Cache-Control"] == "no-cache"


def test_a_recorded_figure_changes_the_page_at_once(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    known = etag(client, "/htp/")
    say(enterprises, plan)
    assert asked_again(client, "/htp/", known) == 200


def test_recomputed_gauges_change_the_page(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    say(enterprises, plan)
    known = etag(client, "/htp/")
    gauges.drain()
    assert asked_again(client, "/htp/", known) == 200


def test_a_changed_plan_changes_the_page(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    known = etag(client, "/htp/")
    record.plan_changed(plan)
    assert asked_again(client, "/htp/", known) == 200


def test_each_language_has_its_own_page(client: Client, enterprises: Indicator) -> None:
    known = etag(client, "/htp/")
    client.cookies["django_language"] = "en"
    assert asked_again(client, "/htp/", known) == 200


def test_another_year_is_another_page(client: Client, enterprises: Indicator) -> None:
    assert asked_again(client, "/htp/?year=2022", etag(client, "/htp/")) == 200


def test_a_page_made_for_one_person_is_always_made(client: Client, enterprises: Indicator) -> None:
    client.force_login(get_user_model().objects.create_user(username="deputy"))
    assert "ETag" not in client.get("/htp/").headers


def test_telling_that_nothing_changed_costs_one_query(
    client: Client, enterprises: Indicator, django_assert_num_queries: pytest.FixtureDef[object]
) -> None:
    known = etag(client, "/htp/")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert asked_again(client, "/htp/", known) == 304


def test_a_finished_page_is_handed_out_again_until_something_changes(
    transactional_db: None,
    client: Client,
    plan: Plan,
    enterprises: Indicator,
    django_assert_num_queries: pytest.FixtureDef[object],
) -> None:
    made = client.get("/htp/")
    with django_assert_num_queries(1):  # type: ignore[operator]
        again = client.get("/htp/")
    assert (again.content, dict(again.headers)) == (made.content, dict(made.headers))
    say(enterprises, plan)
    gauges.drain()
    assert client.get("/htp/").content != made.content


def test_a_finished_page_comes_compressed_to_who_takes_it_so(
    transactional_db: None, client: Client, enterprises: Indicator
) -> None:
    made, compressed = client.get("/htp/"), client.get("/htp/", headers={"Accept-Encoding": "gzip"})
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in compressed.headers["Vary"]
    assert gzip.decompress(compressed.content) == made.content
    assert asked_again(client, "/htp/", compressed.headers["ETag"]) == 304
