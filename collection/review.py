"""Moving a return on its way: submit, send, return, withdraw, accept. The only writer of moves.

Each move is one transaction with its audit entry, for the version that was shown.
Acceptance writes the facts and what must be recomputed in the same transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from accounts.models import User
from areas.problems import Problem
from areas.rights import Rights
from collection.access import hold
from collection.checking import refuse_unchecked
from collection.deadlines import settle
from collection.entry import refuse_late
from collection.models import Entry, Move, MoveProposal, Return
from collection.refusals import NotYours, WrongState, conflict, refuse_reasonless
from collection.states import STATE_WORDS, STEPS, Action, State, Step
from indicators import record
from indicators.models import Origin


def move(
    report_id: int,
    action: Action,
    *,
    version: int,
    by: Actor,
    rights: Rights,
    reason: str = "",
    cells: Collection[int] = (),
) -> Return:
    """Carry the action out on the return as it was shown at `version`.

    `cells` are measures that are asked back with the reason; none: the whole form.
    A step that needs two is proposed by the first who asks for it and carried out, with the
    reason that was given then, when another asks for it.
    Raises NotThere, NotYours, WrongState, Incomplete or RefusedChange; then nothing is changed.
    """
    if by.user is None:
        raise TypeError("a return is moved by a person")
    step = STEPS[action]
    with transaction.atomic():
        report = hold(rights, report_id)
        if _done_already(report, action, version=version, by=by.user):
            return report
        entries = list(report.entries.select_related("measure", "entered_by").order_by("measure"))
        proposal = _proposal(report, action)
        reason = (proposal.reason if proposal else reason).strip()
        _refuse(report, entries, step, version=version, by=by, rights=rights, reason=reason)
        if step.second and _waits(report, action, proposal, by=by, reason=reason):
            return report
        begins = report.state
        _carry_out(report, entries, action, by=by, reason=reason, cells=cells)
        _written(report, entries, action, begins=begins, by=by.user, reason=reason)
        _on_record(report, entries, action, by=by.user, reason=reason)
        after = {"state": report.state, "version": report.version, "cells": sorted(cells)}
        if proposal is not None:
            after["proposed_by"] = proposal.by.username
        change = Change(
            action=f"return_{action}", subject="return", key=str(report.pk),
            before={"state": begins, "version": version}, after=after,
            place=report.area.code, reason=reason,
        )  # fmt: skip
        if action in (Action.RETURN, Action.GIVE_BACK, Action.REVOKE):
            settle(report, granted=True, answer=reason, by=by)
        audit.write(change, by=by)
    return report


def _proposal(report: Return, action: Action) -> MoveProposal | None:
    """The one that stands, of the version the return is at."""
    if not STEPS[action].second:
        return None
    rows = MoveProposal.objects.filter(
        report=report, action=action, version=report.version, taken_back_at=None
    )
    return rows.select_related("by").first()


def _waits(
    report: Return, action: Action, proposal: MoveProposal | None, *, by: Actor, reason: str
) -> bool:
    """Whether a second person has to confirm yet; whoever proposed it is no second person."""
    if by.user is None or (proposal is not None and proposal.by_id == by.user.pk):
        raise NotYours(Problem.of("E-SOD"))
    if proposal is not None:
        return False
    made = MoveProposal.objects.create(
        report=report, action=action, version=report.version, reason=reason, by=by.user
    )
    change = Change(
        action=f"return_{action}_proposed", subject="proposal", key=str(made.pk),
        after={"return": report.pk, "version": report.version}, place=report.area.code,
        reason=reason,
    )  # fmt: skip
    audit.write(change, by=by)
    return True


def _on_record(
    report: Return, entries: Sequence[Entry], action: Action, *, by: User, reason: str
) -> None:
    """Acceptance makes facts; revoking it takes them back."""
    if action is Action.ACCEPT:
        record.record(_figures(report, entries), by_id=by.pk)
    if action is Action.REVOKE:
        record.withdraw(_figures(report, entries, note=reason), by_id=by.pk)


def _refuse(
    report: Return,
    entries: Sequence[Entry],
    step: Step,
    *,
    version: int,
    by: Actor,
    rights: Rights,
    reason: str,
) -> None:
    """Right, version, state, four eyes, reason, completeness: in this order."""
    if not rights.may(step.right, area_id=report.area_id):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    if version != report.version:
        raise WrongState(_who_moved(report))
    if State(report.state) not in step.begins:
        zh, en = STATE_WORDS[State(report.state)]
        raise WrongState(Problem.of("E-STATE", state=zh, state_en=en.lower()))
    if step.apart and by.user is not None and by.user.pk in _hands(report, entries):
        raise NotYours(Problem.of("E-SOD"))
    if step.reason:
        refuse_reasonless(reason)
    if step.right == "submit":
        refuse_late(report)
    if step.whole:
        refuse_unchecked(report, entries)


def _done_already(report: Return, action: Action, *, version: int, by: User) -> bool:
    """A second click on the same button, or an answer that was lost: it is done, once."""
    last = report.moves.last()
    return (
        last is not None
        and last.version == report.version == version + 1
        and (last.action, last.by_id) == (action, by.pk)
    )


def _who_moved(report: Return) -> Problem:
    last = report.moves.select_related("by").last()
    return conflict(last.by if last else None, last.at if last else None)


def _hands(report: Return, entries: Sequence[Entry]) -> set[int | None]:
    """Whoever entered or submitted anything in this version."""
    hands = {entry.entered_by_id for entry in entries} | {report.submitted_by_id}
    if report.state == State.AT_PROVINCE:
        hands.add(report.sent_by_id)
    return hands - {None}


def _carry_out(
    report: Return,
    entries: Sequence[Entry],
    action: Action,
    *,
    by: Actor,
    reason: str,
    cells: Collection[int],
) -> None:
    report.state, report.version = STEPS[action].ends, report.version + 1
    if action is Action.SUBMIT:
        report.submitted_by = by.user
    if action is Action.SEND:
        report.sent_by = by.user
    if action in (Action.RETURN, Action.GIVE_BACK):
        _ask_back(entries, reason, cells)
    if action is Action.SUBMIT:
        _ask_back(entries, "", ())
    report.moved_at = timezone.now()
    report.save(update_fields=["state", "version", "submitted_by", "sent_by", "moved_at"])


def _ask_back(entries: Sequence[Entry], reason: str, cells: Collection[int]) -> None:
    """Mark the cells that are asked back with the reason, and no others."""
    changed = []
    for entry in entries:
        asked = reason if entry.measure_id in cells else ""
        if entry.asked_back != asked:
            entry.asked_back = asked
            changed.append(entry)
    Entry.objects.bulk_update(changed, ["asked_back"])


def _written(
    report: Return,
    entries: Sequence[Entry],
    action: Action,
    *,
    begins: str,
    by: User,
    reason: str,
) -> None:
    Move.objects.create(
        report=report, action=action, begins=begins, ends=report.state, version=report.version,
        reason=reason, digest=digest_of(entries), by=by,
    )  # fmt: skip


def digest_of(entries: Sequence[Entry]) -> str:
    """Of the figures as they were shown: what was approved can be told from it later."""
    rows = [
        [e.measure_id, e.value, e.mark, e.remark, e.version, *([e.source] if e.source else [])]
        for e in entries
    ]
    return hashlib.sha256(audit.canonical(rows).encode()).hexdigest()


def _note(entry: Entry) -> str:
    """The footnote: what the place explained, and where it has the figure from."""
    source = f"数据来源：{entry.source}" if entry.source else ""
    return "；".join(part for part in (entry.remark, source) if part)


def _figures(
    report: Return, entries: Sequence[Entry], *, note: str | None = None
) -> list[record.Figure]:
    """What the return says; `note` where it is not what the place explained."""
    return [
        record.Figure(
            cell=record.Cell(report.area_id, entry.measure_id, report.round.year),
            value=entry.value,
            mark=entry.mark,
            vintage=report.round.vintage,
            origin=Origin.REPORTED.value,
            note=_note(entry) if note is None else note,
        )
        for entry in entries
    ]
