"""A form and all that belongs to it × every role × own and other city × every state."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from collection.models import (
    Content,
    Evidence,
    ExceptionRequest,
    Import,
    Move,
    MoveProposal,
    OwnSheet,
)
from collection.states import STEPS, State
from collection.workbook.sheet import form_sheet
from collection.workbook.write import table_of
from tests.areas.cast import person
from tests.collection.conftest import Office
from tests.collection.rights.walk import (
    EDITABLE,
    NOBODY,
    PDF,
    ROLES,
    client_of,
    expected,
    expected_page,
    granted,
    sees,
    stage,
)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_form_is_there_for_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report, client = stage(office, area, state), client_of(who)
    for route in ("return", "compare_years", "print_form"):
        status = client.get(reverse(route, kwargs={"pk": report.pk})).status_code
        if who in ("anonymous", "disabled"):
            assert status == 302
        else:
            assert status == (200 if sees(who, state, own=area == "an") else 404)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_cell_is_changed_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report = stage(office, area, state)
    cell = office.cell("firms", area)
    key = cell.measure_id
    fields = {f"raw-{key}": "7", f"version-{key}": str(cell.version)}
    address = reverse("save_cells", kwargs={"pk": report.pk})
    status = client_of(who).post(address, fields).status_code
    due = expected(who, "enter", state, own=area == "an", possible=state in EDITABLE, done=200)
    assert status == due
    assert (office.cell("firms", area).value == 7) is (status == 200)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_file_is_taken_away_and_brought_in_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report, client, own = stage(office, area, state), client_of(who), area == "an"
    for route in ("form_xlsx", "form_csv", "bring_in"):
        status = client.get(reverse(route, kwargs={"pk": report.pk})).status_code
        assert status == expected_page(who, "import", state, own=own), route
    table = SimpleUploadedFile("t.csv", table_of(form_sheet(report), english=False))
    status = client.post(reverse("bring_in", kwargs={"pk": report.pk}), {"file": table}).status_code
    possible = state in EDITABLE
    assert status == expected(who, "import", state, own=own, possible=possible, done=302)
    assert Import.objects.exists() is (status == 302)
    own_file = SimpleUploadedFile("t.csv", "指标,数值\nfirms名,7\n".encode())
    address = reverse("bring_own_sheet", kwargs={"pk": report.pk})
    status = client.post(address, {"file": own_file}).status_code
    assert status == expected(who, "import", state, own=own, possible=possible, done=302)
    if status == 302:
        sheet = reverse("own_sheet", kwargs={"pk": OwnSheet.objects.get().pk})
        assert client.get(sheet).status_code == 200
        assert client_of("stranger").get(sheet).status_code == 404
        assert client_of("anonymous").post(sheet, {"measure-2": "firms"}).status_code == 401


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_an_import_is_seen_and_confirmed_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report, client, own = stage(office, area, state), client_of(who), area == "an"
    cell = office.cell("firms", area)
    was = {"version": cell.version, "raw": "", "value": "", "mark": ""}
    line = {"measure": cell.measure_id, "place": "B2", "raw": "7", "mark": "", "remark": None,
            "asks": [], "problems": [], "was": was}  # fmt: skip
    made = Import.objects.create(
        report=report, brought_by=person("somebody"), file_name="t.csv", digest="0" * 64,
        lines=[line], notes=[],
    )  # fmt: skip
    # Whoever may not bring files in is not told of any.
    there = sees(who, state, own=own) and granted(who, "import", own=own)
    missing = 404 if who not in ("anonymous", "disabled") else None
    for route in ("import", "import_errors"):
        status = client.get(reverse(route, kwargs={"pk": made.pk})).status_code
        assert status == (200 if there else missing or 302), route
    fields = {f"version-{cell.measure_id}": cell.version}
    status = client.post(reverse("import", kwargs={"pk": made.pk}), fields).status_code
    done = 302 if state in EDITABLE else 409
    assert status == (done if there else missing or 401)
    assert (office.cell("firms", area).value == 7) is (status == 302)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_evidence_is_brought_read_and_removed_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report, client, own = stage(office, area, state), client_of(who), area == "an"
    kept = Content.objects.create(digest="0" * 64, data=PDF)
    made = Evidence.objects.create(
        report=report, name="x.pdf", kind="pdf", size=len(PDF), content=kept, by=person("somebody")
    )
    key = {"pk": made.pk}
    status = client.get(reverse("evidence", kwargs=key)).status_code
    assert status == expected_page(who, "read_evidence", state, own=own)
    possible = state in EDITABLE
    due = expected(who, "attach", state, own=own, possible=possible, done=302)
    fields = {"file": SimpleUploadedFile("y.pdf", PDF), "measure": ""}
    status = client.post(reverse("attach", kwargs={"pk": report.pk}), fields).status_code
    assert status == due
    assert client.post(reverse("remove_evidence", kwargs=key)).status_code == due
    assert Evidence.objects.filter(removed_at=None).count() == 1


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_the_province_is_asked_by_whom_the_matrix_says(
    office: Office, who: str, state: State, area: str
) -> None:
    report = stage(office, area, state)
    address = reverse("ask_exception", kwargs={"pk": report.pk})
    status = client_of(who).post(address, {"reason": "数据尚在核实"}).status_code
    own = area == "an"
    assert status == expected(who, "ask_exception", state, own=own, possible=True, done=302)
    assert ExceptionRequest.objects.exists() is (status == 302)
    address = reverse("comment", kwargs={"pk": report.pk})
    status = client_of(who).post(address, {"text": "请核实", "measure": ""}).status_code
    assert status == expected(who, "comment", state, own=own, possible=True, done=302)


@pytest.mark.parametrize("action", [action for action, step in STEPS.items() if not step.of_round])
@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_form_is_moved_by_whom_the_matrix_says(
    office: Office, who: str, action: Any, area: str
) -> None:
    for state in State:
        report = stage(office, area, state)
        moves = Move.objects.count()
        address = reverse("move_return", kwargs={"pk": report.pk, "action": action})
        fields = {"version": report.version, "reason": "情况说明"}
        status = client_of(who).post(address, fields).status_code
        possible = state in STEPS[action].begins
        right = STEPS[action].right
        assert status == expected(
            who, right, state, own=area == "an", possible=possible, done=302
        ), state
        changed = Move.objects.count() == moves + 1 or MoveProposal.objects.exists()
        assert changed is (status == 302)
        for model in (Move, MoveProposal):
            model.objects.all()._raw_delete(using=model.objects.db)
