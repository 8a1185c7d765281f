"""佐证材料: who brings and reads files, which are taken, and that secrets are not."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfWriter

from accounts.models import AuditEntry
from collection import filetypes
from collection.models import Content, Evidence
from collection.workbook.sheet import form_sheet
from collection.workbook.write import workbook_of
from tests.areas.cast import seat
from tests.cases import case
from tests.collection.conftest import Office
from tests.collection.test_pages import read, signed_in

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"

FILES = Path(__file__).parent / "files"


def document(
    text: str, *, kind: str = "wordprocessingml.document.main+xml", macro: bool = False
) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        types = f"<Types><Override ContentType='x.{kind}'/>{'vbaProject' if macro else ''}</Types>"
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", f"<w:p><w:t>{text}</w:t></w:p>")
    return written.getvalue()


def brings(
    office: Office, content: bytes, name: str = "说明.pdf", *, who: str = "liumei",
    measure: str = "", area: str = "an",
) -> Any:  # fmt: skip
    address = reverse("attach", kwargs={"pk": office.report(area).pk})
    fields = {"file": SimpleUploadedFile(name, content), "measure": measure}
    return signed_in(who).post(address, fields)


def fetched(who: str, made: Evidence) -> Any:
    return signed_in(who).get(reverse("evidence", kwargs={"pk": made.pk}))


def sends(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")


# --- The way ------------------------------------------------------------------------------


def test_a_file_is_brought_beside_a_figure_and_read_by_the_province(office: Office) -> None:
    key = str(office.cell("firms").measure_id)
    assert brings(office, PDF, measure=key).status_code == 302
    sends(office)
    made = Evidence.objects.get()
    assert made.measure == office.cell("firms").measure
    answer = fetched("wang", made)
    assert answer.content == PDF
    assert "说明.pdf" in read(signed_in("wang"), "return", pk=office.report().pk)
    assert AuditEntry.objects.filter(action="attached").count() == 1


def test_the_stamped_scan_belongs_to_the_form_as_a_whole(office: Office) -> None:
    brings(office, PNG, "盖章.png")
    assert Evidence.objects.get().measure is None
    assert "整表" in read(signed_in("liumei"), "return", pk=office.report().pk)


def test_a_file_is_removed_while_the_form_is_the_place_s_own(office: Office) -> None:
    brings(office, PDF)
    made = Evidence.objects.get()
    address = reverse("remove_evidence", kwargs={"pk": made.pk})
    assert signed_in("liumei").post(address).status_code == 302
    assert fetched("liumei", made).status_code == 404
    assert AuditEntry.objects.filter(action="evidence_removed").count() == 1


def test_what_was_sent_keeps_its_files(office: Office) -> None:
    brings(office, PDF)
    sends(office)
    made = Evidence.objects.get()
    address = reverse("remove_evidence", kwargs={"pk": made.pk})
    assert signed_in("liumei").post(address).status_code == 409
    assert brings(office, PNG, "x.png").status_code == 409
    assert Evidence.objects.filter(removed_at=None).count() == 1


# --- Whose it is -----------------------------------------------------------------------------


@case("W07")
@pytest.mark.parametrize(
    ("who", "status"),
    [("liumei", 200), ("chen", 200), ("bai", 404), ("wang", 404), ("guo", 404), ("stranger", 404)],
)
def test_a_draft_s_file_is_there_for_the_place_alone(office: Office, who: str, status: int) -> None:
    brings(office, PDF)
    assert fetched(who, Evidence.objects.get()).status_code == status


@case("W07")
def test_no_file_has_an_address_of_its_own(office: Office) -> None:
    brings(office, PDF)
    made = Evidence.objects.get()
    assert Client().get(reverse("evidence", kwargs={"pk": made.pk})).status_code == 302
    for path in (f"/media/{made.name}", f"/evidence/{made.content_id}", f"/static/{made.name}"):
        assert Client().get(path, follow=True).status_code == 404


def test_an_analyst_reads_accepted_figures_and_not_the_files_beside_them(office: Office) -> None:
    brings(office, PDF)
    sends(office)
    office.moves("wang", "accept")
    assert fetched("guo", Evidence.objects.get()).status_code == 403
    assert "说明.pdf" not in read(signed_in("guo"), "return", pk=office.report().pk)


def test_an_auditor_s_look_at_a_file_is_on_record(office: Office) -> None:
    seat("zhou", "auditor", office.cast.areas["shu"])
    brings(office, PDF)
    sends(office)
    fetched("zhou", Evidence.objects.get())
    assert AuditEntry.objects.filter(action="looked_up").count() == 1


def test_nobody_brings_a_file_for_another_city(office: Office) -> None:
    assert brings(office, PDF, area="bo").status_code == 404
    assert brings(office, PDF, who="wang").status_code == 404
    assert not Content.objects.exists()


def test_a_file_of_somebody_who_may_not_bring_it_is_not_even_opened(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read one costs a process of its own."""
    opened: list[bytes] = []
    monkeypatch.setattr(filetypes, "read_pdf", opened.append)
    assert brings(office, PDF, who="bai").status_code == 404
    assert opened == []


