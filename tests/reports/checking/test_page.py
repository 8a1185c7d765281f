"""An edited Word file through the page: what the analyst is shown, and what is refused."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.profiles import PROFILES
from indicators import gauges
from indicators.queries.plans import plan_named
from reports.content.facts import Kind
from reports.content.kinds import report
from reports.word.write import word_of
from tests.areas.cast import person, seat
from tests.figures.cast import Cast, assemble
from tests.reports.conftest import TODAY

ADDRESS = reverse("check_report")


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    settings.PASSWORD_PROFILE = PROFILES["asvs"]
    cast = assemble()
    for area, firms in (("an", "120"), ("bo", "30"), ("ci", "5")):
        cast.say(area, "firms", 2022, firms)
    cast.say("shu", "firms", 2022, "160")
    gauges.drain()
    seat("guo", "analyst", cast.areas["shu"])
    return cast


def written(cast: Cast) -> bytes:
    return word_of(report(plan_named(cast.plan.slug), Kind.FINAL, 2025, today=TODAY))


def brings(content: bytes, name: str = "报告.docx") -> Any:
    client = Client()
    client.force_login(person("guo"))
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def test_what_was_not_edited_agrees(cast: Cast) -> None:
    answer = brings(written(cast))
    assert answer.status_code == 200
    assert "全部数字与发布数据一致" in answer.content.decode()


def test_what_was_changed_in_a_paragraph_and_in_a_cell_is_listed(cast: Cast) -> None:
    book = docx.Document(io.BytesIO(written(cast)))
    for paragraph in book.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("2022年为160家", "2022年为166家")
    for table in book.tables:
        for row in table.rows:
            if row.cells[0].text == "an名":
                row.cells[1].text = "121"
    changed = io.BytesIO()
    book.save(changed)
    page = brings(changed.getvalue()).content.decode()
    assert "有 2 处数字与发布数据不一致" in page
    for words in ("<mark>166</mark>", "<mark>121</mark>", "“an名” firms名（家，2022年）"):
        assert words in page


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E-FILE-EMPTY"),
        (b"no document", "E-FILE-TYPE"),
        (b"PK\x03\x04broken", "E-FILE-CORRUPT"),
    ],
)
def test_what_is_no_document_is_refused(cast: Cast, content: bytes, code: str) -> None:
    answer = brings(content)
    assert answer.status_code == 422
    assert code in answer.content.decode()


def test_a_workbook_is_no_document(cast: Cast) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "E-FILE-TYPE" in brings(file.getvalue()).content.decode()


def test_a_document_that_unpacks_without_end_is_refused(cast: Cast) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (300 * 2**20))
    assert "E-FILE-BOMB" in brings(file.getvalue()).content.decode()


@pytest.mark.parametrize(
    "number", ["", "OTHER-FINAL-2025-R1", "SHU-PLAN-FINAL-2025-R9", "SHU-PLAN-PLACE-2025-R1"]
)
def test_a_document_of_no_report_of_ours_is_refused(cast: Cast, number: str) -> None:
    book = docx.Document()
    book.add_paragraph("一段话")
    book.core_properties.subject = number
    file = io.BytesIO()
    book.save(file)
    answer = brings(file.getvalue())
    assert answer.status_code == 422
    assert "E-REPORT-NUMBER" in answer.content.decode()


def test_the_number_on_the_cover_will_do_where_a_program_dropped_the_other(cast: Cast) -> None:
    book = docx.Document(io.BytesIO(written(cast)))
    book.core_properties.subject = ""
    file = io.BytesIO()
    book.save(file)
    assert "一致" in brings(file.getvalue()).content.decode()
