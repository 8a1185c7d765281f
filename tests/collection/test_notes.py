"""年度进展: written by a place or a department, checked, accepted, public once it is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry
from collection.models import Evidence, NoteDraft, NoteMove
from collection.states import State
from domains.models import Domain
from indicators import releases
from indicators.models import ChapterNote, Milestone, MilestoneStep
from plan_tracker.verify import INVARIANTS
from tests.areas.cast import person, seat
from tests.collection.conftest import YEAR, Office
from tests.collection.rights.walk import PDF

SOLAR = "建成2条钙钛矿中试线，效率24.1%。"


@pytest.fixture
def office(office: Office) -> Office:
    """光伏 is a domain of the plan; 何处长's department writes, 马主任 checks; 安 has a laboratory."""
    plan, shu = office.cast.plan, office.cast.areas["shu"]
    Domain.objects.create(
        plan=plan, code="solar", no=1, name="光伏", name_en="Solar", summary="做强。", place="三"
    )
    Milestone.objects.create(
        plan=plan, code="lab", kind="platform", name="实验室", name_en="Laboratory",
        area=office.cast.areas["an"], place="四",
    )  # fmt: skip
    seat("he", "reporter", shu)
    seat("ma", "head", shu)
    return office


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def at(office: Office, *, area: str = "shu", kind: str = "domain", code: str = "solar") -> str:
    plan = office.cast.plan.slug
    return reverse("note", args=(plan, YEAR, kind, code, area))


def writes(name: str, address: str, *, json: bool = False, **said: Any) -> Any:
    last = NoteDraft.objects.last()
    fields = {"version": f"{last.version if last else 0}", "progress": SOLAR, **said}
    headers = {"Accept": "application/json" if json else "*/*"}
    return signed_in(name).post(address, fields, headers=headers)


def moves(name: str, action: str, **more: str) -> Any:
    note = NoteDraft.objects.get()
    fields = {"version": f"{note.version}", **more}
    address = reverse("move_note", kwargs={"pk": note.pk, "action": action})
    return signed_in(name).post(address, fields)


def state() -> str:
    return NoteDraft.objects.get().state


def goes_through(office: Office, address: str, *hands: str, **said: Any) -> None:
    writer, head, reviewer = hands
    assert writes(writer, address, **said).status_code == 302
    for name, action in ((writer, "submit"), (head, "send"), (reviewer, "accept")):
        assert moves(name, action).status_code == 302, action


def read(address: str, who: str | None = None) -> str:
    client = signed_in(who) if who else Client()
    return client.get(address).content.decode()


def publish(office: Office) -> None:
    proposal = releases.propose(office.cast.plan, by=office.actor("zhang"))
    releases.publish(proposal, by=office.actor("sun"))


def domain_page(office: Office) -> str:
    return reverse("domain", kwargs={"plan": office.cast.plan.slug, "code": "solar"})


# --- The way of a note ------------------------------------------------------------------------


def test_a_departments_words_go_the_way_of_a_form_and_are_public_once_published(
    office: Office,
) -> None:
    goes_through(office, at(office), "he", "ma", "wang", problems="缺工匠")
    note = ChapterNote.objects.get()
    assert (note.progress, note.problems, note.year) == (SOLAR, "缺工匠", YEAR)
    assert SOLAR not in read(domain_page(office))
    assert SOLAR in read(domain_page(office), "guo"), "an analyst sees what was accepted"
    publish(office)
    assert SOLAR in read(domain_page(office))


def test_what_a_place_writes_of_a_chapter_stays_internal(office: Office) -> None:
    goes_through(office, at(office, area="an"), "liumei", "chen", "wang")
    publish(office)
    assert SOLAR not in read(domain_page(office))
    assert SOLAR in read(domain_page(office), "guo")


def test_a_milestone_gets_a_step_with_its_date_and_who_says_so(office: Office) -> None:
    address = at(office, area="an", kind="milestone", code="lab")
    goes_through(office, address, "liumei", "chen", "zhang", stage="done", dated=f"{YEAR}-06")
    step = MilestoneStep.objects.get()
    assert (step.dated, step.stage, step.wording) == (f"{YEAR}-06", "done", SOLAR)
    assert step.source.publisher == office.cast.areas["an"].name
    place = reverse("place", kwargs={"plan": office.cast.plan.slug, "code": "an"})
    assert SOLAR not in read(place)
    publish(office)
    assert SOLAR in read(place)


