"""Ratios are computed from the cells, shown beside them, and nobody can enter them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from collection.models import Return
from indicators import gauges
from indicators.models import Indicator, Unit
from tests.collection.conftest import YEAR, Office
from tests.collection.test_pages import cell, read, sent, signed_in


@pytest.fixture
def office(office: Office) -> Office:
    """The share is told to one decimal, the density to two."""
    for code, decimals in (("share", 1), ("density", 2)):
        Indicator.objects.filter(code=code).update(decimals=decimals)
    return office


def office_page(language: str) -> str:
    client = signed_in("liumei")
    client.cookies["django_language"] = language
    pk = Return.objects.get(area__code="an").pk
    return client.get(reverse("return", kwargs={"pk": pk})).content.decode()


def shown(office: Office) -> dict[str, str]:
    page = read(signed_in("liumei"), "return", pk=office.report().pk)
    return dict(re.findall(r'data-computed="(\w+)">([^<]*)<', page))


def test_a_ratio_is_empty_until_both_its_parts_are_there(office: Office) -> None:
    assert shown(office)["share"] == "—"
    office.enters("liumei", {"hitech": "38"})
    assert shown(office)["share"] == "—"
    office.enters("liumei", {"revenue": "95"})
    assert shown(office)["share"] == "40.0"


@pytest.mark.parametrize(
    ("hitech", "revenue", "share"),
    [("1", "3", "33.3"), ("2", "3", "66.7"), ("0", "3", "0.0"), ("3", "0", "—"), ("1", "8", "12.5")],
)  # fmt: skip
def test_it_is_exact_and_rounded_once(
    office: Office, hitech: str, revenue: str, share: str
) -> None:
    office.enters("liumei", {"hitech": hitech, "revenue": revenue})
    assert shown(office)["share"] == share


def test_one_whose_denominator_is_of_the_year_before_takes_that(office: Office) -> None:
    office.cast.say("an", "people", YEAR - 1, "50")
    gauges.drain()
    office.enters("liumei", {"patents": "400", "people": "99"})
    assert shown(office)["density"] == "8.00"


def test_it_follows_what_is_typed(office: Office) -> None:
    client = signed_in("liumei")
    cells = (cell(office, "hitech", "38"), cell(office, "revenue", "95"))
    answer = sent(client, office, *cells, json=True).json()
    assert answer["computed"]["share"] == "40.0"


def test_its_unit_is_in_the_reader_s_language(office: Office) -> None:
    Unit.objects.filter(symbol="件/万人").update(name_en="per 10,000 people")
    page = office_page("en")
    assert "per 10,000 people" in page
    assert "件/万人" not in page


def test_there_is_no_cell_to_enter_it(office: Office) -> None:
    assert not office.report().entries.filter(measure__code__in=["share", "density"]).exists()
    measure = office.cast.measures["share"]
    address = reverse("save_cells", kwargs={"pk": office.report().pk})
    fields = {f"raw-{measure.pk}": "40", f"version-{measure.pk}": "1"}
    assert signed_in("liumei").post(address, fields).status_code == 422
