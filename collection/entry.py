"""Entering figures: the only writer of entries.

Each cell carries the version it was read at. What somebody else changed meanwhile
is not overwritten: the answer says who, when and what, and what was typed stays typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from areas.problems import Problem
from areas.rights import Rights
from collection.access import hold
from collection.models import Entry, Return
from collection.numbers import Blank, Question, Refused, Stored, Wanted, read_figure
from collection.refusals import (
    NotThere,
    NotYours,
    RefusedChange,
    WrongState,
    conflict,
    moment,
)
from collection.states import EDITABLE, State
from collection.texts import fault_in
from indicators.models import Mark

LONGEST_REMARK = 1000
LONGEST_SOURCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One cell as it was sent: what was typed, or a mark chosen, at the version it was read.

    `source` None: nothing is said about it, so it stays. `confirmed`: the question that was asked
    is answered with yes.
    """

    version: int
    raw: str = ""
    mark: str = ""
    remark: str = ""
    source: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of one cell: its new version, a note, a question or why it was refused."""

    version: int
    value: Decimal | None = None
    mark: str = ""
    note: Problem | None = None
    question: Problem | None = None
    refused: Problem | None = None

    def said(self) -> dict[str, object]:
        """For a browser: figures as text."""
        problem = self.refused or self.question or self.note
        return {
            "version": self.version,
            "value": None if self.value is None else f"{self.value:f}",
            "mark": self.mark,
            "kept": self.refused is None and self.question is None,
            "asked": self.question is not None,
            "problem": None if problem is None else problem.said(),
        }


def keep_cells(
    report_id: int,
    cells: Mapping[int, Typed],
    *,
    wanted: Mapping[int, Wanted],
    by: Actor,
    rights: Rights,
) -> dict[int, Kept]:
    """Keep the cells, by measure, that can be kept; says of each what became of it.

    `wanted` is what each cell takes. Raises NotThere, NotYours or WrongState where
    nothing of the return may be changed.
    """
    with transaction.atomic():
        report = hold(rights, report_id)
        refuse_closed(report, rights, "enter")
        entries = {row.measure_id: row for row in report.entries.select_related("entered_by")}
        answers, changes = dict[int, Kept](), list[Change]()
        for measure_id, typed in sorted(cells.items()):
            if (entry := entries.get(measure_id)) is None:
                raise NotThere
            answers[measure_id] = _keep(report, entry, typed, wanted[measure_id], by, changes)
        if changes:
            _begun(report)
            audit.write_all(changes, by=by)
    return answers


def refuse_closed(report: Return, rights: Rights, right: str) -> None:
    """Raises NotYours or WrongState unless this person may change the figures now."""
    if not rights.may(right, area_id=report.area_id):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    if State(report.state) not in EDITABLE:
        raise WrongState(Problem.of("E-LOCKED"))
    refuse_late(report)


def refuse_late(report: Return) -> None:
    """By the clock of the database, which is the same for everybody."""
    now = clock(report)
    if now > report.closing:
        raise WrongState(Problem.of("E-DEADLINE", when=moment(report.closing)))
    if now < report.round.opens:
        raise WrongState(Problem.of("E-STATE", state="未开始", state_en="not open yet"))


def clock(report: Return) -> datetime:
    found: datetime = (
        Return.objects.filter(pk=report.pk).annotate(now=Now()).values_list("now", flat=True).get()
    )
    return found


def _keep(
    report: Return, entry: Entry, typed: Typed, wanted: Wanted, by: Actor, changes: list[Change]
) -> Kept:
    if typed.version != entry.version:
        return _stale(entry)
    try:
        value, note, question = _read(typed, wanted)
    except RefusedChange as refused:
        return Kept(version=entry.version, refused=refused.problem)
    if question is not None:
        return Kept(version=entry.version, value=value, question=question)
    source = entry.source if typed.source is None else typed.source
    said = (value, typed.mark, typed.remark, source)
    if said == (entry.value, entry.mark, entry.remark, entry.source):
        return Kept(version=entry.version, value=value, mark=typed.mark, note=note)
    before = _content(entry)
    entry.raw, entry.value, entry.mark = typed.raw.strip(), value, typed.mark
    entry.remark, entry.source = typed.remark, source
    entry.entered_by, entry.entered_at = by.user, timezone.now()
    entry.version += 1
    entry.save()
    changes.append(
        Change(
            action="entered", subject="entry", key=str(entry.pk), before=before,
            after=_content(entry), place=report.area.code,
        )
    )  # fmt: skip
    return Kept(version=entry.version, value=value, mark=typed.mark, note=note)


def _stale(entry: Entry) -> Kept:
    """Who changed it, when, and to what; the newer version comes with it."""
    problem = conflict(entry.entered_by, entry.entered_at)
    return Kept(version=entry.version, value=entry.value, mark=entry.mark, refused=problem)


def _read(typed: Typed, wanted: Wanted) -> tuple[Decimal | None, Problem | None, Problem | None]:
    """Value, note and question. Raises RefusedChange for what cannot be kept."""
    _refuse_unfit(typed)
    if typed.mark:
        if typed.mark not in Mark.values or typed.raw.strip():
            raise RefusedChange(Problem.of("E-PARAM", field="mark"))
        return None, None, None
    match read_figure(typed.raw, wanted):
        case Stored(value, note):
            return value, note, None
        case Question(value, problem):
            return value, None, None if typed.confirmed else problem
        case Blank():
            return None, None, None
        case Refused(problem):
            raise RefusedChange(problem)


def _refuse_unfit(typed: Typed) -> None:
    for text, most in ((typed.remark, LONGEST_REMARK), (typed.source or "", LONGEST_SOURCE)):
        if fault := fault_in(text, most=most):
            raise RefusedChange(fault)


def _begun(report: Return) -> None:
    if report.state == State.UNREPORTED:
        report.state = State.FILLING
        report.save(update_fields=["state"])


def _content(entry: Entry) -> dict[str, object]:
    return {
        "measure": entry.measure_id,
        "raw": entry.raw,
        "value": entry.value,
        "mark": entry.mark,
        "remark": entry.remark,
        "source": entry.source,
        "version": entry.version,
    }
