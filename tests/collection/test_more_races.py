"""What two people do at the same moment besides moving a form: words, imports, dates, history, people.

Each is begun together a number of times on the database itself. What it leaves has to be what one
after the other would; where the same thing is done twice, it is done once.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import combinations_with_replacement, count
from typing import Any, NamedTuple

import pytest
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEntry, User
from areas import administration
from areas.models import PersonChange
from collection import comments, concealment, deadlines, history, importing, notes
from collection.figure_cells import Cell
from collection.models import Comment, Entry, HistoryUpload, Import, NoteDraft, Return
from collection.notes import NOTE_STEPS, WRITABLE, Said, Subject
from collection.once import SentAlready, new_key
from collection.refusals import RefusedChange
from collection.states import Action, State
from indicators import doorbell
from indicators.models import Actual, ChapterNote, Concealment
from tests.areas.cast import person, seat
from tests.at_once import at_once, in_turn
from tests.collection.conftest import YEAR, Office, set_up

INTERLEAVINGS = 20
WRITE = "write"
BEGINS: dict[str, frozenset[State]] = {WRITE: WRITABLE}
BEGINS |= {action: step.begins for action, step in NOTE_STEPS.items()}
WHO: dict[str, tuple[str, str]] = {
    WRITE: ("liumei", "hong"), Action.SUBMIT: ("liumei", "hong"), Action.SEND: ("chen", "lin"),
    Action.GIVE_BACK: ("chen", "lin"), Action.WITHDRAW: ("chen", "lin"),
    Action.ACCEPT: ("wang", "li"), Action.RETURN: ("wang", "li"),
}  # fmt: skip
PAIRS = [
    (one, other, min(common))
    for one, other in combinations_with_replacement(BEGINS, 2)
    if (common := BEGINS[one] & BEGINS[other])
]
NAMES = [f"{one} and {other}" for one, other, _ in PAIRS]


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(doorbell, "ring", lambda: None)
    office = set_up()
    shu, an = office.cast.areas["shu"], office.cast.areas["an"]
    for name, role, place in (
        ("hong", "reporter", an), ("lin", "head", an), ("li", "reviewer", shu),
        ("admin1", "accounts", shu), ("admin2", "accounts", shu), ("admin3", "accounts", shu),
    ):  # fmt: skip
        seat(name, role, place)
    return office


def kinds(errors: list[BaseException]) -> list[str]:
    """Refused, in whichever words, or something that should not happen."""
    known = (RefusedChange, administration.NotGranted)
    return sorted("refused" if isinstance(e, known) else repr(e) for e in errors)


# --- Words -----------------------------------------------------------------------------------


class End(NamedTuple):
    """All that two leave of a note, relative to where they began."""

    state: str
    versions: int
    words: str
    moves: tuple[str, ...]
    accepted: int
    entries: int
    errors: tuple[str, ...]


class Paper:
    """A note that two people have before them; `seen` is the version both were shown."""

    def __init__(self, office: Office, state: State, n: int) -> None:
        self.office, self.n = office, n
        plan, an = office.cast.plan, office.cast.areas["an"]
        self.subject = Subject(plan=plan, kind="domain", code=f"d{n}", year=YEAR, area=an)
        self.seen = NoteDraft.objects.create(
            plan=plan, kind="domain", code=f"d{n}", year=YEAR, area=an, state=state,
            progress=f"第{n}版", written_by=person("somebody"), submitted_by=person("somebody"),
            sent_by=person("somebody"),
        )  # fmt: skip
        self.accepted = ChapterNote.objects.count()

    def does(self, action: str, k: int) -> Callable[[], object]:
        name = WHO[action][k]
        who: dict[str, Any] = {"by": self.office.actor(name), "rights": self.office.rights(name)}
        if action == WRITE:
            said = Said(progress=f"{name}所写")
            return partial(notes.write, self.subject, said, version=1, **who)
        return partial(
            notes.move, self.seen.pk, Action(action), version=1, reason="情况说明", **who
        )

    def end(self, errors: list[BaseException]) -> End:
        note = NoteDraft.objects.get(pk=self.seen.pk)
        entries = AuditEntry.objects.filter(subject="note", subject_key=str(note.pk))
        return End(
            state=note.state, versions=note.version, words=note.progress.replace(str(self.n), ""),
            moves=tuple(note.moves.values_list("action", flat=True)),
            accepted=ChapterNote.objects.count() - self.accepted, entries=entries.count(),
            errors=tuple(kinds(errors)),
        )  # fmt: skip


def serial_ends(office: Office, tries: Iterator[int], *pair: str, state: State) -> set[End]:
    ends = set()
    for first in (0, 1):
        paper = Paper(office, state, next(tries))
        doings = [paper.does(action, k) for k, action in enumerate(pair)]
        ends.add(paper.end(in_turn(doings[first], doings[1 - first])))
    return ends


@pytest.mark.parametrize(("one", "other", "state"), PAIRS, ids=NAMES)
def test_two_at_one_note_end_as_one_after_the_other(
    office: Office, one: str, other: str, state: State
) -> None:
    tries = count(100)
    possible = serial_ends(office, tries, one, other, state=state)
    for _ in range(INTERLEAVINGS):
        paper = Paper(office, state, next(tries))
        errors = at_once(paper.does(one, 0), paper.does(other, 1))
        assert paper.end(errors) in possible


@pytest.mark.parametrize(("one", "other", "state"), PAIRS, ids=NAMES)
def test_without_its_guard_no_order_explains_the_end_of_a_note(
    office: Office, one: str, other: str, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard taken away: nobody reads the note again before writing."""
    tries = count(100)
    possible = serial_ends(office, tries, one, other, state=state)
    ends = set()
    for first in (0, 1):
        paper = Paper(office, state, next(tries))
        doings = [paper.does(one, 0), paper.does(other, 1)]
        seen = NoteDraft.objects.select_related("plan", "area").get(pk=paper.seen.pk)
        with monkeypatch.context() as blinded:
            blinded.setattr(notes, "hold_note", lambda *_, seen=seen: copy.copy(seen))
            blinded.setattr(notes, "_held", lambda *_, seen=seen: (copy.copy(seen), False))
            ends.add(paper.end(in_turn(doings[first], doings[1 - first])))
    assert ends - possible


