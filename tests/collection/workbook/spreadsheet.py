"""A clerk at a spreadsheet: takes the form away, fills it in, brings it back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl.worksheet.worksheet import Worksheet

from collection.models import Entry, Import
from collection.workbook.form import Column
from tests.areas.cast import person
from tests.collection.conftest import Office

COLUMNS = {column: n for n, column in enumerate(Column, 1)}
HEADINGS_ROW, FIRST_ROW = 5, 6
Change = Callable[[Worksheet], object]


@dataclass(eq=False)
class Clerk:
    """`name` at a spreadsheet, with the form of `area`."""

    office: Office
    name: str = "liumei"
    area: str = "an"

    def __post_init__(self) -> None:
        self.client = Client()
        self.client.force_login(person(self.name))

    @property
    def pk(self) -> int:
        return self.office.report(self.area).pk

    def form(self, kind: str = "xlsx") -> bytes:
        answer = self.client.get(reverse(f"form_{kind}", kwargs={"pk": self.pk}))
        assert answer.status_code == 200
        return bytes(answer.content)

    def filled(self, figures: Mapping[str, Any] = {}, *changes: Change) -> bytes:
        """The form with figures by measure, and whatever else was done to the sheet."""
        book = openpyxl.load_workbook(io.BytesIO(self.form()))
        sheet = book.worksheets[0]
        for code, value in figures.items():
            sheet.cell(row_of(sheet, code), COLUMNS[Column.VALUE]).value = value
        for change in changes:
            change(sheet)
        return saved(book)

    def brings(self, content: bytes, name: str = "an.xlsx") -> HttpResponse:
        sent = SimpleUploadedFile(name, content)
        address = reverse("bring_in", kwargs={"pk": self.pk})
        return self.client.post(address, {"file": sent})  # type: ignore[return-value]

    def confirms(self, answer: HttpResponse, *ticked: str) -> HttpResponse:
        """With the versions the preview shows, and its questions about the measures ticked."""
        page = self.client.get(answer.headers["Location"]).content.decode()
        entries = {e.measure.code: e for e in self._entries()}
        fields = {
            f"version-{e.measure_id}": str(e.version)
            for e in entries.values()
            if f'name="version-{e.measure_id}"' in page
        }
        fields |= {f"confirmed-{entries[code].measure_id}": "yes" for code in ticked}
        return self.client.post(answer.headers["Location"], fields)  # type: ignore[return-value]

    def figures(self) -> dict[str, str]:
        """What the form holds now."""
        return {e.measure.code: e.mark or _plain(e.value) for e in self._entries() if e.filled}

    def _entries(self) -> list[Entry]:
        rows = Entry.objects.filter(report__round=self.office.round, report__area__code=self.area)
        return list(rows.select_related("measure"))


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def staged() -> Import:
    return Import.objects.latest("id")


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


def row_of(sheet: Worksheet, code: str) -> int:
    return next(n for n in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(n, 1).value == code)


def saved(book: openpyxl.Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
        for name, part in more.items():
            new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def as_it_is(_: str, part: bytes) -> bytes:
    return part