def test_one_button_keeps_the_words_and_submits_them(office: Office) -> None:
    assert writes("he", at(office), then="submit").status_code == 302
    assert (state(), NoteDraft.objects.get().progress) == (State.AT_HEAD, SOLAR)
    assert writes("he", at(office), then="submit").status_code == 409


def test_words_that_are_not_fit_to_be_submitted_are_kept_all_the_same(office: Office) -> None:
    assert writes("he", at(office), then="submit", progress="", problems="缺人").status_code == 422
    assert (state(), NoteDraft.objects.get().problems) == (State.FILLING, "缺人")


def test_it_comes_back_with_the_reason_and_goes_again(office: Office) -> None:
    writes("he", at(office))
    moves("he", "submit")
    moves("ma", "send")
    assert moves("wang", "return", reason="请写明产能").status_code == 302
    assert state() == State.RETURNED
    assert "请写明产能" in read(at(office), "he")
    writes("he", at(office), progress="产能5吉瓦。")
    for name, action in (("he", "submit"), ("ma", "send"), ("wang", "accept")):
        moves(name, action)
    assert ChapterNote.objects.get().progress == "产能5吉瓦。"
    assert [move.reason for move in NoteMove.objects.all()][2] == "请写明产能"


def test_accepted_words_stand_until_new_ones_are_accepted(office: Office) -> None:
    goes_through(office, at(office), "he", "ma", "wang")
    writes("he", at(office), progress="更正：3条。")
    assert state() == State.FILLING
    assert SOLAR in read(domain_page(office), "guo")
    for name, action in (("he", "submit"), ("ma", "send"), ("wang", "accept")):
        moves(name, action)
    page = read(domain_page(office), "guo")
    assert "更正：3条。" in page
    assert SOLAR not in page
    assert ChapterNote.objects.count() == 2, "the earlier words stay on record"


def test_accepted_words_are_not_reopened_by_a_stray_key(office: Office) -> None:
    writes("he", at(office))
    assert "data-note" in read(at(office), "he"), "a draft is saved while it is written"
    for name, action in (("he", "submit"), ("ma", "send"), ("wang", "accept")):
        moves(name, action)
    page = read(at(office), "he")
    assert "data-note" not in page
    assert "须重新审核" in page


def test_whoever_wrote_it_does_not_approve_it(office: Office) -> None:
    seat("he", "head", office.cast.areas["shu"])
    writes("he", at(office))
    moves("he", "submit")
    answer = moves("he", "send")
    assert (answer.status_code, state()) == (403, State.AT_HEAD)


def test_nothing_is_submitted_without_progress_nor_a_milestone_without_stage_and_date(
    office: Office,
) -> None:
    writes("liumei", at(office, area="an", kind="milestone", code="lab"), progress="")
    answer = moves("liumei", "submit")
    assert answer.status_code == 422
    assert all(word in answer.content.decode() for word in ("进展", "阶段", "时间"))
    assert state() == State.FILLING


@pytest.mark.parametrize("dated", ["2019-06", f"{YEAR}-13", "六月", "2099", f"{YEAR}-06-31"])
def test_a_day_outside_the_year_is_refused_and_the_words_stay_in_the_form(
    office: Office, dated: str
) -> None:
    address = at(office, area="an", kind="milestone", code="lab")
    answer = writes("liumei", address, dated=dated)
    assert answer.status_code == 422
    assert SOLAR in answer.content.decode()
    assert not NoteDraft.objects.exists()


# --- Two people at once -----------------------------------------------------------------------


def test_the_slower_of_two_tabs_sees_what_stands_and_keeps_what_was_typed(office: Office) -> None:
    assert writes("he", at(office)).status_code == 302
    answer = writes("he", at(office), version="0", progress="另一版")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "另一版" in page
    assert SOLAR in page
    assert NoteDraft.objects.get().progress == SOLAR


def test_a_move_at_an_older_version_is_refused(office: Office) -> None:
    writes("he", at(office))
    assert moves("he", "submit", version="1").status_code == 409