# --- What is done once, however many do it -------------------------------------------------------


def test_a_file_that_two_confirm_is_kept_once(office: Office) -> None:
    cell = office.cell("firms")
    for n in range(INTERLEAVINGS):
        Entry.objects.filter(pk=cell.pk).update(value=None, raw="", version=1)
        before = AuditEntry.objects.filter(action__in=["entered", "imported"]).count()
        was = {"version": 1, "raw": "", "value": "", "mark": ""}
        line = {"measure": cell.measure_id, "place": "B2", "raw": "7", "mark": "", "remark": None,
                "asks": [], "problems": [], "was": was}  # fmt: skip
        made = Import.objects.create(
            report=office.report(), brought_by=person("liumei"), file_name="t.csv", digest=str(n),
            lines=[line],
        )  # fmt: skip
        confirms = [
            partial(importing.confirm, made.pk, seen={cell.measure_id: 1}, confirmed=frozenset(),
                    by=office.actor(name), rights=office.rights(name))
            for name in ("liumei", "hong")
        ]  # fmt: skip
        assert at_once(*confirms) == [], "the second is answered as the first"
        entry = Entry.objects.get(pk=cell.pk)
        assert (entry.value, entry.version) == (7, 2)
        after = AuditEntry.objects.filter(action__in=["entered", "imported"]).count()
        assert after - before == 2


def test_a_cell_that_is_typed_while_a_file_is_confirmed_is_the_one_or_the_other(
    office: Office,
) -> None:
    cell = office.cell("firms")
    for n in range(INTERLEAVINGS):
        Entry.objects.filter(pk=cell.pk).update(value=None, raw="", version=1)
        was = {"version": 1, "raw": "", "value": "", "mark": ""}
        line = {"measure": cell.measure_id, "place": "B2", "raw": "7", "mark": "", "remark": None,
                "asks": [], "problems": [], "was": was}  # fmt: skip
        made = Import.objects.create(
            report=office.report(), brought_by=person("liumei"), file_name="t.csv", digest=f"x{n}",
            lines=[line],
        )  # fmt: skip
        confirm = partial(
            importing.confirm, made.pk, seen={cell.measure_id: 1}, confirmed=frozenset(),
            by=office.actor("liumei"), rights=office.rights("liumei"),
        )  # fmt: skip
        errors = at_once(confirm, partial(office.enters, "hong", {"firms": "9"}, version=1))
        entry, made = Entry.objects.get(pk=cell.pk), Import.objects.get(pk=made.pk)
        kept = made.confirmed_at is not None
        assert (entry.value, entry.version) == ((7, 2) if kept else (9, 2))
        assert kinds(errors) == ([] if kept else ["refused"])


