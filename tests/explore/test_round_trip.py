"""What 数据查询 gives out of past years comes back through 往年数据 without a difference."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collection.models import HistoryUpload
from indicators import record
from indicators.downloads.sheet import as_typed
from indicators.models import Actual, CurrentFigure
from tests.areas.cast import person
from tests.collection.conftest import (
    YEAR,
    Office,
    office,
    standing_office,
    undone,
    without_a_second_factor,
)
from tests.figures.cast import source

__all__ = ["office", "standing_office", "without_a_second_factor"]
PLACES, MEASURES, YEARS = ("shu", "an", "bo", "ci"), ("firms", "revenue", "people"), (2021, 2022)
QUERY = "&".join(
    [f"place={code}" for code in PLACES]
    + [f"measure={code}" for code in MEASURES]
    + [f"year={year}" for year in YEARS]
)


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def taken_out(suffix: str, query: str = QUERY, **headers: str) -> bytes:
    return signed_in("zhang").get(f"/shu-plan/explore.{suffix}?{query}", headers=headers).content


def brought_in(suffix: str, content: bytes) -> Any:
    fields = {"file": SimpleUploadedFile(f"t.{suffix}", content), "reason": "核对"}
    return signed_in("zhang").post(reverse("history"), fields)


def confirmed() -> None:
    pk = HistoryUpload.objects.latest("id").pk
    signed_in("sun").post(reverse("confirm_history", kwargs={"pk": pk}))


def standing() -> list[tuple[Any, ...]]:
    """What counts for every cell, with what was said of it."""
    columns = ("area__code", "measure__code", "year", "value", "mark", "exactness", "vintage", "actual__note")  # fmt: skip
    return list(CurrentFigure.objects.order_by(*columns[:3]).values_list(*columns))


@pytest.fixture
def known(office: Office) -> Office:
    cast = office.cast
    cast.say("shu", "firms", 2021, "18700", exactness="≈", origin="reported")
    cast.say("an", "firms", 2021, "1200", origin="reported")
    cast.say("an", "firms", 2022, "0", origin="reported", note="本年无")
    cast.say("an", "revenue", 2021, "3.25", origin="reported", vintage="final")
    cast.say("bo", "revenue", 2022, None, mark="tiny", origin="reported", note="不足0.01")
    cast.say("ci", "people", 2022, None, mark="na", origin="reported")
    return office


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_it_comes_back_without_a_difference(known: Office, suffix: str, language: str) -> None:
    before = standing()
    client = signed_in("zhang")
    client.cookies["django_language"] = language
    content = client.get(f"/shu-plan/explore.{suffix}?{QUERY}").content
    answer = brought_in(suffix, content)
    assert answer.status_code == 302, answer.context["problems"]
    page = signed_in("sun").get(answer.headers["Location"]).content.decode()
    assert "共 6 项" in page
    assert "不同的 0 项" in page
    confirmed()
    assert HistoryUpload.objects.latest("id").kept == 0, "nothing that was not said before"
    assert standing() == before


def test_gb18030_comes_back_as_well(known: Office) -> None:
    assert brought_in("csv", taken_out("csv", f"{QUERY}&encoding=gb18030")).status_code == 302
    confirmed()
    assert HistoryUpload.objects.latest("id").kept == 0


def test_in_an_empty_house_it_makes_the_same_figures(known: Office) -> None:
    """As if it were another installation: all that was known is gone before it comes back."""
    before, content = standing(), taken_out("csv")
    voices = [
        record.Figure(
            cell=record.Cell(row.area_id, row.measure_id, row.year), value=None, mark="pending",
            vintage=row.vintage, origin=row.origin,
        )
        for row in CurrentFigure.objects.all()
    ]  # fmt: skip
    record.withdraw(voices)
    assert {row[4] for row in standing()} == {"pending"}
    brought_in("csv", content)
    confirmed()
    assert standing() == before


def test_it_puts_no_word_into_the_mouth_of_a_place(office: Office) -> None:
    """What was published or derived stays so, with the step it was printed in."""
    paper = source("yearbook", "2023-01-01")
    office.cast.say("shu", "firms", 2022, "18700", step=Decimal(100), source_id=paper.pk)
    office.cast.say("an", "people", 2022, "7.5", step=Decimal("0.1"), origin="derived")
    facts = list(Actual.objects.order_by("id").values())
    answer = brought_in("xlsx", taken_out("xlsx"))
    assert "不同的 0 项" in signed_in("sun").get(answer.headers["Location"]).content.decode()
    confirmed()
    assert list(Actual.objects.order_by("id").values()) == facts


def test_names_that_differ_in_brackets_alone_are_told_apart(office: Office) -> None:
    cast = office.cast
    for code, name in (("hitech", "Revenue"), ("revenue", "Revenue (industrial part)")):
        cast.measures[code].name_en = name
        cast.measures[code].save()
    cast.say("an", "hitech", 2022, "35.25", origin="reported")
    client = signed_in("zhang")
    client.cookies["django_language"] = "en"
    content = client.get("/shu-plan/explore.csv?measure=hitech&place=an&year=2022").content
    brought_in("csv", content)
    (line,) = HistoryUpload.objects.get().lines
    assert line["measure"] == cast.measures["hitech"].pk
    by_name = b"Place,Measure,Year,Value\r\nAn,Revenue,2022,36\r\n"
    brought_in("csv", by_name)
    (line,) = HistoryUpload.objects.latest("id").lines
    assert line["measure"] == cast.measures["hitech"].pk


def test_an_unknown_code_beside_no_name_is_told_with_its_place(office: Office) -> None:
    text = "地区,基础指标代码,基础指标,年份,数值\nan名,nobody,,2022,1\n"
    (problem,) = brought_in("csv", text.encode()).context["problems"]
    assert (problem.code, problem.path) == ("E-REF", ("B2",))
    assert "nobody" in problem.zh


def test_a_code_and_a_name_that_mean_two_things_are_refused(office: Office) -> None:
    answer = brought_in(
        "csv", "地区,基础指标代码,基础指标,年份,数值\nan名,firms,people名,2022,1\n".encode()
    )
    (problem,) = answer.context["problems"]
    assert (problem.code, problem.path) == ("E-REF", ("C2",))


def test_a_demonstration_does_not_come_back_as_a_figure(office: Office) -> None:
    office.cast.say("an", "firms", 2022, "9", origin="demo")
    answer = brought_in("csv", taken_out("csv"))
    assert answer.status_code == 422
    (problem,) = answer.context["problems"]
    assert problem.code == "E-STATE"
    assert "演示数据" in problem.zh
    assert not HistoryUpload.objects.exists()


def test_years_that_have_a_form_stay_with_the_form(known: Office) -> None:
    known.cast.say("an", "firms", YEAR, "5", origin="reported")
    answer = brought_in("csv", taken_out("csv", f"measure=firms&place=an&year={YEAR}"))
    assert answer.status_code == 422
    assert {problem.code for problem in answer.context["problems"]} == {"E-STATE"}


def test_indicators_are_computed_and_not_brought_in(known: Office) -> None:
    content = taken_out("csv", "indicator=firms&place=an&year=2021")
    answer = brought_in("csv", content)
    assert answer.status_code == 422
    assert re.search("基础指标", answer.content.decode())


FIGURES = st.one_of(
    st.tuples(
        st.decimals(min_value=0, max_value=999_999, places=2, allow_nan=False).map(
            lambda value: f"{value:f}"
        ),
        st.just(""),
        st.sampled_from(["=", "≈", ">"]),
    ),
    st.tuples(st.none(), st.sampled_from(["na", "none", "tiny", "pending"]), st.just("=")),
)
NOTES = (
    st.text(st.sampled_from("甲乙=+-@\"',;\n ，1"), max_size=12)
    .map(str.strip)
    .filter(lambda note: as_typed(note) == note)
)
"""A note that looks like one kept from being a formula cannot be told from it."""


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    said=st.dictionaries(
        st.tuples(st.sampled_from(PLACES[1:]), st.sampled_from(YEARS)),
        st.tuples(FIGURES, st.sampled_from(["flash", "annual", "final"]), NOTES),
        min_size=1,
    ),
)
def test_whatever_was_said_comes_back(
    office: Office, django_db_blocker: Any, said: dict[Any, Any]
) -> None:
    with undone(django_db_blocker):
        for (area, year), ((value, mark, exactness), vintage, note) in said.items():
            office.cast.say(
                area, "revenue", year, value, mark=mark, exactness=exactness, vintage=vintage,
                note=note, origin="reported",
            )  # fmt: skip
        before = standing()
        answer = brought_in("csv", taken_out("csv"))
        assert answer.status_code == 302, answer.context["problems"]
        confirmed()
        assert standing() == before
        assert HistoryUpload.objects.latest("id").kept == 0
