"""What other programs read: exactly what the pages show, a page at a time, as it was known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Token
from indicators import gauges
from indicators.models import Actual, Gauge, Release
from indicators.queries.table import text_of
from tests.cases import case
from tests.collection.conftest import Office
from tests.figures.cast import source
from tests.interface.conftest import ROOT, Program, json_of, program

PLAN = "/plans/shu-plan"


def items(path: str, caller: Program | None = None) -> list[dict[str, Any]]:
    response = (caller or program()).gets(path)
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = json_of(response)["items"]
    return found


def test_what_is_public_needs_no_token(office: Office) -> None:
    assert [each["slug"] for each in items("/plans")] == ["shu-plan"]
    assert json_of(program().gets(PLAN))["base_year"] == 2021
    assert {each["code"] for each in items("/areas?kind=city")} == {"an", "bo", "ci"}
    assert items(f"{PLAN}/indicators")[0]["code"] == "firms"
    assert json_of(program().gets(f"{PLAN}/indicators/share"))["factor"] == "100"
    assert items(f"{PLAN}/measures")[0]["unit"] == "家"
    assert items(f"{PLAN}/targets?indicator=firms")[0]["value"] == "200"


@case("A31")
def test_figures_are_text_exact_to_the_last_place(office: Office) -> None:
    office.cast.say("shu", "share", 2022, "30.3")
    office.cast.say("shu", "revenue", 2022, "0.1")
    office.cast.say("shu", "revenue", 2023, "123456789012.25")
    rows = items(f"{PLAN}/actuals?area=shu", program("guo"))
    assert {each["value"] for each in rows} == {"30.3", "0.1", "123456789012.25"}


def test_gauges_are_those_of_the_pages(office: Office) -> None:
    office.cast.say("shu", "firms", 2022, "160")
    gauges.drain()
    rows = items(f"{PLAN}/gauges?area=shu&indicator=firms&year=2022", program("guo"))
    gauge = Gauge.objects.get(area__code="shu", indicator__code="firms", year=2022, edition=0)
    (row,) = rows
    assert (row["value"], row["done"], row["status"]) == ("160", text_of(gauge.done), gauge.status)


def test_the_public_reads_the_release_and_an_analyst_what_stands(office: Office) -> None:
    office.cast.say("shu", "firms", 2022, "160")
    gauges.drain()
    path = f"{PLAN}/gauges?area=shu&indicator=firms&year=2022"
    assert [each["value"] for each in items(path)] == [None]
    assert [each["value"] for each in items(path, program("guo"))] == ["160"]
    release = Release.objects.get()
    assert [each["number"] for each in items(f"{PLAN}/releases")] == [release.number]
    again = items(f"{path}&release={release.number}", program("guo"))
    assert [each["value"] for each in again] == [None]
    assert json_of(program().gets(f"{PLAN}/releases/1"))["digest"] == release.digest


def test_statements_of_places_are_for_those_who_may_see_them(office: Office) -> None:
    office.cast.say("an", "firms", 2022, "120")
    office.cast.say("bo", "firms", 2022, "30")
    path = f"{PLAN}/actuals?measure=firms&year=2022"
    assert items(path) == []
    assert {each["area"] for each in items(path, program("liumei"))} == {"an"}
    assert {each["area"] for each in items(path, program("guo"))} == {"an", "bo"}


def test_as_known_on_a_day_is_what_was_published_by_then(office: Office) -> None:
    cast = office.cast
    early, late = source("early", "2023-02-09"), source("late", "2023-06")
    cast.say("shu", "firms", 2022, "150", vintage="flash", source_id=early.pk)
    cast.say("shu", "firms", 2022, "160", vintage="annual", source_id=late.pk)
    path = f"{PLAN}/actuals?measure=firms&area=shu&year=2022"
    guo = program("guo")

    def known(day: str) -> list[tuple[str, bool]]:
        return [(each["value"], each["counts"]) for each in items(f"{path}&as_of={day}", guo)]

    assert known("2023-02-08") == []
    assert known("2023-02-09") == [("150", True)]
    assert known("2023-06-29") == [("150", True)], "a month is over on its last day"
    assert known("2023-06-30T23:59:59+08:00") == [("150", True)]
    assert known("2023-07-01") == [("150", False), ("160", True)]


def test_what_has_no_source_is_known_from_when_it_was_recorded(office: Office) -> None:
    office.cast.say("shu", "firms", 2022, "150")
    today, guo = timezone.localdate(), program("guo")
    path = f"{PLAN}/actuals?measure=firms&area=shu&as_of="
    assert items(f"{path}{today - timedelta(days=1)}", guo) == []
    assert [each["value"] for each in items(f"{path}{today}", guo)] == ["150"]


@case("A25")
@pytest.mark.parametrize(
    ("said", "due"),
    [("2025-12-31T16:30:00Z", 200), ("2026-01-01", 200), ("2025-12-31T16:30:00", 400),
     ("2025-12-31T24:00:00Z", 400), ("2025-02-30", 400), ("yesterday", 400), ("9999-12-31", 400)],
)  # fmt: skip
def test_a_moment_has_its_zone_and_a_day_exists(office: Office, said: str, due: int) -> None:
    response = program().gets(f"{PLAN}/actuals?as_of={said}")
    assert response.status_code == due
    if due == 400:
        assert json_of(response)["code"] == "E-DATE"


@case("A25")
def test_a_moment_of_the_old_year_in_utc_is_of_the_new_one_here(office: Office) -> None:
    new_year = source("new-year", "2026-01-01")
    office.cast.say("shu", "firms", 2022, "150", source_id=new_year.pk)
    path, guo = f"{PLAN}/actuals?measure=firms&as_of=", program("guo")
    assert items(f"{path}2025-12-31T15:59:59Z", guo) == []
    assert len(items(f"{path}2025-12-31T16:30:00Z", guo)) == 1


def test_a_list_is_given_a_page_at_a_time_without_a_gap_or_a_repeat(office: Office) -> None:
    for year in (2022, 2023):
        for area in ("an", "bo", "ci"):
            office.cast.say(area, "firms", year, "5")
    guo, found, cursor = program("guo"), [], ""
    while True:
        page = json_of(guo.gets(f"{PLAN}/gauges?limit=7&cursor={cursor}"))
        found += [(e["area"], e["indicator"], e["year"]) for e in page["items"]]
        assert len(page["items"]) <= 7
        if not (cursor := page["next"]):
            break
    assert len(found) == len(set(found)) == Gauge.objects.filter(edition=0).count() > 7


@case("A10")
@pytest.mark.parametrize(
    "query", ["limit=1000000", "limit=0", "limit=-1", "limit=abc", "cursor=made-up", "cursor=WzFd:x:y"]
)  # fmt: skip
def test_a_page_that_cannot_be_is_refused(office: Office, query: str) -> None:
    response = program().gets(f"{PLAN}/gauges?{query}")
    assert response.status_code == 400
    assert json_of(response)["place"] == query.split("=", maxsplit=1)[0]


def test_a_cursor_of_one_list_is_none_of_another(office: Office) -> None:
    cursor = json_of(program().gets("/areas?limit=1"))["next"]
    assert program().gets(f"{PLAN}/gauges?cursor={cursor}").status_code == 400


@pytest.mark.parametrize("path", ["/plans?yaer=2022", f"{PLAN}/gauges?yaer=2022", "/areas/an?x=1"])
def test_a_filter_that_is_misspelt_is_not_passed_over(office: Office, path: str) -> None:
    response = program().gets(path)
    assert response.status_code == 400
    assert json_of(response)["code"] == "E-PARAM"


@case("A26")
@pytest.mark.parametrize("key", ["9223372036854775808", "-1", "0", "abc", "1%20OR%201", "9" * 400])
def test_a_key_that_cannot_be_is_not_there(office: Office, key: str) -> None:
    reader = program("liumei")
    for path in (f"/returns/{key}", f"/returns/{key}/entries", f"{PLAN}/releases/{key}"):
        assert reader.gets(path).status_code == 404
    assert reader.gets(f"/exports/{key}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/plans/none", f"{PLAN}/indicators/none", "/areas/none", f"{PLAN}/releases/9", "/nothing",
     f"{PLAN}/gauges?indicator=none", f"{PLAN}/gauges?area=none", f"{PLAN}/actuals?measure=none"],
)  # fmt: skip
def test_what_is_not_there_is_said_in_the_one_shape(office: Office, path: str) -> None:
    response = program().gets(path)
    assert response.status_code == 404
    body = json_of(response)
    assert set(body) == {"code", "zh", "en", "place", "errors"}
    assert body["code"] == "E-NOTFOUND"


def test_rounds_and_forms_are_those_the_owner_may_see(office: Office) -> None:
    assert len(items("/rounds", program("liumei"))) == 1
    assert {each["area"] for each in items("/returns", program("liumei"))} == {"an"}
    assert items("/returns", program("guo")) == [], "an analyst sees what was accepted"
    other = office.report("bo")
    assert program("liumei").gets(f"/returns/{other.pk}").status_code == 404


def test_a_reader_is_told_of_no_secret_of_others(office: Office) -> None:
    """No name of a person is in any answer of the public part."""
    names = ("liumei", "chen", "wang", "zhang")
    for path in ("/plans", "/areas", f"{PLAN}/actuals", f"{PLAN}/gauges", f"{PLAN}/releases"):
        text = program().gets(path).content.decode()
        assert not any(name in text for name in names)


def test_the_day_of_use_is_noted_once_a_day(office: Office) -> None:
    reader = program("guo")
    reader.gets("/plans")
    assert Token.objects.get().used_on == timezone.localdate()


def test_the_number_of_queries_of_a_page_does_not_grow_with_it(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    for year in (2022, 2023):
        for area in ("an", "bo", "ci", "shu"):
            office.cast.say(area, "firms", year, "5")
    reader = program("guo")
    for path, most in ((f"{PLAN}/gauges", 6), (f"{PLAN}/actuals", 7), ("/areas", 4),
                       (f"{PLAN}/targets", 5), ("/returns", 5)):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert reader.gets(path).status_code == 200
    assert Actual.objects.count() == 8


def test_the_description_is_openapi_3_1_and_names_every_refusal(office: Office) -> None:
    found = json_of(program().gets("/openapi.json"))
    assert found["openapi"].startswith("3.1")
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            assert path.startswith(ROOT)
            assert {"400", "404", "429"} <= set(operation["responses"]), (method, path)
