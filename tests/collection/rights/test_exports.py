"""Files made in the background × every role: what is asked for, and whose it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.exports import making
from reports.models import Export, SavedView
from tests.areas.cast import person
from tests.collection.conftest import Office
from tests.collection.rights.walk import NOBODY, ROLES, client_of, granted

ASK = reverse("ask_report", kwargs={"plan": "shu-plan"})


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("area", ["an", "bo"], ids=["own city", "another city"])
def test_a_draft_is_asked_for_by_whom_the_matrix_says(office: Office, who: str, area: str) -> None:
    fields = {"year": "2025", "format": "pdf", "place": area}
    own = area == "an"
    for kind in ("final", "place"):
        status = client_of(who).post(ASK, {"kind": kind, **fields}).status_code
        allowed = granted(who, "report_all", own=own) or (
            kind == "place" and granted(who, "report_own", own=own)
        )
        if who in ("anonymous", "disabled"):
            assert status == 401
        else:
            assert status == (302 if allowed else 403), kind
        assert Export.objects.filter(asked__report=kind).exists() is allowed


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_a_file_is_fetched_and_ended_by_its_owner_alone(office: Office, who: str) -> None:
    made = Export.objects.create(
        owner=person("one-planner"), right="report_all", plan=office.cast.plan, edition=0,
        kind="report", format="pdf", name="草稿.pdf", language="zh-hans", fingerprint="0" * 64,
        asked={"report": "brief", "year": 2025, "today": "2026-11-28"},
    )  # fmt: skip
    making.make(made.pk)
    client, mine = client_of(who), who == "planner"
    for route in ("export", "export_state", "export_file"):
        status = client.get(reverse(route, kwargs={"key": made.key})).status_code
        assert status == (200 if mine else 404), route
    address = reverse("act_on_export", kwargs={"key": made.key, "action": "remove"})
    status = client.post(address).status_code
    nobody = who in ("anonymous", "disabled")
    assert status == (302 if mine else 401 if nobody else 404)
    assert Export.objects.exists() is not mine


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_my_files_are_there_for_whom_the_matrix_says(office: Office, who: str) -> None:
    status = client_of(who).get(reverse("my_files")).status_code
    if who in ("anonymous", "disabled"):
        assert status == 302
    else:
        assert status == (200 if granted(who, "fetch_export", own=True) else 403)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_numbers_are_checked_by_whom_the_matrix_says(office: Office, who: str) -> None:
    status = client_of(who).get(reverse("check_report")).status_code
    if who in ("anonymous", "disabled"):
        assert status == 302
    else:
        assert status == (200 if granted(who, "report_all", own=False) else 403)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_a_view_is_kept_and_forgotten_by_whoever_signs_in(office: Office, who: str) -> None:
    client, nobody = client_of(who), who in ("anonymous", "disabled")
    address = reverse("save_view", kwargs={"plan": "shu-plan"})
    status = client.post(address, {"name": "常用", "query": "indicator=firms"}).status_code
    assert status == (401 if nobody else 302)
    made = SavedView.objects.first()
    key = {"plan": "shu-plan", "pk": made.pk if made else 1}
    status = client.post(reverse("remove_view", kwargs=key)).status_code
    assert status == (401 if nobody else 302)
    assert not SavedView.objects.exists()
