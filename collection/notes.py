"""Writing, checking and accepting 年度进展: the only writer of drafts and of their moves.

The same way as a form of figures goes. What is accepted becomes a note on its chapter, or a step
of its milestone; to correct it the place writes again, and what was accepted stands meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from areas.models import Area
from areas.problems import Problem
from areas.rights import Rights
from collection.access import readable
from collection.models import NoteDraft, NoteMove
from collection.models.notes import MILESTONE
from collection.refusals import (
    Incomplete,
    NotThere,
    NotYours,
    RefusedChange,
    WrongState,
    conflict,
    refuse_reasonless,
)
from collection.states import STATE_WORDS, STEPS, Action, State, Step
from collection.texts import fault_in
from indicators import chapter_notes, milestone_steps, releases
from indicators.charts.wording import Text
from indicators.models import ChapterNote, Milestone, Plan, Source
from indicators.partial_days import day_of

LONGEST: Final = 4000
WRITABLE: Final = frozenset({State.UNREPORTED, State.FILLING, State.RETURNED, State.ACCEPTED})
"""Accepted words may be written anew: what was accepted stands until the new ones are."""
NOTE_STEPS: Final[Mapping[Action, Step]] = {
    Action.SUBMIT: replace(STEPS[Action.SUBMIT], begins=WRITABLE - {State.ACCEPTED}),
    **{each: STEPS[each] for each in (Action.SEND, Action.GIVE_BACK, Action.WITHDRAW)},
    **{
        each: replace(STEPS[each], right="accept_progress")
        for each in (Action.ACCEPT, Action.RETURN)
    },
}

FORWARD: Final = (Action.SUBMIT, Action.SEND, Action.ACCEPT)
AWAITED: Final[frozenset[State]] = frozenset().union(*(NOTE_STEPS[each].begins for each in FORWARD))
"""States in which a note waits for somebody; what was accepted waits for nobody."""
READERS: Final = ("write_progress", "read_submitted", "read_accepted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a note is about, in which year, and from which place."""

    plan: Plan
    kind: str
    code: str
    year: int
    area: Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is written; `stage` and `dated` of a milestone alone."""

    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    stage: str = ""
    dated: str = ""


KIND_WORDS: Final = {
    ChapterNote.Kind.DOMAIN.value: Text("重点领域", "Key domains"),
    ChapterNote.Kind.REGION.value: Text("重点区域", "Key regions"),
    ChapterNote.Kind.TASK.value: Text("重点任务", "Key tasks"),
    ChapterNote.Kind.SAFEGUARD.value: Text("保障措施", "Safeguards"),
    MILESTONE: Text("节点", "Milestones"),
}
LABELS: Final = {
    "progress": Text("进展", "Progress"),
    "stage": Text("阶段", "Stage"),
    "dated": Text("时间", "Date"),
}


def notes_for(rights: Rights) -> QuerySet[NoteDraft]:
    """Those whose words the person may read, each in the state it is in."""
    return NoteDraft.objects.filter(readable(rights)).select_related("plan__area", "area")


def note_for(rights: Rights, pk: int) -> NoteDraft:
    """Raises NotThere alike for what is not there and for what is not this person's to see."""
    found = notes_for(rights).filter(pk=pk).first()
    if found is None:
        raise NotThere
    return found


def write(subject: Subject, said: Said, *, version: int, by: Actor, rights: Rights) -> NoteDraft:
    """Keep what is written, at the version it was read at; 0 where nothing was there yet.

    Raises NotYours, WrongState where it lies with somebody else or was changed meanwhile, and
    RefusedChange for what cannot be kept; then nothing is changed.
    """
    if not rights.may("write_progress", area_id=subject.area.pk):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    _refuse_unfit(subject, said)
    with transaction.atomic():
        note, begun = _held(subject)
        if version != (0 if begun else note.version):
            raise WrongState(_who_changed(note))
        refuse_closed_note(note, rights)
        before = said_in(note)
        if before == said and not begun:
            return note
        _keep(note, said, by)
        _log(note, "note_written", before=asdict(before), after=asdict(said), by=by)
    return note


