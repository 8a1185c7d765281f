"""The number cases through every door: typed on the page, in a workbook, in a text table.

One form takes them all, a cell each, so that every door reads the same texts of the same
measures and has to come to the same end.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from collection.models import Entry
from collection.numbers import Wanted
from collection.preview import preview
from collection.workbook.form import Column
from indicators import record
from indicators.models import Measure, Unit
from tests.cases import CASES
from tests.cases.numbers import SHARE, SIGNED, TYPED
from tests.collection.conftest import YEAR, Office
from tests.collection.workbook.spreadsheet import COLUMNS, Clerk, row_of, saved, staged

NOT_OF_A_FORM = [row for row in TYPED if row[2] == SIGNED or row[2].target is not None]
"""No measure that is reported may be negative; a target needs an indicator of its own."""
BLANK = "B"


@dataclass(frozen=True)
class Asked:
    """One case on the form: where it is typed and what is to come of it."""

    case: str
    code: str
    typed: str
    comes: str
    kept: str | None

    @property
    def problems(self) -> set[str]:
        return {each.strip() for each in CASES[self.case]["code"].split(",")}


@dataclass(frozen=True)
class Form:
    clerk: Clerk
    asked: tuple[Asked, ...]

    def figures(self) -> dict[str, Decimal | None]:
        rows = Entry.objects.filter(report=self.clerk.pk, measure__code__startswith="case-")
        return dict(rows.values_list("measure__code", "value"))

    def due(self) -> dict[str, Decimal | None]:
        """What is there once the questions are answered with yes."""
        return {
            each.code: None if each.comes in "RB" or each.kept is None else Decimal(each.kept)
            for each in self.asked
        }


@pytest.fixture
def form(office: Office) -> Form:
    report, asked = office.report(), list[Asked]()
    for n, (case, typed, wanted, comes, kept) in enumerate(TYPED):
        if (case, typed, wanted, comes, kept) in NOT_OF_A_FORM:
            continue
        measure = _measure(f"case-{n:02}", wanted)
        Entry.objects.create(report=report, measure=measure)
        if wanted.last is not None:
            _last_year(office, measure, wanted.last)
        asked.append(Asked(case, measure.code, typed, comes, kept))
    return Form(Clerk(office), tuple(asked))


def _measure(code: str, wanted: Wanted) -> Measure:
    unit = Unit.objects.get(symbol="%" if wanted == SHARE else wanted.unit)
    like = Measure.objects.filter(unit=unit).first()
    assert like is not None
    return Measure.objects.create(
        code=code, name=code, name_en=code, unit=unit, decimals=wanted.decimals,
        kind=like.kind, collection=like.collection, disclosure=like.disclosure, place=like.place,
    )  # fmt: skip


def _last_year(office: Office, measure: Measure, value: Decimal) -> None:
    cell = record.Cell(office.report().area_id, measure.pk, YEAR - 1)
    figure = record.Figure(cell=cell, value=value, vintage="annual", origin="published")
    record.record([figure], by_id=None)


def test_on_the_page_each_is_kept_asked_about_or_refused(form: Form) -> None:
    keys = dict(Measure.objects.filter(code__startswith="case-").values_list("code", "pk"))
    fields = {f"raw-{keys[each.code]}": each.typed for each in form.asked}
    fields |= {f"version-{key}": "1" for key in keys.values()}
    address = reverse("save_cells", kwargs={"pk": form.clerk.pk})
    cells = form.clerk.client.post(address, fields, headers={"Accept": "application/json"}).json()[
        "cells"
    ]
    for each in form.asked:
        said = cells[str(keys[each.code])]
        assert (said["kept"], said["asked"]) == (each.comes in "AB", each.comes == "Q"), each
        if each.comes in "QR":
            assert said["problem"]["code"] in each.problems, each
    kept = {e.code: v for e, v in zip(form.asked, form.due().values(), strict=True)}
    asked = {each.code for each in form.asked if each.comes == "Q"}
    assert form.figures() == {
        code: None if code in asked else value for code, value in kept.items()
    }


def workbook(form: Form, among: str) -> tuple[bytes, str]:
    def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        for each in form.asked:
            if each.comes in among:
                cell = sheet.cell(row_of(sheet, each.code), COLUMNS[Column.VALUE])
                cell.value, cell.data_type = each.typed, "s"

    book = openpyxl.load_workbook(io.BytesIO(form.clerk.form()))
    fill(book.worksheets[0])
    return saved(book), "an.xlsx"


def table(form: Form, among: str) -> tuple[bytes, str]:
    lines = list(csv.reader(io.StringIO(form.clerk.form("csv").decode("utf-8-sig"))))
    typed = {each.code: each.typed for each in form.asked if each.comes in among}
    for line in lines[1:]:
        line[COLUMNS[Column.VALUE] - 1] = typed.get(line[0].split()[-1], "")
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue().encode(), "an.csv"


DOORS = pytest.mark.parametrize("door", [workbook, table], ids=["workbook", "text table"])


@DOORS
def test_in_a_file_every_refused_one_is_named_with_its_reason(form: Form, door: object) -> None:
    content, name = door(form, "R")  # type: ignore[operator]
    assert form.clerk.brings(content, name).status_code == 302
    found = {row.entry.measure.code: row for row in preview(staged()).rows}
    refused = [each for each in form.asked if each.comes == "R"]
    assert len(refused) > 20
    for each in refused:
        codes = [problem.code for problem in found[each.code].problems]
        assert len(codes) == 1, each
        assert codes[0] in each.problems, each
    assert set(form.figures().values()) == {None}


@DOORS
def test_in_a_file_what_is_kept_and_what_is_confirmed_comes_to_the_same_figures(
    form: Form, door: object
) -> None:
    content, name = door(form, "ABQ")  # type: ignore[operator]
    answer = form.clerk.brings(content, name)
    asking = {row.entry.measure.code for row in preview(staged()).rows if row.asks}
    assert asking == {each.code for each in form.asked if each.comes == "Q"}
    assert form.clerk.confirms(answer, *asking).status_code == 302
    assert form.figures() == form.due()
