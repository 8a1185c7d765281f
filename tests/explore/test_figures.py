"""数据查询: measures beside indicators, and figures as released, as once known or of one kind."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pyarrow import parquet  # type: ignore[import-untyped]

from indicators import gauges, releases
from indicators.queries.explore import Question, answer
from indicators.queries.known_figures import Figures
from indicators.queries.subjects import indicator_subject
from reports.explorer import offered_in
from reports.exports import making
from reports.models import Export
from tests.areas.cast import person
from tests.collection.conftest import Office, office, standing_office, without_a_second_factor
from tests.figures.cast import revenue, source

__all__ = ["office", "standing_office", "without_a_second_factor"]
PAGE = "/shu-plan/explore/"


def client_of(name: str | None) -> Client:
    client = Client()
    if name is not None:
        client.force_login(person(name))
    return client


def shown(query: str, who: str | None = "guo") -> list[str]:
    """The figures of the tables, in order."""
    page = client_of(who).get(f"{PAGE}?{query}").content.decode()
    found = re.findall(r'<td class="number">\s*(.*?)\s*</td>', page, flags=re.DOTALL)
    return [re.sub("<[^>]+>|演示", "", cell).strip() for cell in found]


def filed(query: str, who: str | None = "guo") -> list[dict[str, str]]:
    content = client_of(who).get(f"/shu-plan/explore.csv?{query}").content
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    head = next(n for n, line in enumerate(lines) if "年份" in line)
    return [dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :]]


def test_what_is_collected_stands_beside_what_is_computed_of_it(office: Office) -> None:
    revenue(office.cast, 2022, an=("35.25", "100"), bo=("20", "80"))
    gauges.drain()
    query = "indicator=share&measure=hitech&measure=revenue&place=an&year=2022&down=indicator"
    assert shown(query) == ["35.25", "35.25", "100"]
    rows = filed(query)
    assert [row["类别"] for row in rows] == ["规划指标", "基础指标", "基础指标"]
    assert [row["指标代码"] for row in rows] == ["share", "hitech", "revenue"]


def test_measures_alone_need_no_indicator(office: Office) -> None:
    rows = filed("measure=people&place=an&place=bo&year=2022")
    assert {row["基础指标"] for row in rows} == {"people名"}


def test_a_measure_says_why_it_has_no_figure_and_what_was_noted(office: Office) -> None:
    office.cast.say("an", "people", 2022, None, mark="na", note="年中撤并")
    office.cast.say("bo", "people", 2022, "7.5", exactness="≈")
    query = "measure=people&place=an&place=bo&place=ci&year=2022&down=place"
    assert shown(query) == ["不适用", "≈7.5", "—"]
    first, second, third = filed(query)
    assert (first["数值"], first["无数值时"], first["说明"]) == ("", "不适用", "年中撤并")
    assert (second["数值"], second["限定"], second["无数值时"]) == ("7.5", "≈", "")
    assert (third["数值"], third["无数值时"]) == ("", "")


@pytest.mark.parametrize("who", [None, "liumei"])
def test_the_public_is_shown_measures_of_the_whole_alone(office: Office, who: str | None) -> None:
    for area, value in (("shu", "900"), ("an", "500")):
        office.cast.say(area, "revenue", 2022, value)
    gauges.drain()
    proposal = releases.propose(office.cast.plan, by=office.actor("zhang"), note="年度")
    releases.publish(proposal, by=office.actor("sun"))
    query = "measure=revenue&place=shu&place=an&year=2022&down=place"
    assert shown(query, who) == ["900", "—"]
    assert [row["数值"] for row in filed(query, who)] == ["900", ""]
    assert shown(query) == ["900", "500"], "whoever sees what stands"


def test_a_measure_of_a_release_stays_as_it_was_released(office: Office) -> None:
    office.cast.say("shu", "revenue", 2022, "900", vintage="flash")
    gauges.drain()
    proposal = releases.propose(office.cast.plan, by=office.actor("zhang"), note="年度")
    number = releases.publish(proposal, by=office.actor("sun")).number
    office.cast.say("shu", "revenue", 2022, "950")
    query = "measure=revenue&place=shu&year=2022"
    for who in (None, "guo"):
        assert shown(f"{query}&release={number}", who) == ["900"]
    assert shown(query, None) == ["900"]
    assert shown(query) == ["950"]


def test_an_earlier_release_can_be_asked_for(office: Office) -> None:
    for value in ("150", "160"):
        source(value, "2023-01-01")
        office.cast.say("shu", "firms", 2022, value, note=value, source_id=None)
        gauges.drain()
        proposal = releases.propose(office.cast.plan, by=office.actor("zhang"), note=value)
        releases.publish(proposal, by=office.actor("sun"))
    query = "indicator=firms&place=shu&year=2022"
    found = [shown(f"{query}&release={n}", None) for n in (1, 2, 3)]
    assert found == [["—"], ["150"], ["160"]]
    assert "发布第2号" in client_of(None).get(f"{PAGE}?{query}&release=2").content.decode()


@pytest.mark.parametrize("release", ["0", "9", "x", "²", "-1"])
def test_a_release_that_is_not_there_is_told_so(office: Office, release: str) -> None:
    assert client_of(None).get(f"{PAGE}?release={release}").status_code == 404


@pytest.fixture
def known_twice(office: Office) -> Office:
    """A quick estimate of February 2023 and the annual figure of June, of two cities and all."""
    early, late = source("early", "2023-02-09"), source("late", "2023-06-30")
    for area, flash, annual in (("an", "100", "120"), ("bo", "40", "50"), ("ci", "10", "10")):
        office.cast.say(area, "firms", 2022, flash, vintage="flash", source_id=early.pk)
        office.cast.say(area, "firms", 2022, annual, source_id=late.pk)
    gauges.drain()
    return office


FIRMS = "indicator=firms&measure=firms&place=shu&place=an&year=2022&down=place&across=indicator"


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2023-02-08", ["—", "—", "—", "—"]),
        ("2023-02-09", ["150", "—", "100", "100"]),
        ("2023-06-29", ["150", "—", "100", "100"]),
        ("2023-06-30", ["180", "—", "120", "120"]),
    ],
)
def test_as_known_on_a_day_indicators_are_counted_again(
    known_twice: Office, day: str, due: list[str]
) -> None:
    assert shown(f"{FIRMS}&as_of={day}") == due
    page = client_of("guo").get(f"{PAGE}?{FIRMS}&as_of={day}").content.decode()
    assert f"截至{day}掌握的数据" in page


def test_of_one_kind_of_figure_that_kind_alone_is_read(known_twice: Office) -> None:
    assert shown(f"{FIRMS}&vintage=flash") == ["150", "—", "100", "100"]
    assert shown(f"{FIRMS}&vintage=annual") == ["180", "—", "120", "120"]
    assert shown(f"{FIRMS}&vintage=final") == ["—"] * 4


def test_the_file_says_as_of_when_it_is(known_twice: Office) -> None:
    query = f"{FIRMS}&as_of=2023-03-01&vintage=flash"
    text = client_of("guo").get(f"/shu-plan/explore.csv?{query}").content.decode("utf-8-sig")
    assert "截至2023-03-01掌握的数据，仅快报数" in text.splitlines()[1]
    found = json.loads(client_of("guo").get(f"/shu-plan/explore.json?{query}").content)
    assert (found["as_of"], found["vintage"]) == ("2023-03-01", "flash")
    assert [row["value"] for row in found["rows"]] == ["150", "100", None, "100"]


def test_a_file_made_in_the_background_is_of_the_same_day(known_twice: Office) -> None:
    client_of("guo").get(f"/shu-plan/explore.parquet?{FIRMS}&as_of=2023-03-01&vintage=flash")
    made = Export.objects.get()
    making.make(made.pk)
    answer = client_of("guo").get(reverse("export_file", kwargs={"key": made.key}))
    content = b"".join(answer)
    table = parquet.read_table(io.BytesIO(content))
    found = {
        (row["type"], row["area_code"]): None if row["value"] is None else f"{row['value']:f}"
        for row in table.to_pylist()
    }
    assert {key: value and value.rstrip("0").rstrip(".") for key, value in found.items()} == {
        ("规划指标", "shu"): "150", ("规划指标", "an"): "100",
        ("基础指标", "shu"): None, ("基础指标", "an"): "100",
    }  # fmt: skip
    said = {name.decode(): json.loads(text) for name, text in table.schema.metadata.items()}
    assert (said["as_of"], said["vintage"], said["edition"]) == ("2023-03-01", "flash", None)


@pytest.mark.parametrize("who", [None, "liumei"])
@pytest.mark.parametrize("more", ["as_of=2023-03-01", "vintage=flash"])
@pytest.mark.parametrize("address", [PAGE, "/shu-plan/explore.csv"])
def test_what_was_known_before_is_not_for_the_public(
    known_twice: Office, who: str | None, more: str, address: str
) -> None:
    answer = client_of(who).get(f"{address}?{FIRMS}&{more}")
    assert answer.status_code == 404
    assert "按发布号查询" in answer.content.decode()
    assert client_of("guo").get(f"{address}?{FIRMS}&{more}&release=1").status_code == 404


@pytest.mark.parametrize(
    "more",
    [
        "as_of=9999-12-31",
        "as_of=0001-01-01",
        "as_of=2023-02-30",
        "as_of=gestern",
        "vintage=x",
        "measure=x",
    ],
)
def test_what_does_not_exist_cannot_be_asked_for(office: Office, more: str) -> None:
    assert client_of("guo").get(f"{PAGE}?{more}").status_code == 404


def test_counted_again_today_everything_is_as_it_stands(known_twice: Office) -> None:
    """The whole plan, every place and year: the value, its vintage and its status."""
    cast = known_twice.cast
    revenue(cast, 2022, an=("35", "100"), bo=("20", "80"), ci=("1", "9"))
    revenue(cast, 2023, an=("36", "101"), bo=("21", "88"))
    for year, value in ((2022, "20"), (2023, "30"), (2024, "25")):
        cast.say("shu", "filed", year, value)
        cast.say("an", "grants", year, value)
        cast.say("shu", "revenue", year, f"10{value}")
    for year in (2021, 2022):
        cast.say("an", "patents", year, "500")
        cast.say("an", "people", year, "20.5")
    gauges.drain()
    offered = offered_in(cast.plan, official=True)
    asked: dict[str, Any] = {
        "subjects": tuple(map(indicator_subject, offered.courses)),
        "areas": tuple(cast.areas.values()),
        "years": tuple(offered.years),
    }
    stands = answer(cast.plan, Question(**asked))
    today = Figures(everywhere=True, as_of=timezone.localdate())
    assert stands.known > 15
    assert answer(cast.plan, Question(**asked, figures=today)).cells == stands.cells
    before = Figures(everywhere=True, as_of=date(2020, 1, 1))
    assert answer(cast.plan, Question(**asked, figures=before)).known == 0


@pytest.mark.parametrize("more", ["", "&as_of=2023-03-01", "&vintage=flash"])
def test_more_places_and_indicators_take_no_more_queries(known_twice: Office, more: str) -> None:
    client = client_of("guo")
    client.get(PAGE)

    def queries(places: str, indicators: str, measures: str) -> int:
        asked = [("place", places), ("indicator", indicators), ("measure", measures)]
        query = "&".join(f"{name}={code}" for name, codes in asked for code in codes.split())
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"{PAGE}?{query}{more}").status_code == 200
        return len(found)

    few = queries("an", "firms", "firms")
    assert queries("shu plain an bo ci", "firms share density growth", "firms people") == few