def move(
    pk: int, action: Action, *, version: int, by: Actor, rights: Rights, reason: str = ""
) -> NoteDraft:
    """Carry the action out on the note as it was shown at `version`.

    Raises NotThere, NotYours, WrongState, Incomplete or RefusedChange; then nothing is changed.
    """
    if by.user is None:
        raise TypeError("a note is moved by a person")
    step, reason = NOTE_STEPS[action], reason.strip()
    if action is Action.ACCEPT:
        _close_to_the_public(note_for(rights, pk), rights, by=by)
    with transaction.atomic():
        note = hold_note(rights, pk)
        _refuse(note, step, version=version, by=by, rights=rights, reason=reason)
        begins = note.state
        _carry_out(note, action, by=by, reason=reason)
        NoteMove.objects.create(
            note=note, action=action, begins=begins, ends=note.state, version=note.version,
            reason=reason, digest=digest_of(note), by=by.user,
        )  # fmt: skip
        if action is Action.ACCEPT:
            _on_record(note, by=by)
        states = {"before": {"state": begins}, "after": {"state": note.state}}
        _log(note, f"note_{action}", **states, reason=reason, by=by)
    return note


def hold_note(rights: Rights, pk: int) -> NoteDraft:
    """The note, for this person's eyes, held until the transaction ends. Raises NotThere."""
    note_for(rights, pk)
    rows = NoteDraft.objects.select_for_update(of=("self",)).select_related("plan", "area")
    return rows.get(pk=pk)


def refuse_closed_note(note: NoteDraft, rights: Rights) -> None:
    """Raises NotYours or WrongState unless this person may change what belongs to it now."""
    if not rights.may("write_progress", area_id=note.area_id):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    if State(note.state) not in WRITABLE:
        raise WrongState(Problem.of("E-LOCKED"))


def said_in(note: NoteDraft) -> Said:
    return Said(**{name: getattr(note, name) for name in Said.__slots__})


def digest_of(note: NoteDraft) -> str:
    """Of the words as they were shown: what was approved can be told from it later."""
    return hashlib.sha256(audit.canonical(asdict(said_in(note))).encode()).hexdigest()


def steps_open_to(
    note: NoteDraft, rights: Rights, user_id: int | None
) -> list[tuple[Action, Step]]:
    """What this person may do with it next, in the order of the buttons."""
    return [
        (action, step)
        for action, step in NOTE_STEPS.items()
        if State(note.state) in step.begins
        and rights.may(step.right, area_id=note.area_id)
        and not (step.apart and user_id in _hands(note))
    ]


def waiting_for(
    drafts: Iterable[NoteDraft], rights: Rights, user_id: int | None
) -> list[NoteDraft]:
    """Those whose next step is this person's: forward, not back."""
    return [
        note
        for note in drafts
        if any(action in FORWARD for action, _ in steps_open_to(note, rights, user_id))
    ]


def _held(subject: Subject) -> tuple[NoteDraft, bool]:
    """The draft, held until the transaction ends, and whether it was made just now."""
    facts = {name: getattr(subject, name) for name in Subject.__slots__}
    note, begun = NoteDraft.objects.get_or_create(**facts)
    return NoteDraft.objects.select_for_update().get(pk=note.pk), begun


def _refuse_unfit(subject: Subject, said: Said) -> None:
    plan = subject.plan
    if not plan.base_year <= subject.year <= plan.target_year:
        raise RefusedChange(Problem.of("E-PARAM", field="year"))
    for text in (said.progress, said.problems, said.next_steps):
        if fault := fault_in(text, most=LONGEST):
            raise RefusedChange(fault)
    if said.stage not in ("", *Milestone.Stage.values):
        raise RefusedChange(Problem.of("E-PARAM", field="stage"))
    if said.dated:
        _refuse_day(subject.year, said.dated)


def _refuse_day(year: int, dated: str) -> None:
    day, today = day_of(dated), timezone.localdate()
    if day is None:
        raise RefusedChange(Problem.of("E-DATE"))
    if day.year != year or day > today:
        last = min(date(year, 12, 31), today)
        raise RefusedChange(Problem.of("E-DATE-RANGE", min=date(year, 1, 1), max=last))


def _keep(note: NoteDraft, said: Said, by: Actor) -> None:
    for name, text in asdict(said).items():
        setattr(note, name, text)
    if note.state in (State.UNREPORTED, State.ACCEPTED):
        note.state, note.reason = State.FILLING, ""
    note.version += 1
    note.written_by, note.written_at = by.user, timezone.now()
    note.save()