def test_history_that_two_confirm_is_recorded_once(office: Office) -> None:
    area, measure = office.cast.areas["an"], office.cast.measures["firms"]
    seat("qian", "planner", office.cast.areas["shu"])
    for n in range(INTERLEAVINGS):
        line = {"area": area.pk, "measure": measure.pk, "year": 2022, "value": str(500 + n),
                "mark": "", "vintage": "annual", "note": "", "row": 2}  # fmt: skip
        made = HistoryUpload.objects.create(
            plan=office.cast.plan, file_name="t.csv", digest=str(n), reason="补录",
            lines=[line], by=person("zhang"),
        )  # fmt: skip
        before = Actual.objects.count()
        confirms = [
            partial(history.confirm_history, made.pk, by=office.actor(n), rights=office.rights(n))
            for n in ("sun", "qian")
        ]
        assert kinds(at_once(*confirms)) == ["refused"]
        assert Actual.objects.count() == before + 1


def test_two_extensions_leave_the_one_that_came_last_and_both_on_record(office: Office) -> None:
    now = timezone.now()
    for n in range(1, INTERLEAVINGS + 1):
        before = AuditEntry.objects.filter(action="extended").count()
        longer = [
            partial(deadlines.extend, office.report().pk, now + timedelta(days=40 + n + k),
                    reason="汛情", by=office.actor(name), rights=office.rights(name))
            for k, name in enumerate(("zhang", "sun"))
        ]  # fmt: skip
        errors = at_once(*longer)
        closes = Return.objects.get(pk=office.report().pk).closes
        last = AuditEntry.objects.filter(action="extended").order_by("number").last()
        assert AuditEntry.objects.filter(action="extended").count() - before == 2 - len(errors)
        assert last is not None
        assert last.after == audit.canonical({"closes": closes})


def test_a_cell_that_two_keep_from_the_public_is_kept_once(office: Office) -> None:
    for year in range(2021, 2024):
        cell = Cell(area=office.cast.areas["an"], measure=office.cast.measures["firms"], year=year)
        both = [
            partial(concealment.conceal, cell, reason="一家独大", by=office.actor(name), rights=office.rights(name))
            for name in ("wang", "li")
        ]  # fmt: skip
        assert kinds(at_once(*both)) == ["refused"]
        assert Concealment.objects.filter(year=year, lifted_at=None).count() == 1


def test_two_clicks_at_the_same_moment_are_one(office: Office) -> None:
    for n in range(1, 21):
        say = partial(
            comments.say, office.report().pk, None, "请核实", by=office.actor("liumei"),
            rights=office.rights("liumei"), key=new_key(),
        )  # fmt: skip
        assert [type(error) for error in at_once(say, say)] == [SentAlready]
        assert Comment.objects.count() == n


def test_a_change_of_a_person_that_two_confirm_is_made_once(office: Office) -> None:
    for n in range(INTERLEAVINGS):
        name = f"new-{n}"
        change = administration.propose(
            administration.Kind.PERSON, name,
            {"full_name": "新人", "phone": "", "role": "reporter", "area": "bo", "department": ""},
            reason="到岗", by=office.actor("admin1"), rights=office.rights("admin1"),
        )  # fmt: skip
        confirms = [
            partial(administration.confirm, change.pk, by=office.actor(who), rights=office.rights(who))
            for who in ("admin2", "admin3")
        ]  # fmt: skip
        errors = at_once(*confirms)
        assert len(errors) == 1, errors
        assert User.objects.filter(username=name).count() == 1
        assert PersonChange.objects.get(pk=change.pk).confirmed is True
