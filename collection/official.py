"""全省官方数 and 省级评估数, and which of several figures counts: the province's own statements.

A figure a place reported is never edited: beside it stands what a document says, or what the
province assessed, and two people decide with a reason which one counts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.audit import Actor, Change
from areas.models import Area
from areas.problems import Problem
from areas.rights import Rights
from collection.models import ChoiceProposal, Entry
from collection.numbers import Blank, Question, Refused, Stored, read_figure
from collection.refusals import NotThere, NotYours, RefusedChange, WrongState, refuse_reasonless
from collection.wants import wanted_of
from indicators import record
from indicators.models import Actual, Measure, Origin, Source, Vintage

DATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
KINDS: Final = (Origin.PUBLISHED, Origin.ASSESSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Where an official figure stands. `dated` is ISO and may be partial (2026-03)."""

    title: str
    publisher: str
    number: str
    dated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One figure as it was typed. `reason` is needed of an assessment, `document` of the other."""

    area: Area
    measure: Measure
    year: int
    kind: str
    vintage: str
    raw: str
    reason: str
    document: Document
    confirmed: bool = False


class InQuestion(RefusedChange):
    """Nothing was kept: it has to be said that this is meant."""


def state(said: Statement, *, by: Actor, rights: Rights) -> None:
    """Put the figure on record. Raises NotYours or RefusedChange; then nothing is."""
    if not rights.may("enter_official"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    if said.kind not in KINDS or said.vintage not in Vintage.values:
        raise RefusedChange(Problem.of("E-PARAM", field="kind"))
    if said.kind == Origin.PUBLISHED and said.area.kind == Area.Kind.CITY:
        # One person alone would put another number in the place of what was reported.
        raise RefusedChange(Problem.of("E-OFFICIAL-CITY"))
    _refuse_own(said, by)
    value = _read(said)
    with transaction.atomic():
        source = _source(said.document) if said.kind == Origin.PUBLISHED else None
        if source is None:
            refuse_reasonless(said.reason)
        figure = record.Figure(
            cell=record.Cell(said.area.pk, said.measure.pk, said.year), value=value.value,
            vintage=said.vintage, origin=said.kind, note=said.reason,
            source_id=source.pk if source else None,
        )  # fmt: skip
        if not record.record([figure], by_id=by.user.pk if by.user else None):
            raise WrongState(Problem.of("E-DUP", what=str(value.value)))
        after = {"measure": said.measure.code, "year": said.year, "value": value.value,
                 "vintage": said.vintage, "source": str(source or "")}  # fmt: skip
        change = Change(
            action=f"{said.kind}_stated", subject="figure", place=said.area.code, after=after,
            key=f"{said.area.code} {said.measure.code} {said.year}", reason=said.reason,
        )  # fmt: skip
        audit.write(change, by=by)


def propose_choice(actual: Actual, *, reason: str, by: Actor, rights: Rights) -> ChoiceProposal:
    """Say which figure should count, and why; another person confirms it."""
    if by.user is None or not rights.may("revise"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    refuse_reasonless(reason)
    if actual.as_at is not None or actual.withdraws:
        raise WrongState(Problem.of("E-STATE", state="不能采用", state_en="not one that can count"))
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = ChoiceProposal.objects.create(actual=actual, reason=reason, by=by.user)
        except IntegrityError as error:
            raise WrongState(Problem.of("E-DUP", what=str(actual.value))) from error
        _log("choice_proposed", made, by)
    return made


def confirm_choice(pk: int, *, by: Actor, rights: Rights) -> None:
    """Carry out another's proposal. Raises NotYours for one's own."""
    with transaction.atomic():
        made = _open(pk)
        if by.user is None or not rights.may("revise"):
            raise NotYours(Problem.of("E-FORBIDDEN"))
        if made.by_id == by.user.pk:
            raise NotYours(Problem.of("E-SOD"))
        record.choose(made.actual, reason=made.reason, by_id=by.user.pk)
        made.confirmed_by = by.user
        made.save(update_fields=["confirmed_by"])
        _log("figure_chosen", made, by)


def _open(pk: int) -> ChoiceProposal:
    rows = ChoiceProposal.objects.select_for_update(of=("self",))
    made = rows.select_related("actual__area", "actual__measure").filter(pk=pk).first()
    if made is None:
        raise NotThere
    if made.confirmed_by_id is not None or made.taken_back_at is not None:
        raise WrongState(Problem.of("E-STATE", state="已办理", state_en="dealt with"))
    return made


def _refuse_own(said: Statement, by: Actor) -> None:
    """Whoever entered the place's figure does not put another beside it."""
    entered = Entry.objects.filter(
        report__area=said.area, report__round__year=said.year, measure=said.measure,
        entered_by=by.user,
    )  # fmt: skip
    if entered.exists():
        raise NotYours(Problem.of("E-SOD"))


def _read(said: Statement) -> Stored | Question:
    match read_figure(said.raw, wanted_of(said.measure)):
        case Stored() as stored:
            return stored
        case Question() as question if said.confirmed:
            return question
        case Question(_, problem):
            raise InQuestion(problem)
        case Refused(problem):
            raise RefusedChange(problem)
        case Blank():
            raise RefusedChange(Problem.of("E-FILE-MISSING", field="数值"))


def _source(document: Document) -> Source:
    missing: Mapping[str, str] = {
        "文件名称": document.title, "发布单位": document.publisher, "文号": document.number,
    }  # fmt: skip
    for field, text in missing.items():
        if not text:
            raise RefusedChange(Problem.of("E-FILE-MISSING", field=field))
    if not DATED.fullmatch(document.dated):
        raise RefusedChange(Problem.of("E-DATE"))
    told = "\n".join((document.publisher, document.title, document.number, document.dated))
    title = f"{document.title}（{document.number}）"
    found, _ = Source.objects.get_or_create(
        key=f"doc-{hashlib.sha256(told.encode()).hexdigest()[:40]}",
        defaults={"title": title, "publisher": document.publisher, "dated": document.dated},
    )
    return found


def _log(action: str, made: ChoiceProposal, by: Actor) -> None:
    actual = made.actual
    change = Change(
        action=action, subject="figure", place=actual.area.code, reason=made.reason,
        key=f"{actual.area.code} {actual.measure.code} {actual.year}",
        after={"value": actual.value, "mark": actual.mark, "origin": actual.origin},
    )  # fmt: skip
    audit.write(change, by=by)
