"""年度进展 (route "note" and its like) × every role: who writes, reads and moves what a place or a department says in words."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from collection.models import NoteDraft
from collection.notes import NOTE_STEPS, WRITABLE
from collection.states import State
from domains.models import Domain
from tests.areas.cast import person
from tests.collection.conftest import YEAR, Office
from tests.collection.rights.walk import NOBODY, PDF, ROLES, client_of, expected, granted, sees

WHERE = {"own city": "an", "another city": "bo"}
WRITTEN = {"progress": "建成2条线"}


def note(office: Office, area: str, state: State) -> NoteDraft:
    """In a state, written and sent by people who are not asked here."""
    Domain.objects.get_or_create(
        plan=office.cast.plan, code="solar", no=1, name="光伏", name_en="Solar", summary="强", place="三"
    )  # fmt: skip
    return NoteDraft.objects.create(
        plan=office.cast.plan, kind="domain", code="solar", year=YEAR,
        area=office.cast.areas[area], state=state, progress="建成", written_by=person("somebody"),
        submitted_by=person("somebody"), sent_by=person("somebody-else"),
    )  # fmt: skip


def owns(role: str, where: str) -> bool:
    return where == "own city" and role in ("reporter", "head")


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("state", [s for s in State if s is not State.LOCKED])
def test_words_are_read_written_and_given_files_by_whom_the_matrix_says(
    office: Office, who: str, where: str, state: State
) -> None:
    found, client = note(office, WHERE[where], state), client_of(who)
    own = owns(who, where)
    seen = sees(who, state, own=own) if who in ROLES else False
    page = client.get(found.address).status_code
    assert page == (302 if who in ("anonymous", "disabled") else 200 if seen else 404)
    fields = {"version": "1", **WRITTEN}
    open_ = state in WRITABLE
    status = client.post(found.address, fields).status_code
    assert status == expected(who, "write_progress", state, own=own, possible=open_, done=302)
    NoteDraft.objects.update(state=state, version=1)
    file = {"file": SimpleUploadedFile("a.pdf", PDF)}
    address = reverse("attach_to_note", kwargs={"pk": found.pk})
    status = client.post(address, file).status_code
    assert status == expected(who, "write_progress", state, own=own, possible=open_, done=302)


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("action", NOTE_STEPS)
def test_words_are_moved_by_whom_the_matrix_says_and_only_from_where_the_step_begins(
    office: Office, who: str, where: str, action: str
) -> None:
    step = next(found for each, found in NOTE_STEPS.items() if each == action)
    found = note(office, WHERE[where], State.UNREPORTED)
    for state in (State.FILLING, State.AT_HEAD, State.AT_PROVINCE, State.RETURNED, State.ACCEPTED):
        NoteDraft.objects.update(state=state, version=1)
        found.moves.all()._raw_delete(using="default")
        address = reverse("move_note", kwargs={"pk": found.pk, "action": action})
        answer = client_of(who).post(address, {"version": "1", "reason": "情况说明"})
        want = expected(
            who, step.right, state, own=owns(who, where), possible=state in step.begins, done=302
        )
        assert answer.status_code == want, state


@pytest.mark.parametrize("who", [*ROLES, *NOBODY])
def test_the_list_of_notes_is_read_by_whoever_writes_or_reads_some(
    office: Office, who: str
) -> None:
    status = client_of(who).get(reverse("notes")).status_code
    if who in ("anonymous", "disabled"):
        assert status == 302
    else:
        rights = ("write_progress", "read_submitted", "read_accepted")
        may = any(granted(who, right, own=True) for right in rights)
        assert status == (200 if may else 403)