def test_the_slower_one_is_told_who_made_the_version_that_stands(office: Office) -> None:
    writes("he", at(office))
    moves("he", "submit")
    moves("ma", "give_back", reason="请写明产能")
    told = moves("he", "submit", version="1").content.decode()
    assert "ma 已于" in told
    writes("he", at(office), progress="产能5吉瓦。")
    told = moves("he", "submit", version="1").content.decode()
    assert "he 已于" in told, "who wrote after it was moved"


def test_words_are_saved_while_they_are_written_without_leaving_the_page(office: Office) -> None:
    assert writes("he", at(office), json=True).json() == {"version": 2, "state": State.FILLING}
    stale = writes("he", at(office), json=True, version="1")
    assert (stale.status_code, stale.json()["problem"]["code"]) == (409, "E-CONFLICT")


# --- Whose it is ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("he", 200), ("ma", 200), ("wang", 404), ("guo", 404), ("liumei", 404), ("stranger", 404)],
)
def test_a_draft_is_its_writers_own(office: Office, who: str, status: int) -> None:
    writes("he", at(office))
    assert signed_in(who).get(at(office)).status_code == status


@pytest.mark.parametrize(
    "address",
    ["/work/notes/shu-plan/1999/domain/solar/shu/", "/work/notes/shu-plan/{y}/domain/none/shu/",
     "/work/notes/shu-plan/{y}/x/solar/shu/", "/work/notes/shu-plan/{y}/domain/solar/nowhere/"],
)  # fmt: skip
def test_what_the_plan_does_not_have_is_not_there(office: Office, address: str) -> None:
    assert signed_in("he").get(address.format(y=YEAR)).status_code == 404


def test_a_field_that_no_form_has_is_refused_by_name(office: Office) -> None:
    answer = writes("he", at(office), state="accepted")
    assert answer.status_code == 422
    assert "state" in answer.content.decode()


def test_a_file_stands_beside_the_words_and_goes_with_their_state(office: Office) -> None:
    writes("he", at(office))
    note = NoteDraft.objects.get()
    address = reverse("attach_to_note", kwargs={"pk": note.pk})
    file = office_file("证明.pdf")
    assert signed_in("he").post(address, {"file": file}).status_code == 302
    made = Evidence.objects.get()
    evidence = reverse("evidence", kwargs={"pk": made.pk})
    assert signed_in("he").get(evidence).content == PDF
    assert signed_in("wang").get(evidence).status_code == 404, "with a draft it is the writer's"
    moves("he", "submit")
    moves("ma", "send")
    assert signed_in("wang").get(evidence).content == PDF
    remove = reverse("remove_evidence", kwargs={"pk": made.pk})
    assert signed_in("he").post(remove).status_code == 409


def office_file(name: str) -> Any:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


# --- Finding one's way, the record, the cost ----------------------------------------------------


def test_the_list_says_what_waits_and_links_every_chapter(office: Office) -> None:
    address = f"{reverse('notes')}?year={YEAR}"
    assert f'href="{at(office)}"' in read(address, "he")
    writes("he", at(office))
    moves("he", "submit")
    assert "有 1 份待您办理" in read(address, "ma")
    assert "有 1 份待您办理" not in read(address, "wang")
    moves("ma", "send")
    assert "有 1 份待您办理" in read(address, "wang")


def test_every_version_of_a_note_is_on_record_and_verify_is_green(office: Office) -> None:
    goes_through(office, at(office), "he", "ma", "wang")
    note = NoteDraft.objects.get()
    entries = AuditEntry.objects.filter(subject="note", subject_key=str(note.pk))
    assert entries.count() == note.version - 1
    faults = [fault for each in INVARIANTS for fault in each.broken() if "gauges" not in fault]
    assert faults == []


def test_verify_names_a_note_that_was_changed_behind_its_back(office: Office) -> None:
    goes_through(office, at(office), "he", "ma", "wang")
    NoteDraft.objects.update(progress="改")
    (check,) = (each for each in INVARIANTS if each.code == "notes")
    assert [f"note {NoteDraft.objects.get().pk}"] == [
        fault.split(" is")[0] for fault in check.broken()
    ]


@pytest.mark.parametrize(("route", "most"), [("notes", 15), ("note", 21)])
def test_pages_ask_the_database_a_fixed_number_of_times(
    office: Office, route: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    writes("he", at(office))
    client = signed_in("he")
    address = at(office) if route == "note" else reverse("notes")
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
