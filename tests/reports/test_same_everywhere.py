"""One set of figures, 21 cities × every indicator × 5 years: the same on the page, through the
interface and in every file, read back and compared cell by cell."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pandas
import pytest
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

import dev
from indicators import figurefile, gauges
from indicators.charts.wording import rounded
from indicators.queries.explore import Answer, Question
from indicators.queries.place import places_of
from indicators.queries.plans import plan_named, years_of
from indicators.queries.standing import courses_of
from indicators.queries.subjects import indicator_subject
from plan_tracker import planfile
from reports import rows
from reports.exports.makers import ROW_WRITERS
from tests.cases import case
from tests.collection.conftest import undone
from tests.interface.conftest import program, unhurried

__all__ = ["unhurried"]
pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parents[2] / "fixtures"
PLAN = dev.PLAN
Key = tuple[str, str, int]
"""Indicator, place and year."""
Shown = dict[Key, str]
"""By key, as it is shown; an unknown one is not there."""


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Question]:
    """The demo's plan with everything that can be asked of its cities."""
    with undone(django_db_blocker):
        planfile.load((FIXTURES / f"{PLAN}.yaml").read_text(encoding="utf-8"))
        figurefile.load((FIXTURES / "published_figures.yaml").read_text(encoding="utf-8"))
        call_command(*dev.DEMO_DATA[-1], verbosity=0)
        gauges.drain()
        plan = plan_named(PLAN)
        yield Question(
            subjects=tuple(map(indicator_subject, courses_of(plan))),
            areas=tuple(places_of(plan)),
            years=tuple(years_of(plan)),
        )


@pytest.fixture(scope="module")
def due(asked: Question, django_db_blocker: DjangoDbBlocker) -> Shown:
    """What is to be found everywhere: the gauges themselves, rounded half up once."""
    with django_db_blocker.unblock():
        found = rows.Asked(plan_named(PLAN), asked, rows.Nobody())
        return {
            (cell.subject.code, cell.area.code, cell.year): plain(cell.value, cell.subject.decimals)
            for cell in found.cells()
            if cell.value is not None
        }


def plain(value: Fraction, decimals: int) -> str:
    return normal(f"{rounded(value, decimals):f}")


def normal(text: str) -> str:
    """A figure without marks between thousands, without trailing noughts, with a plain minus."""
    bare = text.strip("≈>*").replace(",", "").replace("−", "-")
    return f"{Decimal(bare).normalize():f}"


def query(asked: Question, **more: str) -> str:
    parts = [f"place={area.code}" for area in asked.areas]
    parts += [f"indicator={subject.code}" for subject in asked.subjects]
    parts += [f"{name}={text}" for name, text in more.items()]
    return "&".join(parts)


def downloaded(asked: Question, suffix: str, **more: str) -> bytes:
    return Client().get(f"/{PLAN}/explore.{suffix}?{query(asked, **more)}").content


def made(asked: Question, suffix: str) -> bytes:
    file = io.BytesIO()
    ROW_WRITERS[suffix](rows.Asked(plan_named(PLAN), asked, rows.Nobody()), file)
    return file.getvalue()


def of_records(records: list[dict[str, Any]]) -> Shown:
    return {
        (each["indicator_code"], each["area_code"], int(each["year"])): normal(str(each["value"]))
        for each in records
        if each["value"] not in (None, "")
    }


def test_it_is_the_whole_set(asked: Question, due: Shown) -> None:
    assert asked.size == 21 * len(asked.subjects) * 5
    assert len(asked.subjects) == 27
    assert len(due) > 1500


def test_on_the_page(asked: Question, due: Shown) -> None:
    """Rows are places and columns years; a table for each indicator."""
    page = Client().get(f"/{PLAN}/explore/?{query(asked, down='place', across='year')}")
    cells = re.findall(r'<td class="number">\s*(.*?)\s*</td>', page.content.decode(), re.DOTALL)
    texts = [unescape(re.sub("<[^>]+>|演示", "", cell)).strip() for cell in cells]
    keys = [
        (subject.code, area.code, year)
        for subject in asked.subjects
        for area in asked.areas
        for year in asked.years
    ]
    found = {key: normal(text) for key, text in zip(keys, texts, strict=True) if text != "—"}
    assert found == due