def _refuse(
    note: NoteDraft, step: Step, *, version: int, by: Actor, rights: Rights, reason: str
) -> None:
    """Right, version, state, four eyes, reason, completeness: in this order."""
    if not rights.may(step.right, area_id=note.area_id):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    if version != note.version:
        raise WrongState(_who_changed(note))
    if State(note.state) not in step.begins:
        zh, en = STATE_WORDS[State(note.state)]
        raise WrongState(Problem.of("E-STATE", state=zh, state_en=en.lower()))
    if step.apart and by.user_id in _hands(note):
        raise NotYours(Problem.of("E-SOD"))
    if step.reason:
        refuse_reasonless(reason)
    if step.whole:
        _refuse_incomplete(note)


def _who_changed(note: NoteDraft) -> Problem:
    """Whoever made the version that stands: by writing, or by moving it."""
    last = note.moves.select_related("by").last()
    if last is not None and last.version == note.version:
        return conflict(last.by, last.at)
    return conflict(note.written_by, note.written_at)


def _refuse_incomplete(note: NoteDraft) -> None:
    due = ("progress", "stage", "dated") if note.about_milestone else ("progress",)
    if missing := [name for name in due if not getattr(note, name)]:
        raise Incomplete("E-INCOMPLETE", {LABELS[name].zh: LABELS[name] for name in missing})


def _hands(note: NoteDraft) -> set[int | None]:
    """Whoever wrote or submitted it."""
    hands = {note.written_by_id, note.submitted_by_id}
    if note.state == State.AT_PROVINCE:
        hands.add(note.sent_by_id)
    return hands - {None}


def _carry_out(note: NoteDraft, action: Action, *, by: Actor, reason: str) -> None:
    note.state, note.version = NOTE_STEPS[action].ends, note.version + 1
    note.reason = reason
    if action is Action.SUBMIT:
        note.submitted_by = by.user
    if action is Action.SEND:
        note.sent_by = by.user
    note.save()


def _close_to_the_public(note: NoteDraft, rights: Rights, *, by: Actor) -> None:
    """From here on what is accepted is public only once it is published.

    A transaction of its own: it writes to the log, and the acceptance holds more after that.
    """
    if not rights.may("accept_progress", area_id=note.area_id):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    try:
        releases.freeze_before_collection(note.plan, by=by)
    except releases.CannotPublish as refused:
        raise WrongState(refused.problem) from refused


def _on_record(note: NoteDraft, *, by: Actor) -> None:
    """Acceptance makes it part of the plan's record."""
    if note.about_milestone:
        milestone_steps.record([_step(note)], by_id=by.user_id)
        return
    words = chapter_notes.Note(
        plan_id=note.plan_id, kind=note.kind, code=note.code, year=note.year,
        area_id=note.area_id, progress=note.progress, problems=note.problems,
        next_steps=note.next_steps,
    )  # fmt: skip
    chapter_notes.record(words, by_id=by.user_id)


def _step(note: NoteDraft) -> milestone_steps.Step:
    milestone = Milestone.objects.get(plan=note.plan_id, code=note.code)
    source, _ = Source.objects.get_or_create(
        key=f"progress-{note.plan_id}-{note.area.code}-{note.year}",
        defaults={
            "title": f"{note.year}年度进展",
            "publisher": note.area.name,
            "dated": f"{timezone.localdate()}",
        },
    )
    return milestone_steps.Step(
        milestone_id=milestone.pk, dated=note.dated, stage=note.stage, wording=note.progress,
        source_id=source.pk,
    )  # fmt: skip


def _log(
    note: NoteDraft,
    action: str,
    *,
    before: Mapping[str, object],
    after: Mapping[str, object],
    by: Actor,
    reason: str = "",
) -> None:
    """What the note is about stands in the entry, so that it can be searched."""
    about = {"kind": note.kind, "code": note.code, "year": note.year, "version": note.version}
    change = Change(
        action=action, subject="note", key=str(note.pk), place=note.area.code, before=before,
        after={**about, **after}, reason=reason,
    )  # fmt: skip
    audit.write(change, by=by)
