"""The files of an indicator's page: what they hold, what they are called, what they cost."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from django.test import Client

from indicators.charts.gauge_picture import gauge_picture
from indicators.charts.wording import Text
from indicators.models import Indicator, Plan
from tests.charts.figures import ENTERPRISES
from tests.pages.conftest import cities, demo_only, enterprises, fact, plan
from tests.pages.test_pages import read

__all__ = ["demo_only", "enterprises", "plan"]
PAGE = "/htp/indicators/enterprises/"


def rows(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_head_says_what_the_figures_are(client: Client, enterprises: Indicator) -> None:
    head = dict(row for row in rows(client, f"{PAGE}trend.csv") if len(row) == 2)
    assert head == {
        "规划": "高新技术规划",
        "标题": "enterprises数：历年进展",
        "计量单位": "家",
        "数据来源": "见各行",
        "数据截至": "截至2025年9月30日",
    }


def test_demo_figures_carry_their_warning_along(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    for city in cities(plan, enterprises, 2):
        fact(enterprises, city, 100, origin="demo")
    found = rows(client, f"{PAGE}comparison.csv")
    assert ["注意", "含演示数据，非官方数据，不得引用"] in found
    assert ["数据来源", "演示数据"] in found
    assert found[-1] == ["city-0名", "100", "演示数据"]


def test_the_file_speaks_the_readers_language(client: Client, enterprises: Indicator) -> None:
    client.cookies["django_language"] = "en"
    found = rows(client, f"{PAGE}trend.csv")
    assert ["Unit", "enterprises"] in found
    assert found[6][0] == "Year"


def test_another_year_is_another_table(client: Client, plan: Plan, enterprises: Indicator) -> None:
    cities(plan, enterprises, 1)
    assert rows(client, f"{PAGE}comparison.csv?year=2022")[-2][1] == "2022年（家）"
    assert client.get(f"{PAGE}comparison.csv?year=2023").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"{PAGE}comparison.csv", id="no city has a figure"),
        pytest.param(f"{PAGE}other.csv", id="no such chart"),
        pytest.param("/htp/indicators/x/trend.csv", id="no such indicator"),
        pytest.param(f"{PAGE}trend.csv?year=1999", id="no such year"),
    ],
)
def test_what_is_not_there_is_said_in_words(
    client: Client, enterprises: Indicator, address: str
) -> None:
    assert "<h1>" in read(client, address, status=404)


@pytest.mark.parametrize("file", ["trend.csv", "gauge.svg"])
def test_a_file_a_reader_has_is_not_sent_again(
    client: Client, enterprises: Indicator, file: str
) -> None:
    first = client.get(PAGE + file)
    assert (
        f"htp-enterprises{'-trend.csv' if 'csv' in file else '.svg'}"
        in first.headers["Content-Disposition"]
    )
    again = client.get(PAGE + file, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_gauge_stands_alone_with_name_status_and_year(
    client: Client, enterprises: Indicator
) -> None:
    drawn = client.get(f"{PAGE}gauge.svg").content.decode()
    ElementTree.fromstring(drawn)
    for words in ("enterprises数", "快于预期", "2022年年报数", "font-family"):
        assert words in drawn


def test_the_gauge_of_a_demo_figure_says_so(client: Client, demo_only: Indicator) -> None:
    assert "演示数据" in client.get("/htp/indicators/gazelles/gauge.svg").content.decode()


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        pytest.param("高新技术企业数", ["高新技术企业数"], id="short"),
        pytest.param("一" * 20, ["一" * 16, "一" * 4], id="two lines"),
        pytest.param("一" * 40, ["一" * 16, f"{'一' * 15}…"], id="cut"),
        pytest.param("A & B <C>", ["A &amp; B &lt;C&gt;"], id="signs of markup"),
    ],
)
def test_a_long_name_takes_two_lines_at_most(name: str, lines: list[str]) -> None:
    dial = type(ENTERPRISES)(
        name=Text(name, name),
        unit=ENTERPRISES.unit,
        decimals=0,
        year=2022,
        value=None,
        status=ENTERPRISES.status,
        tone="none",
    )
    drawn = gauge_picture(dial, when=Text("", ""))
    assert all(f">{line}</text>" in drawn for line in lines)


def test_a_comparison_is_taken_away_as_it_was_asked_for(
    client: Client, plan: Plan, enterprises: Indicator
) -> None:
    cities(plan, enterprises, 2)
    page = read(client, "/htp/compare/?by=level&year=2022")
    assert '<a href="/htp/compare.csv?by=level&amp;year=2022" download>' in page
    found = rows(client, "/htp/compare.csv?by=level&year=2022")
    assert ["计量单位", "家"] in found
    assert {row[0] for row in found[-2:]} == {"city-0名", "city-1名"}


@pytest.mark.parametrize("asked", ["", "?by=none", "?year=1999", "?indicator=x"])
def test_a_comparison_that_is_not_there_is_said_in_words(
    client: Client, plan: Plan, enterprises: Indicator, asked: str
) -> None:
    assert "<h1>" in read(client, f"/htp/compare.csv{asked}", status=404)
