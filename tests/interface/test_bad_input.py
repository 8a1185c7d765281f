"""Whatever is sent: a clear refusal in the one shape, nothing changed, never a fault of ours."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Token, User
from areas.interface import caller, reading
from areas.interface.faults import Refused
from areas.interface.limits import Limit
from collection.models import Entry
from tests.areas.cast import person
from tests.cases import case
from tests.collection.conftest import Office
from tests.interface.conftest import ROOT, Form, Program, faults, json_of, program


def nothing_changed() -> bool:
    return not Entry.objects.exclude(raw="").exists()


def patch(form: Form, body: Any) -> Any:
    return form.sends("PATCH", "/entries", body)


FIRMS = {"measure": "firms", "value": "1"}


@case("A01")
@pytest.mark.parametrize(
    ("cell", "place"),
    [({"measure": "firms", "value": 120}, "entries[0].value"),
     ({"measure": "firms", "value": ["1"]}, "entries[0].value"),
     ({"measure": "firms", "value": {"a": 1}}, "entries[0].value"),
     ({"measure": "firms", "confirmed": "yes"}, "entries[0].confirmed"),
     ({"measure": 7, "value": "1"}, "entries[0].measure"),
     ({"value": "1"}, "entries[0].measure")],
)  # fmt: skip
def test_another_kind_of_value_is_refused_with_its_place(form: Form, cell: Any, place: str) -> None:
    response = patch(form, {"entries": [cell]})
    assert response.status_code == 400
    assert faults(response) == [(place, "E-PARAM")]
    assert nothing_changed()


@case("A01")
@pytest.mark.parametrize("body", [[], "text", 7, None, {}, {"entries": {}}, {"entries": []}])
def test_another_shape_is_refused(form: Form, body: Any) -> None:
    assert patch(form, json.dumps(body).encode()).status_code == 400


@case("A02")
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(form: Form, number: str) -> None:
    response = patch(form, f'{{"entries": [{{"measure": "firms", "value": {number}}}]}}'.encode())
    assert (response.status_code, json_of(response)["code"]) == (400, "E-NUM-FINITE")


@case("A03")
def test_a_key_twice_is_refused(form: Form) -> None:
    response = patch(form, b'{"entries": [{"measure": "firms", "value": "1", "value": "2"}]}')
    assert (response.status_code, json_of(response)["code"]) == (400, "E-PARAM")
    assert json_of(response)["place"] == "value"
    assert nothing_changed()


@case("A04")
@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_what_is_nested_beyond_sense_is_refused(form: Form, bracket: str) -> None:
    response = patch(form, (bracket * 3000).encode())
    assert (response.status_code, json_of(response)["code"]) == (400, "E-PARAM")


@case("A05")
@pytest.mark.parametrize(
    ("body", "place"),
    [({"entries": [{**FIRMS, "city": "bo"}]}, "entries[0].city"),
     ({"entries": [FIRMS], "role": "planner"}, "role")],
)  # fmt: skip
def test_an_unknown_field_is_refused_by_its_name(form: Form, body: Any, place: str) -> None:
    response = patch(form, body)
    assert response.status_code == 400
    assert faults(response) == [(place, "E-PARAM")]
    assert nothing_changed()


@case("A33")
@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_another_encoding_is_refused(form: Form, encoding: str) -> None:
    text = json.dumps({"entries": [{**FIRMS, "remark": "核实"}]}, ensure_ascii=False)
    response = patch(form, text.encode(encoding))
    assert (response.status_code, json_of(response)["code"]) == (400, "E-CSV-ENC")
    assert nothing_changed()


@case("A33")
def test_a_mark_of_byte_order_is_the_right_text(form: Form) -> None:
    text = json.dumps({"entries": [{**FIRMS, "remark": "核实"}]}, ensure_ascii=False)
    assert patch(form, text.encode("utf-8-sig")).status_code == 200
    assert form.cells()["firms"]["remark"] == "核实"


@case("A34")
def test_a_number_of_five_thousand_digits_is_refused(form: Form) -> None:
    digits = "9" * 5000
    response = patch(form, f'{{"entries": [{{"measure": "firms", "value": {digits}}}]}}'.encode())
    assert (response.status_code, json_of(response)["code"]) == (400, "E-NUM-LENGTH")
    response = patch(form, {"entries": [{**FIRMS, "value": digits}]})
    assert (response.status_code, faults(response)) == (422, [("entries[0].value", "E-NUM-LENGTH")])


@pytest.mark.parametrize("body", [b"", b"{", b"{'a': 1}", b'{"entries": [}', b"\xff"])
def test_what_is_no_json_is_refused(form: Form, body: bytes) -> None:
    response = patch(form, body)
    assert response.status_code == 400
    assert set(json_of(response)) == {"code", "zh", "en", "place", "errors"}


@pytest.mark.parametrize("text", ["\0", "a\0b"])
def test_a_nul_is_refused_wherever_it_stands(form: Form, text: str) -> None:
    for cell in ({**FIRMS, "remark": text}, {**FIRMS, "value": text}, {"measure": text}):
        assert patch(form, {"entries": [cell]}).status_code in (400, 422)
    assert program().gets(f"/areas?kind={text.replace(chr(0), '%00')}").status_code == 400
    assert nothing_changed()


@case("S19")
def test_half_a_letter_is_refused(form: Form) -> None:
    response = patch(
        form, b'{"entries": [{"measure": "firms", "value": "1", "remark": "\\ud800"}]}'
    )
    assert (response.status_code, json_of(response)["code"]) == (400, "E-TXT-CONTROL")
    assert json_of(response)["place"] == "entries[0].remark"
    assert nothing_changed()


@case("W42")
def test_a_token_never_becomes_a_session(office: Office) -> None:
    reader = program("liumei")
    for path in ("/plans", "/returns"):
        response = reader.gets(path)
        assert response.status_code == 200
        assert not response.cookies
    page = Client().get("/work/", headers={"Authorization": f"Bearer {reader.secret}"})
    assert page.status_code == 302, "a token opens no page"


@case("W43")
def test_the_token_of_somebody_disabled_and_one_that_is_over_open_nothing(office: Office) -> None:
    reader = program("liumei")
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert reader.gets("/plans").status_code == 401
    Token.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert reader.gets("/plans").status_code == 200
    User.objects.filter(username="liumei").update(is_active=False)
    assert reader.gets("/plans").status_code == 401


@case("W43")
def test_a_read_token_does_not_write(form: Form) -> None:
    reader = Form(form.office, program("liumei", "read"))
    response = patch(reader, {"entries": [FIRMS]})
    assert (response.status_code, json_of(response)["code"]) == (403, "E-FORBIDDEN")
    assert nothing_changed()


@case("A15")
def test_who_asks_too_often_waits(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "STRANGERS", Limit(3))
    monkeypatch.setattr(caller, "PROGRAMS", Limit(2))
    for who, most in ((program(), 3), (program("guo"), 2)):
        found = [who.gets("/plans") for _ in range(most + 1)]
        assert [each.status_code for each in found] == [200] * most + [429]
        assert json_of(found[-1])["code"] == "E-RATE"
        assert int(found[-1].headers["Retry-After"]) > 0
    assert program("liumei").gets("/plans").status_code == 200, "another token has its own measure"


def test_what_was_waited_for_is_there_again() -> None:
    limit = Limit(60)
    for _ in range(60):
        limit.take("a", now=100.0)
    with pytest.raises(Refused) as refused:
        limit.take("a", now=100.0)
    assert refused.value.headers["Retry-After"] == "1"
    limit.take("a", now=101.0)
    with pytest.raises(Refused):
        limit.take("a", now=101.0)


@case("A19")
@pytest.mark.parametrize("name", ["token", "access_token", "Authorization"])
def test_a_secret_in_the_address_is_refused_and_stands_in_no_log(
    office: Office, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    secret = program("liumei").secret
    with caplog.at_level(logging.DEBUG):
        response = program().gets(f"/returns?{name}={secret}")
    assert (response.status_code, json_of(response)["code"]) == (401, "E-AUTH")
    assert secret is not None
    assert secret not in caplog.text


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic bGl1bWVpOng=", "Bearer ptk_nothing", "Bearer ü"]
)
def test_what_is_no_token_is_answered_401(office: Office, header: str) -> None:
    response = Program().gets("/returns", Authorization=header)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


@case("A20")
def test_another_site_is_granted_nothing_by_a_browsers_session(office: Office) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person("liumei"))
    evil = {"Origin": "https://evil.example"}
    response = browser.get(f"{ROOT}/returns", headers=evil)
    assert response.status_code == 401, "a session counts for nothing here"
    response = program("guo").gets("/plans", **evil)
    for name in response.headers:
        assert not name.lower().startswith("access-control")


@case("A27")
@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "CONNECT", "PUT", "DELETE"])
def test_another_method_is_refused_in_the_one_shape(office: Office, method: str) -> None:
    response = program().calls(method, "/plans")
    assert response.status_code == 405
    assert json_of(response)["code"] == "E-METHOD"
    assert response.headers["Allow"] == "GET"


def test_a_body_larger_than_any_is_refused_before_it_is_read(form: Form) -> None:
    response = patch(form, b'{"entries": "' + b"x" * (25 * 2**20) + b'"}')
    assert response.status_code == 413
    assert json_of(response)["code"] == "E-SIZE"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"a": {"b": [1, 2.5, "x"]}}', None),
        (b"[" * 51 + b"]" * 51, "E-PARAM"),
        (b'{"a": -1e400}', None),
    ],
)
def test_reading_takes_what_has_one_meaning(content: bytes, code: str | None) -> None:
    if code is None:
        reading.read(content)
        return
    with pytest.raises(Refused) as refused:
        reading.read(content)
    assert refused.value.problem.code == code