# --- What is taken ---------------------------------------------------------------------------


@case("S05")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.html", HTML), ("x.pdf", HTML), ("x.svg", SVG), ("x.png", SVG), ("x.exe", b"MZ\0\0"),
        ("x.docx", document("x", macro=True)), ("x.docx", b"PK\x03\x04"), ("x.zip", document("x", kind="zip")),
    ],
)  # fmt: skip
def test_what_a_file_is_is_told_from_its_content(office: Office, name: str, content: bytes) -> None:
    answer = brings(office, content, name)
    assert answer.status_code == 422
    assert "E-EVIDENCE-TYPE" in answer.content.decode()
    assert not Evidence.objects.exists()


@case("S05")
def test_a_file_is_taken_away_and_never_shown_as_a_page(office: Office) -> None:
    brings(office, PDF)
    answer = fetched("liumei", Evidence.objects.get())
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("机密 报告.pdf", PDF),
        ("绝密.png", PNG),
        ("报告.docx", document("秘密★1年")),
        ("报告.docx", document("机</w:t></w:r><w:r><w:t>密★5年")),
    ],
)
def test_what_is_marked_as_classified_is_not_kept(
    office: Office, name: str, content: bytes
) -> None:
    answer = brings(office, content, name)
    assert answer.status_code == 422
    assert "涉密信息不上网" in answer.content.decode()
    assert not Content.objects.exists()


@pytest.mark.parametrize(("file", "status"), [("marked", 422), ("unmarked", 302)])
def test_the_text_of_a_pdf_is_searched_for_a_mark(office: Office, file: str, status: int) -> None:
    """Both printed by a browser: 机密★3年 and 保守秘密，人人有责 on the second page."""
    content = (FILES / f"{file}.pdf").read_bytes()
    assert brings(office, content, "报告.pdf").status_code == status


def test_a_pdf_with_a_password_is_refused_because_nobody_can_look_into_it(office: Office) -> None:
    written, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(written)
    answer = brings(office, written.getvalue(), "报告.pdf")
    assert answer.status_code == 422
    assert "E-FILE-ENCRYPTED" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [("商业秘密保护办法.pdf", PDF), ("报告.docx", document("保守秘密，人人有责"))],
)
def test_what_only_speaks_of_secrets_is_taken(office: Office, name: str, content: bytes) -> None:
    assert brings(office, content, name).status_code == 302


def test_a_workbook_by_a_classified_name_is_not_imported(office: Office) -> None:
    content = workbook_of(form_sheet(office.report()), english=False)
    address = reverse("bring_in", kwargs={"pk": office.report().pk})
    sent = {"file": SimpleUploadedFile("秘密-填报表.xlsx", content)}
    answer = signed_in("liumei").post(address, sent)
    assert answer.status_code == 422
    assert "E-FILE-SECRET" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "E-FILE-EMPTY"), (b"%PDF-" + b"0" * (11 * 2**20), "E-FILE-SIZE")]
)
def test_nothing_and_too_much_are_refused(office: Office, content: bytes, code: str) -> None:
    assert code in brings(office, content).content.decode()


def test_the_same_file_twice_is_kept_once_and_named_twice(office: Office) -> None:
    for name in ("一.pdf", "二.pdf"):
        brings(office, PDF, name)
    assert Content.objects.get().digest == hashlib.sha256(PDF).hexdigest()
    assert Evidence.objects.count() == 2


def test_a_file_that_was_changed_behind_our_back_is_found(office: Office, capsys: Any) -> None:
    brings(office, PDF)
    Content.objects.update(data=b"%PDF-other")
    with pytest.raises(SystemExit):
        call_command("verify")
    assert "is not what it was" in capsys.readouterr().out
