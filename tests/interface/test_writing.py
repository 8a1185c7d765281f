"""A city's own system fills in its form and sends it on: all or nothing, once, and never blindly."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, OnceKey
from areas.interface import once as once_module
from collection.models import Entry, Move
from collection.states import State
from reports.exports import making
from reports.models import Export
from tests.cases import case
from tests.collection.conftest import Office
from tests.interface.conftest import Form, faults, json_of, program


def entries(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"entries": list(cells)}


def firms(value: str | None = "120", **more: Any) -> dict[str, Any]:
    return {"measure": "firms", "value": value, **more}


def every_cell(form: Form, value: str = "120") -> dict[str, Any]:
    return entries(*({"measure": code, "value": value} for code in form.cells()))


def test_a_figure_is_entered_as_on_the_page(form: Form) -> None:
    response = form.sends("PATCH", "/entries", entries(firms("1,234")))
    assert response.status_code == 200
    assert form.cells()["firms"]["value"] == "1234"
    cell = form.office.cell("firms")
    assert (str(cell.entered_by), cell.raw) == ("liumei", "1,234")
    assert AuditEntry.objects.filter(action="entered").count() == 1
    assert response.headers["ETag"] == form.etag


def test_a_whole_form_is_pushed_and_sent_to_the_head(form: Form) -> None:
    assert form.sends("PUT", "/entries", every_cell(form)).status_code == 200
    response = form.sends("POST", "/moves", {"action": "submit"})
    assert response.status_code == 201, response.content
    assert json_of(response)["state"] == State.AT_HEAD == form.office.report().state
    (move,) = json_of(form.program.gets(f"{form.path}/moves"))["items"]
    assert (move["action"], move["ends"]) == ("submit", "at_head")


def test_a_whole_form_names_every_cell(form: Form) -> None:
    response = form.sends("PUT", "/entries", entries(firms()))
    assert response.status_code == 422
    missing = len(form.cells()) - 1
    assert faults(response) == [("entries", "E-FILE-MISSING")] * missing
    assert form.cells()["firms"]["value"] is None


@case("A30")
def test_null_clears_and_what_is_not_named_stays(form: Form) -> None:
    form.sends("PATCH", "/entries", entries(firms("120", remark="核实过", source="年报")))
    form.sends("PATCH", "/entries", entries({"measure": "firms", "remark": "再次核实"}))
    cell = form.cells()["firms"]
    assert (cell["value"], cell["remark"], cell["source"]) == ("120", "再次核实", "年报")
    form.sends("PATCH", "/entries", entries(firms(None, source=None)))
    cell = form.cells()["firms"]
    assert (cell["value"], cell["remark"], cell["source"]) == (None, "再次核实", "")


def test_a_mark_takes_the_place_of_a_figure_and_the_other_way_round(form: Form) -> None:
    form.sends("PATCH", "/entries", entries(firms("120")))
    form.sends("PATCH", "/entries", entries({"measure": "firms", "mark": "pending"}))
    assert (form.cells()["firms"]["value"], form.cells()["firms"]["mark"]) == (None, "pending")
    form.sends("PATCH", "/entries", entries(firms("0")))
    assert (form.cells()["firms"]["value"], form.cells()["firms"]["mark"]) == ("0", "")


@case("A06")
@pytest.mark.parametrize(
    ("method", "what"), [("PATCH", "/entries"), ("PUT", "/entries"), ("POST", "/moves")]
)
def test_a_change_without_a_version_is_asked_for_one(form: Form, method: str, what: str) -> None:
    body = {"action": "submit"} if what == "/moves" else entries(firms())
    response = form.program.calls(method, f"{form.path}{what}", body)
    assert response.status_code == 428
    assert json_of(response)["code"] == "E-PRECOND"
    assert not Entry.objects.exclude(raw="").exists()


@case("A07")
def test_a_stale_version_is_told_the_present_one_and_who_was_faster(form: Form) -> None:
    seen = form.etag
    form.office.enters("liumei", {"firms": "99"})
    response = form.sends("PATCH", "/entries", entries(firms()), If_Match=seen)
    assert response.status_code == 412
    assert response.headers["ETag"] == form.etag != seen
    body = json_of(response)
    assert (body["code"], "liumei" in body["zh"]) == ("E-CONFLICT", True)
    assert form.cells()["firms"]["value"] == "99"


@case("A07")
def test_a_move_at_a_stale_version_does_nothing(form: Form) -> None:
    form.sends("PUT", "/entries", every_cell(form))
    seen = form.etag
    form.office.enters("liumei", {"firms": "99"})
    response = form.sends("POST", "/moves", {"action": "submit"}, If_Match=seen)
    assert response.status_code == 412
    assert not Move.objects.exists()


@case("A13")
def test_of_a_batch_with_one_bad_cell_nothing_is_kept_and_every_fault_is_listed(form: Form) -> None:
    response = form.sends(
        "PATCH", "/entries",
        entries(firms("120"), {"measure": "hitech", "value": "1.234"}, {"measure": "none", "value": "1"},
                {"measure": "patents", "value": "-5"}, firms("7"), {"measure": "people", "mark": "?"}),
    )  # fmt: skip
    assert response.status_code == 422
    assert json_of(response)["code"] == "E-BULK"
    assert faults(response) == [
        ("entries[2].measure", "E-REF"), ("entries[4].measure", "E-DUP"), ("entries[5].mark", "E-PARAM"),
    ]  # fmt: skip
    response = form.sends(
        "PATCH", "/entries",
        entries(firms("120"), {"measure": "hitech", "value": "1.234"}, {"measure": "patents", "value": "-5"}),
    )  # fmt: skip
    assert faults(response) == [
        ("entries[1].value", "E-NUM-SCALE"),
        ("entries[2].value", "E-NUM-RANGE"),
    ]
    assert form.cells()["firms"]["value"] is None
    assert not AuditEntry.objects.filter(action="entered").exists()


@case("A12")
def test_a_batch_of_too_many_is_refused_as_too_large(form: Form) -> None:
    response = form.sends("PATCH", "/entries", entries(*[firms()] * 10_001))
    assert response.status_code == 413
    assert json_of(response)["code"] == "E-SIZE"


@case("A17")
def test_what_is_sent_twice_is_done_once_and_answered_twice_the_same(form: Form) -> None:
    sent = {"Idempotency_Key": "2024-annual-1", "If_Match": form.etag}
    first = form.sends("PATCH", "/entries", entries(firms()), **sent)
    second = form.sends("PATCH", "/entries", entries(firms()), **sent)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.headers["ETag"] == second.headers["ETag"]
    assert AuditEntry.objects.filter(action="entered").count() == 1
    assert form.office.cell("firms").version == 2


@case("A18")
def test_one_key_with_another_body_is_refused(form: Form) -> None:
    sent = {"Idempotency_Key": "2024-annual-1"}
    form.sends("PATCH", "/entries", entries(firms()), **sent)
    response = form.sends("PATCH", "/entries", entries(firms("7")), **sent)
    assert response.status_code == 422
    assert json_of(response)["code"] == "E-IDEM"
    assert form.cells()["firms"]["value"] == "120"


@case("A18")
def test_one_key_twice_at_once_is_refused_until_the_first_is_answered(form: Form) -> None:
    sent = {"Idempotency_Key": "2024-annual-1", "If_Match": form.etag}
    form.sends("PATCH", "/entries", entries(firms()), **sent)
    OnceKey.objects.update(status=None, answer="")
    response = form.sends("PATCH", "/entries", entries(firms()), **sent)
    assert response.status_code == 409
    assert json_of(response)["code"] == "E-IDEM"
    # Whoever held the key and died on the way has changed nothing: it may be taken again.
    OnceKey.objects.update(at=timezone.now() - once_module.LOST - timedelta(seconds=1))
    sent["If_Match"] = form.etag
    assert form.sends("PATCH", "/entries", entries(firms()), **sent).status_code == 200


def test_what_was_refused_gives_its_key_back(form: Form) -> None:
    sent = {"Idempotency_Key": "2024-annual-1"}
    assert form.sends("PATCH", "/entries", entries(firms("abc")), **sent).status_code == 422
    assert not OnceKey.objects.exists()


def test_a_key_is_of_one_person(form: Form) -> None:
    sent = {"Idempotency_Key": "2024-annual-1"}
    form.sends("PATCH", "/entries", entries(firms()), **sent)
    bai, path = program("bai", "write"), f"/returns/{form.office.report('bo').pk}"
    sent["If_Match"] = bai.gets(path).headers["ETag"]
    response = bai.calls("PATCH", f"{path}/entries", entries(firms("7")), **sent)
    assert response.status_code == 200
    assert OnceKey.objects.count() == 2


@pytest.mark.parametrize("key", ["short", "has space here", "x" * 101, "中文中文中文中文"])
def test_a_key_that_is_none_is_refused(form: Form, key: str) -> None:
    sent = {"Idempotency_Key": key.encode("utf-8").decode("latin-1")}
    response = form.sends("PATCH", "/entries", entries(firms()), **sent)
    assert response.status_code == 400
    assert json_of(response)["place"] == "Idempotency-Key"


def test_a_question_is_asked_and_answered(form: Form) -> None:
    """3万 of a unit that may be 万 already is asked, not guessed."""
    response = form.sends("PATCH", "/entries", entries(firms("3万")))
    assert faults(response) == [("entries[0].value", "E-NUM-UNIT")]
    assert form.sends("PATCH", "/entries", entries(firms("3万", confirmed=True))).status_code == 200
    assert form.cells()["firms"]["value"] == "30000"


def test_a_read_token_changes_nothing(form: Form) -> None:
    reader = Form(form.office, program("liumei", "read"))
    assert reader.sends("PATCH", "/entries", entries(firms())).status_code == 403
    assert reader.sends("POST", "/moves", {"action": "submit"}).status_code == 403
    assert form.cells()["firms"]["value"] is None


def test_a_write_token_has_its_owners_rights_and_no_more(form: Form) -> None:
    form.sends("PUT", "/entries", every_cell(form))
    form.sends("POST", "/moves", {"action": "submit"})
    for action in ("send", "give_back", "accept", "return"):
        response = form.sends("POST", "/moves", {"action": action, "reason": "情况说明"})
        assert response.status_code == 403, action
    bo = Form(form.office, program("bai", "write"))
    response = bo.program.calls("PATCH", f"{form.path}/entries", entries(firms()), If_Match='"x"')
    assert response.status_code == 404


def test_a_form_that_was_sent_is_locked(form: Form) -> None:
    form.sends("PUT", "/entries", every_cell(form))
    form.sends("POST", "/moves", {"action": "submit"})
    response = form.sends("PATCH", "/entries", entries(firms("7")))
    assert response.status_code == 409
    assert json_of(response)["code"] == "E-LOCKED"


def test_an_unfinished_form_says_which_cells_are_missing(form: Form) -> None:
    form.sends("PATCH", "/entries", entries(firms()))
    response = form.sends("POST", "/moves", {"action": "submit"})
    assert response.status_code == 422
    body = json_of(response)
    assert body["code"] == "E-INCOMPLETE"
    assert len(body["errors"]) == len(form.cells()) - 1


@pytest.mark.parametrize("action", ["", "nothing", "SUBMIT", "lock"])
def test_a_step_there_is_none_of_is_refused(form: Form, action: str) -> None:
    response = form.sends("POST", "/moves", {"action": action})
    assert response.status_code in (400, 403, 409)
    assert not Move.objects.exists()


def test_a_file_is_asked_for_looked_after_and_removed(office: Office) -> None:
    guo = program("guo")
    body = {"plan": "shu-plan", "report": "brief", "year": 2025, "format": "pdf"}
    response = guo.calls("POST", "/exports", body)
    assert response.status_code == 201, response.content
    key = json_of(response)["key"]
    assert guo.gets(f"/exports/{key}/file").status_code == 409
    making.make(Export.objects.get().pk)
    found = json_of(guo.gets(f"/exports/{key}"))
    assert found["state"] == "ready"
    assert b"".join(guo.gets(f"/exports/{key}/file").streaming_content).startswith(b"%PDF")
    assert program("liumei").gets(f"/exports/{key}").status_code == 404
    assert guo.calls("DELETE", f"/exports/{key}").status_code == 204
    assert json_of(guo.gets("/exports"))["items"] == []


@pytest.mark.parametrize(
    ("change", "due"), [({"report": "none"}, 404), ({"format": "exe"}, 404), ({"plan": "none"}, 404),
                        ({"year": 1999}, 404), ({"year": "2025"}, 400), ({"more": 1}, 400)],
)  # fmt: skip
def test_a_file_that_is_not_offered_is_not_asked_for(
    office: Office, change: dict[str, Any], due: int
) -> None:
    body = {"plan": "shu-plan", "report": "brief", "year": 2025, "format": "pdf", **change}
    assert program("guo").calls("POST", "/exports", body).status_code == due


def test_a_reporter_asks_for_the_sheet_of_the_own_city_alone(office: Office) -> None:
    body = {"plan": "shu-plan", "report": "place", "year": 2025, "format": "pdf", "place": "an"}
    liumei = program("liumei")
    assert liumei.calls("POST", "/exports", body).status_code == 201
    assert liumei.calls("POST", "/exports", {**body, "place": "bo"}).status_code == 403
    assert liumei.calls("POST", "/exports", {**body, "report": "final"}).status_code == 403
