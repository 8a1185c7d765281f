"""数据查询: whatever is chosen, the page and the file have the same rows."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from areas.models import Area
from indicators import gauges
from indicators.models import Gauge
from indicators.queries.explore import MOST_CELLS, Axis, Question, answer
from indicators.queries.subjects import indicator_subject
from reports.explorer import offered_in
from tests.figures.cast import Cast, assemble

PAGE, FILE = "/shu-plan/explore/", "/shu-plan/explore.csv"


@pytest.fixture
def cast(db: None) -> Cast:
    """安 and 博 of the plain, 慈 of the hills; one of them unknown in 2023."""
    cast = assemble()
    for area, year, firms in (
        ("an", 2022, "1200"), ("bo", 2022, "30"), ("ci", 2022, "5"), ("an", 2023, "1300"),
        ("ci", 2023, "0"),
    ):  # fmt: skip
        cast.say(area, "firms", year, firms)
    gauges.rebuild([cast.plan])
    return cast


def cells_of_the_page(query: str = "") -> list[str]:
    """The figures as they stand in the tables, in order."""
    page = Client().get(f"{PAGE}{query}").content.decode()
    found = re.findall(r'<td class="number">\s*(.*?)\s*</td>', page, flags=re.DOTALL)
    return [re.sub("<[^>]+>|演示", "", cell).strip() for cell in found]


def rows_of_the_file(query: str = "") -> list[dict[str, str]]:
    text = Client().get(f"{FILE}{query}").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    head = next(n for n, line in enumerate(lines) if line and line[0] == "指标代码")
    return [dict(zip(lines[head], line, strict=True)) for line in lines[head + 1 :]]


CHOSEN = "?indicator=firms&place=an&place=bo&place=ci&year=2022&year=2023"


def test_places_stand_against_years(cast: Cast) -> None:
    found = cells_of_the_page(f"{CHOSEN}&down=place&across=year")
    assert found == ["1,200", "1,300", "30", "—", "5", "0"], "an unknown is a dash, nought is 0"


def test_the_same_turned_round(cast: Cast) -> None:
    found = cells_of_the_page(f"{CHOSEN}&down=year&across=place")
    assert found == ["1,200", "30", "5", "1,300", "—", "0"]


def test_the_file_has_a_row_for_every_cell_and_leaves_the_unknown_empty(cast: Cast) -> None:
    rows = rows_of_the_file(CHOSEN)
    assert [(row["地区代码"], row["年份"], row["数值"]) for row in rows] == [
        ("an", "2022", "1200"), ("an", "2023", "1300"), ("bo", "2022", "30"), ("bo", "2023", ""),
        ("ci", "2022", "5"), ("ci", "2023", "0"),
    ]  # fmt: skip
    assert {row["计量单位"] for row in rows} == {"家"}


def test_the_workbook_has_the_rows_of_the_text_table_with_figures_as_numbers(cast: Cast) -> None:
    query = "?place=an&place=plain&place=shu"
    content = Client().get(f"/shu-plan/explore.xlsx{query}").content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    head, *lines = sheet.iter_rows(values_only=True)
    filed = rows_of_the_file(query)
    assert list(head) == list(filed[0])
    assert len(lines) == len(filed)
    for line, row in zip(lines, filed, strict=True):
        for said, text in zip(line, row.values(), strict=True):
            if isinstance(said, int | float):
                assert Decimal(str(said)) == Decimal(text)
            else:
                assert (said or "") == text
    assert {type(line[5]) for line in lines if line[5] is not None} <= {int, float}


@pytest.mark.parametrize("down", list(Axis))
@pytest.mark.parametrize("across", list(Axis))
def test_page_and_file_agree_however_it_is_turned(cast: Cast, down: str, across: str) -> None:
    query = (
        f"?place=an&place=bo&place=plain&place=shu&year=2022&year=2023&down={down}&across={across}"
    )
    shown = sorted(cell.replace(",", "").replace("−", "-") for cell in cells_of_the_page(query))
    filed = sorted(row["限定"] + row["数值"] or "—" for row in rows_of_the_file(query))
    assert shown == filed


def test_without_a_choice_the_main_indicators_of_the_whole_are_shown_year_by_year(
    cast: Cast,
) -> None:
    rows = rows_of_the_file()
    assert {row["地区代码"] for row in rows} == {"shu"}
    assert {row["年份"] for row in rows} == {"2021", "2022", "2023", "2024", "2025"}


@pytest.mark.parametrize(
    "query",
    ["?indicator=none", "?place=none", "?year=1999", "?down=none", "?across=x", "?year=２０２２",
     "?indicator=%27%20OR%201%3D1"],
)  # fmt: skip
@pytest.mark.parametrize("address", [PAGE, FILE])
def test_what_is_not_there_is_told_so(cast: Cast, address: str, query: str) -> None:
    assert Client().get(f"{address}{query}").status_code == 404


def test_the_head_warns_of_demonstrations_only_where_a_row_is_one(cast: Cast) -> None:
    """Of the whole there is a sum of some places, of which one is a demonstration: no row."""
    cast.say("bo", "firms", 2023, "9", origin="demo")
    gauges.drain()
    for query, warned in (("place=shu&year=2023", False), ("place=bo&year=2023", True)):
        text = Client().get(f"{FILE}?indicator=firms&{query}").content.decode("utf-8-sig")
        assert ("含演示数据" in text) is warned, query


@pytest.mark.parametrize(
    ("query", "tables", "first"),
    [
        ("indicator=firms&place=an&place=bo", 1, "an名"),
        ("indicator=firms&indicator=filed&place=an", 1, "firms名"),
        ("indicator=firms&indicator=filed&place=an&place=bo&year=2022", 1, "firms名"),
        ("indicator=firms&indicator=filed&place=an&place=bo", 2, "firms名"),
        ("indicator=firms&place=an&place=bo&down=indicator", 2, "firms名"),
    ],
)
def test_where_nobody_says_how_it_is_turned_it_is_turned_into_few_tables(
    cast: Cast, query: str, tables: int, first: str
) -> None:
    page = Client().get(f"{PAGE}?{query}").content.decode()
    assert page.count("<tbody>") == tables
    assert re.search(r'<tbody><tr><th scope="row">(\S+)', page)[1].split("<")[0] == first  # type: ignore[index]


def test_rows_and_columns_are_never_the_same(cast: Cast) -> None:
    assert Client().get(f"{PAGE}?down=year&across=year").status_code == 200


def test_more_than_a_page_can_show_is_left_to_the_file(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.explorer.MOST_CELLS", 5)
    page = Client().get(f"{PAGE}{CHOSEN}").content.decode()
    assert "下载全部" in page
    assert "<tbody>" not in page
    assert len(rows_of_the_file(CHOSEN)) == 6


def test_the_whole_of_a_plan_takes_one_query(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    offered = offered_in(cast.plan)
    areas = tuple(offered.areas)
    subjects = tuple(map(indicator_subject, offered.courses))
    asked = Question(subjects=subjects, areas=areas, years=tuple(offered.years))
    assert asked.size <= MOST_CELLS
    with django_assert_max_num_queries(1):
        found = answer(cast.plan, asked)
    assert len(found.cells) == asked.size
    assert found.known == Gauge.objects.filter(
        edition=0, value__isnull=False, year__range=(2021, 2025), area__in=areas
    ).exclude(basis="partial").count()  # fmt: skip


def test_a_page_asks_the_database_a_fixed_number_of_times(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client: Any = Client()
    client.get(PAGE)
    client.cookies.clear()
    with django_assert_max_num_queries(16):
        client.get(f"{PAGE}{CHOSEN}")


def test_what_some_places_add_up_to_does_not_stand_for_the_whole(cast: Cast) -> None:
    """Of 2023 one of three places is not known."""
    found = cells_of_the_page(
        "?indicator=firms&place=shu&place=an&year=2023&down=place&across=year"
    )
    assert found == ["—", "1,300"]


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("lines", "2022—2023年firms名，3个地区，2023年最高为an（1,300家）"),
        ("columns", "2022—2023年firms名，3个地区，2023年最高为an（1,300家）"),
        ("bars", "2023年firms名"),
    ],
)
def test_the_answer_is_drawn_above_its_tables(cast: Cast, show: str, words: str) -> None:
    page = Client().get(f"{PAGE}{CHOSEN}&show={show}").content.decode()
    assert words in page
    assert 'data-chart="chart-firms-data"' in page
    assert cells_of_the_page(f"{CHOSEN}&show={show}&down=place&across=year")


def test_statuses_stand_in_the_table_as_words(cast: Cast) -> None:
    cast.say("shu", "firms", 2022, "160")
    gauges.drain()
    page = Client().get(f"{PAGE}?indicator=firms&place=shu&year=2022&show=status").content.decode()
    assert "快于预期" in page


def test_another_way_to_show_it_is_not_there(cast: Cast) -> None:
    assert Client().get(f"{PAGE}?show=pie").status_code == 404


def test_the_cities_stand_on_their_tiles(cast: Cast) -> None:
    for n, code in enumerate(("an", "bo", "ci")):
        Area.objects.filter(code=code).update(tile_column=n + 1, tile_row=1)
    page = Client().get(f"{PAGE}{CHOSEN}&show=map").content.decode()
    assert "2023年firms名" in page
    assert page.count("<text") >= 3
    assert "1,300" in page


def test_a_table_can_be_copied_and_its_button_waits_for_the_script(cast: Cast) -> None:
    page = Client().get(f"{PAGE}{CHOSEN}").content.decode()
    assert re.search(r"<button[^>]*data-copy[^>]*hidden", page)
    assert "js/copy.js" in page
