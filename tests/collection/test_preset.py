"""省级预置、市（州）核对: the province puts a figure before the place, which confirms or disputes it."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from collection import rounds
from collection.models import Entry
from collection.refusals import Incomplete
from collection.rounds import Dates
from collection.states import State
from indicators import gauges
from indicators.models import Measure
from tests.collection.conftest import YEAR, Office
from tests.collection.test_pages import read, signed_in


@pytest.fixture
def office(office: Office) -> Office:
    """The province has 35 firms on its list of 安 and none of 博; a round of final figures opens."""
    Measure.objects.filter(code="firms").update(collection=Measure.Collection.PRESET)
    office.cast.say("an", "firms", YEAR, "35")
    gauges.drain()
    now = timezone.now()
    made = rounds.open_round(
        office.cast.plan, year=YEAR, vintage="final", by=office.actor("zhang"),
        rights=office.rights("zhang"),
        dates=Dates(now - timedelta(hours=1), now + timedelta(days=9), now + timedelta(days=9)),
    )  # fmt: skip
    return Office(office.cast, made)


def fills(office: Office, firms: str, **more: str) -> None:
    codes = office.report().entries.values_list("measure__code", flat=True)
    office.enters("liumei", {code: "12" for code in codes if code != "firms"})
    office.enters("liumei", {"firms": firms}, **more)


def test_the_cell_stands_before_the_place_with_the_figure_and_is_still_empty(
    office: Office,
) -> None:
    cell = office.cell("firms")
    assert (cell.preset, cell.value, cell.filled) == (35, None, False)
    page = read(signed_in("liumei"), "return", pk=office.report().pk)
    assert 'data-take="35"' in page
    assert "核对无误" in page


def test_the_form_as_a_workbook_has_a_column_for_it_and_an_empty_cell_to_fill_in(
    office: Office,
) -> None:
    answer = signed_in("liumei").get(reverse("form_xlsx", kwargs={"pk": office.report().pk}))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "firms")
    assert (row[5], row[6]) == (35, None)
    assert not sheet.column_dimensions["F"].hidden


def test_what_the_province_does_not_know_is_entered_as_any_other(office: Office) -> None:
    assert office.cell("firms", "bo").preset is None
    assert not Entry.objects.filter(measure__code="revenue").exclude(preset=None).exists()


def test_a_figure_that_is_confirmed_is_submitted_without_a_word(office: Office) -> None:
    fills(office, "35")
    office.moves("liumei", "submit")
    assert office.report().state == State.AT_HEAD


def test_another_figure_needs_the_reason_for_the_dispute(office: Office) -> None:
    fills(office, "37")
    with pytest.raises(Incomplete) as refused:
        office.moves("liumei", "submit")
    (said,) = refused.value.cells.values()
    assert said is not None
    assert "与省级预置数（35）不一致" in said.zh
    office.enters("liumei", {"firms": "37"}, remark="新认定两家未入库")
    office.moves("liumei", "submit")
    assert office.report().state == State.AT_HEAD