def test_through_the_interface(asked: Question, due: Shown) -> None:
    decimals = {each.code: each.decimals for each in asked.subjects}
    found: Shown = {}
    for area in asked.areas:
        path = f"/plans/{PLAN}/gauges?area={area.code}&limit=1000"
        for each in json.loads(program().gets(path).content)["items"]:
            if each["value"] is not None and each["year"] in asked.years:
                value = Fraction(each["value"])
                key = (each["indicator"], each["area"], each["year"])
                found[key] = plain(value, decimals[each["indicator"]])
    assert found == due


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_in_a_text_table(asked: Question, due: Shown, encoding: str) -> None:
    text = downloaded(asked, "csv", encoding=encoding).decode(encoding).removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text)))
    start = next(n for n, line in enumerate(lines) if line and line[0] == "指标代码")
    keys = [column.key for column in rows.COLUMNS]
    records = [dict(zip(keys, line, strict=True)) for line in lines[start + 1 :]]
    assert len(records) == asked.size
    assert of_records(records) == due


def test_in_a_workbook(asked: Question, due: Shown) -> None:
    book = openpyxl.load_workbook(io.BytesIO(downloaded(asked, "xlsx")), read_only=True)
    lines = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    keys = [column.key for column in rows.COLUMNS]
    records = [dict(zip(keys, line, strict=False)) for line in lines]
    assert len(records) == asked.size
    assert of_records(records) == due


def test_in_json(asked: Question, due: Shown) -> None:
    records = json.loads(downloaded(asked, "json"))["rows"]
    assert len(records) == asked.size
    assert of_records(records) == due


def test_in_parquet(asked: Question, due: Shown) -> None:
    table = pandas.read_parquet(io.BytesIO(made(asked, "parquet")))
    assert len(table) == asked.size
    decimals = {each.code: each.decimals for each in asked.subjects}
    found = {
        (each.indicator_code, each.area_code, each.year): plain(
            Fraction(each.value), decimals[each.indicator_code]
        )
        for each in table.itertuples()
        if each.value is not None
    }
    assert found == due


@case("S27")
def test_in_word(asked: Question, due: Shown) -> None:
    """A table for each year: rows are indicators, columns places."""
    book = docx.Document(io.BytesIO(made(asked, "docx")))
    found: Shown = {}
    # The default question turns indicators down and years across: a table for each place.
    for area, table in zip(asked.areas, book.tables, strict=True):
        lines = [[cell.text for cell in row.cells] for row in table.rows][1:]
        for subject, line in zip(asked.subjects, lines, strict=True):
            for year, text in zip(asked.years, line[1:], strict=True):
                if text != "—":
                    found[subject.code, area.code, year] = normal(text)
    assert found == due


@case("S27")
def test_in_pdf(asked: Question, due: Shown) -> None:
    """Line by line, in the order in which they are drawn."""
    reader = PdfReader(io.BytesIO(made(asked, "pdf")))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    answer = Answer(
        question=asked, cells=tuple(rows.Asked(plan_named(PLAN), asked, rows.Nobody()).cells())
    )
    lines = 0
    for table in answer.tables():
        for _, cells in table.lines:
            figures = "".join(
                "—" if cell.value is None
                else f"{cell.about}{cell.shown}{'*' if cell.demo else ''}"
                for cell in cells
            )  # fmt: skip
            assert figures in text
            lines += 1
    assert lines == len(asked.areas) * len(asked.subjects)
    assert len(due) > 0


@case("S27")
def test_every_file_says_of_which_edition_it_is_and_that_it_has_demo_figures(
    asked: Question,
) -> None:
    head = downloaded(asked, "csv").decode("utf-8-sig").splitlines()[:3]
    assert "含演示数据" in "".join(head)
    book = docx.Document(io.BytesIO(made(asked, "docx")))
    assert "含演示数据" in "".join(p.text for p in book.paragraphs)
