"""What no well-meaning browser sends, and texts that try to be more than text."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from areas.models import Area, Seat
from areas.seating import end
from collection.models import Entry, Round
from collection.states import State
from tests.areas.cast import SHELL, person, seat
from tests.cases import case
from tests.collection.conftest import Office
from tests.collection.test_pages import cell, read, sent, signed_in

SCRIPT = "<script>alert(1)</script>"
BREAKS_OUT = '" autofocus onfocus="alert(1)'
TEMPLATE = "{{7*7}}{% include 'x' %}${7*7}"
RARE = "𠮷㐂😀"


def form_address(office: Office, area: str = "an") -> str:
    return reverse("return", kwargs={"pk": office.report(area).pk})


# --- Requests -------------------------------------------------------------------------------


@case("W02")
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_another_city_s_form_is_not_there_for_any_method(office: Office, method: str) -> None:
    for route in ("save_cells", "bring_in"):
        address = reverse(route, kwargs={"pk": office.report("bo").pk})
        answer = getattr(signed_in("liumei"), method)(address)
        assert answer.status_code in (404, 405)
        assert office.report("bo").version == 1
    assert not Entry.objects.exclude(version=1).exists()


@case("W03")
@pytest.mark.parametrize("asked", ["?city=bo", "?city=", "?city=*", "?area=bo"])
def test_a_list_shows_own_rows_whatever_is_asked_for(office: Office, asked: str) -> None:
    page = signed_in("liumei").get(reverse("workbench") + asked).content.decode()
    assert form_address(office) in page
    assert form_address(office, "bo") not in page


@case("W15")
@pytest.mark.parametrize("year", ["1899", "2099", "0", "-1", "2025 ", "２０２５", "2025.0"])
def test_a_year_that_is_none_is_refused_in_address_and_body(office: Office, year: str) -> None:
    plan = office.cast.plan.slug
    assert Client().get(f"/{plan}/indicators/?year={year}").status_code == 404
    dates = {"opens": "2026-01-01", "due": "2026-02-01", "closes": "2026-02-02"}
    fields = {"year": year, "vintage": "flash", **dates}
    assert signed_in("zhang").post(reverse("rounds"), fields).status_code == 422
    assert Round.objects.count() == 1


@case("W20")
def test_without_the_page_s_token_nothing_is_taken_and_the_answer_says_what_to_do(
    office: Office,
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("liumei"))
    address = reverse("save_cells", kwargs={"pk": office.report().pk})
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = client.post(address, cell(office, "firms", "7"), headers=headers)
        assert answer.status_code == 403
        assert "E-CSRF" in answer.content.decode()
    assert office.cell("firms").value is None


@case("W27", "W28")
@pytest.mark.parametrize(
    ("fields", "length"),
    [
        pytest.param({}, "104857600", id="100 MB"),
        pytest.param({}, "9" * 30, id="a length of thirty digits"),
        pytest.param({}, "-1", id="a length below nought"),
        pytest.param({f"raw-{n}": "" for n in range(10_001)}, None, id="10,001 fields"),
        pytest.param({"raw-1": "1" * (3 * 2**20)}, None, id="a field of 3 MB"),
    ],
)
def test_too_much_is_refused_in_words(
    office: Office, fields: dict[str, str], length: str | None
) -> None:
    address = reverse("save_cells", kwargs={"pk": office.report().pk})
    more: dict[str, Any] = {} if length is None else {"CONTENT_LENGTH": length}
    answer = signed_in("liumei").post(
        address, urlencode(fields), content_type="application/x-www-form-urlencoded", **more
    )
    assert answer.status_code == 413
    assert "E-SIZE" in answer.content.decode()


@case("W30", "W46")
@pytest.mark.parametrize(
    "path",
    ["..%2f..%2fetc/passwd", "%252e%252e/passwd", "..%5cwin.ini", "a%00b", "長" * 5000, SCRIPT],
)
def test_an_address_that_leads_nowhere_says_so_and_nothing_of_itself(db: None, path: str) -> None:
    for address in (f"/work/{path}", f"/{path}/places/"):
        answer = Client().get(address)
        assert answer.status_code == 404
        page = answer.content.decode()
        assert SCRIPT not in page
        assert "root:" not in page


@case("W47")
@pytest.mark.parametrize(
    "path",
    ["/admin/", "/metrics", "/api/schema", "/.git/config", "/media/", "/static/../manage.py"],
)
def test_nothing_is_open_that_was_not_opened_on_purpose(db: None, path: str) -> None:
    assert Client().get(path, follow=True).status_code == 404


@case("A26")
@pytest.mark.parametrize("key", [str(2**63), "-1", "0", "abc", "1 OR 1", "9" * 5000])
def test_a_form_that_cannot_be_is_not_there(office: Office, key: str) -> None:
    for place in ("returns", "imports", "rounds"):
        assert signed_in("liumei").get(f"/work/{place}/{key}/").status_code == 404


@case("A27")
@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "get"])
def test_a_method_that_is_not_taken_is_named_as_such(office: Office, method: str) -> None:
    address = reverse("save_cells", kwargs={"pk": office.report().pk})
    answer = signed_in("liumei").generic(method, address)
    assert answer.status_code == 405
    assert "E-METHOD" in answer.content.decode()
    assert answer.headers["Allow"] == "POST"


@case("A20")
def test_another_site_is_granted_nothing(office: Office) -> None:
    answer = signed_in("liumei").get(
        form_address(office), headers={"Origin": "https://evil.example"}
    )
    assert "Access-Control-Allow-Origin" not in answer.headers


# --- Rights that change while a form is open ---------------------------------------------------


@case("W35")
@pytest.mark.parametrize("how", ["disabled", "password"])
def test_a_session_does_not_outlive_what_it_was_given_for(office: Office, how: str) -> None:
    client, user = signed_in("liumei"), person("liumei")
    assert client.get(reverse("workbench")).status_code == 200
    if how == "disabled":
        User.objects.filter(pk=user.pk).update(is_active=False)
    else:
        user.set_password("Another.2026.tianbao")
        user.save()
    assert client.get(reverse("workbench")).status_code == 302
    assert sent(client, office, cell(office, "firms", "7")).status_code == 401


@case("T13", "T14")
@pytest.mark.parametrize("then", ["no seat", "another city"])
def test_a_right_taken_away_while_the_form_is_open_is_gone_at_the_next_click(
    office: Office, then: str
) -> None:
    client = signed_in("liumei")
    assert client.get(form_address(office)).status_code == 200
    end(Seat.objects.get(user=person("liumei")), by=SHELL)
    if then == "another city":
        seat("liumei", "reporter", office.cast.areas["bo"])
    assert sent(client, office, cell(office, "firms", "7")).status_code == 404
    assert not Entry.objects.exclude(value=None).exists()


@case("T16")
def test_a_place_or_a_person_with_figures_is_not_removed(office: Office) -> None:
    office.enters("liumei", {"firms": "120"})
    for one in (Area.objects.get(code="an"), person("liumei"), office.cell("firms").measure):
        with pytest.raises(ProtectedError):
            one.delete()


@case("T09")
@pytest.mark.parametrize(
    ("day", "utc"), [("2025-12-31", "2025-12-31T15:59:59"), ("2026-01-01", "2026-01-01T15:59:59")]
)
def test_a_last_day_ends_at_midnight_in_the_province(office: Office, day: str, utc: str) -> None:
    fields = {"year": "2022", "vintage": "flash", "opens": "2025-01-01", "due": day, "closes": day}
    assert signed_in("zhang").post(reverse("rounds"), fields).status_code == 302
    made = Round.objects.get(vintage="flash")
    assert made.closes.astimezone(UTC).isoformat().startswith(utc)


# --- Texts ------------------------------------------------------------------------------------


@pytest.fixture
def auditor(office: Office) -> Client:
    seat("zhao", "auditor", office.cast.areas["shu"])
    return signed_in("zhao")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(SCRIPT, "&lt;script&gt;", marks=case("S01"), id="a script"),
        pytest.param(BREAKS_OUT, "&quot; autofocus", marks=case("S04"), id="out of its quotes"),
        pytest.param(TEMPLATE, "{{7*7}}{% include", marks=case("S07"), id="a template"),
        pytest.param(RARE, RARE, marks=case("S17"), id="rare characters"),
    ],
)
def test_what_somebody_writes_is_shown_as_text_and_never_acts(
    office: Office, auditor: Client, text: str, shown: str
) -> None:
    office.fills()
    office.enters("liumei", {"firms": "120"}, remark=text)
    office.moves("liumei", "submit")
    office.moves("chen", "give_back", reason=text)
    pages = [read(signed_in("liumei"), "return", pk=office.report().pk), read(auditor, "audit_log")]
    for page in pages:
        assert shown in page
        assert SCRIPT not in page
        assert BREAKS_OUT not in page
    assert office.cell("firms").remark == text


@case("S04")
def test_what_was_typed_and_refused_comes_back_as_text(office: Office) -> None:
    page = sent(signed_in("liumei"), office, cell(office, "firms", BREAKS_OUT)).content.decode()
    assert "&quot; autofocus" in page
    assert BREAKS_OUT not in page


@case("S11", "S12", "S17")
@pytest.mark.parametrize("text", ["=1+1", "@sum", RARE])
def test_a_text_stays_text_in_the_workbook(office: Office, text: str) -> None:
    office.enters("liumei", {"firms": "120"}, remark=text)
    content = signed_in("liumei").get(reverse("form_xlsx", kwargs={"pk": office.report().pk}))
    sheet = openpyxl.load_workbook(io.BytesIO(content.content)).worksheets[0]
    found = [c for row in sheet.iter_rows() for c in row if c.value in (text, 120)]
    assert {(c.value, c.data_type) for c in found} == {(text, "s"), (120, "n")}


@case("S15")
@pytest.mark.parametrize("text", ["\u202eabc", "\u2066abc"])
def test_what_turns_the_direction_of_writing_is_refused_or_dropped(
    office: Office, text: str
) -> None:
    answer = office.enters("liumei", {"firms": "120"}, remark=f"说明{text}")
    assert answer["firms"].refused is not None
    assert answer["firms"].refused.code == "E-TXT-INVISIBLE"
    assert office.cell("firms").remark == ""


@case("S26")
def test_a_file_to_take_away_has_its_chinese_name(office: Office) -> None:
    answer = signed_in("liumei").get(reverse("form_xlsx", kwargs={"pk": office.report().pk}))
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment; filename*=UTF-8''an")
    assert "\n" not in said


def test_a_file_sent_with_a_field_that_does_not_belong_is_refused(office: Office) -> None:
    address = reverse("bring_in", kwargs={"pk": office.report().pk})
    table = SimpleUploadedFile("t.csv", b"x")
    answer = signed_in("liumei").post(address, {"file": table, "state": "accepted"})
    assert answer.status_code == 422
    assert office.report().state == State.UNREPORTED
