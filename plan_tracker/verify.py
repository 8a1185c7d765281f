"""What must always hold, looked at on the data as it stands: `manage.py verify`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEntry, AuditHead
from areas.matrix import matrix
from areas.models import Seat
from areas.rights import held_today
from collection.models import Content, Entry, Move, NoteDraft, Return
from collection.notes import digest_of as words_digest
from collection.review import digest_of
from collection.states import STEPS, State
from indicators import gauges, record
from indicators.models import (
    LIVE,
    CurrentFigure,
    DueFigure,
    DueIndicator,
    Gauge,
    Plan,
    Release,
)

LATE: Final = timedelta(minutes=5)
"""Longer than a sweep, a drain and a restart of the worker together."""
MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """One thing that must hold; `broken` yields what breaks it, in words."""

    code: str
    says: str
    broken: Callable[[], Iterator[str]]


def _chain() -> Iterator[str]:
    for number, fault in audit.broken(AuditEntry.objects.in_order().iterator()):
        yield f"audit entry {number} {fault}"
    head, last = AuditHead.objects.first(), AuditEntry.objects.order_by("-number").first()
    stands = (last.number, last.digest) if last else (0, audit.GENESIS)
    if head is not None and (head.number, head.digest) != stands:
        yield f"the head of the audit is {head.number}, its last entry {stands[0]}"


def _versions() -> Iterator[str]:
    """One entry of the log for every version of an entry and of a return."""
    for subject, model in (("entry", Entry), ("return", Return), ("note", NoteDraft)):
        counts: dict[str, int] = {}
        logged = AuditEntry.objects.filter(subject=subject).values_list("subject_key", flat=True)
        for key in logged.iterator():
            counts[key] = counts.get(key, 0) + 1
        for pk, version in model.objects.values_list("pk", "version").iterator():
            if counts.get(str(pk), 0) != version - 1:
                yield f"{subject} {pk} has version {version} and {counts.get(str(pk), 0)} entries"


def _workflow() -> Iterator[str]:
    states = {State(state): state for state in State}
    for report in Return.objects.prefetch_related("moves__by").iterator(chunk_size=200):
        version = 1
        for move in report.moves.all():
            step = next((s for action, s in STEPS.items() if action == move.action), None)
            if step is None or states[State(move.begins)] not in step.begins:
                yield f"return {report.pk}: {move.action} from {move.begins} is no step"
            if move.version != version + 1:
                yield f"return {report.pk}: version {move.version} follows {version}"
            version = move.version
        if version != report.version:
            yield f"return {report.pk} is at version {report.version}, its moves at {version}"


def _four_eyes() -> Iterator[str]:
    for move in Move.objects.filter(action__in=["send", "accept"]).select_related("report"):
        submitted = Move.objects.filter(
            report=move.report, action="submit", version__lt=move.version
        ).last()
        if submitted is not None and submitted.by_id == move.by_id:
            yield f"return {move.report_id}: version {move.version} by whoever submitted it"


def _unchanged() -> Iterator[str]:
    """What was sent or accepted is as it was when that was done."""
    closed = [State.AT_HEAD, State.AT_PROVINCE, State.ACCEPTED, State.LOCKED]
    for report in Return.objects.filter(state__in=closed):
        last = report.moves.last()
        rows = list(report.entries.select_related("measure").order_by("measure"))
        if last is None or last.digest != digest_of(rows):
            yield f"return {report.pk} is not what it was when it was moved last"


def _notes() -> Iterator[str]:
    """Words are as they were when they were moved last; accepted ones are on record."""
    closed = [State.AT_HEAD, State.AT_PROVINCE, State.ACCEPTED]
    for note in NoteDraft.objects.filter(state__in=closed).prefetch_related("moves"):
        moves = list(note.moves.all())
        if not moves or moves[-1].digest != words_digest(note):
            yield f"note {note.pk} is not what it was when it was moved last"
        hands = {move.action: move.by_id for move in moves}
        if hands.get("submit") in (hands.get("send"), hands.get("accept")):
            yield f"note {note.pk} was approved by whoever submitted it"


def _facts() -> Iterator[str]:
    """Every accepted figure is a fact, and nothing else of its round is."""
    accepted = Entry.objects.filter(report__state__in=[State.ACCEPTED, State.LOCKED])
    # What was missing may have come late, with a form of its own.
    later = accepted.filter(
        measure=OuterRef("measure"),
        report__area=OuterRef("report__area"),
        report__round__plan=OuterRef("report__round__plan"),
        report__round__year=OuterRef("report__round__year"),
        report__round__vintage=OuterRef("report__round__vintage"),
        report__moved_at__gt=OuterRef("report__moved_at"),
    )
    accepted = accepted.filter(~Exists(later))
    for entry in accepted.select_related("report__round").iterator():
        found = entry.measure.actuals.filter(
            area=entry.report.area_id,
            year=entry.report.round.year,
            vintage=entry.report.round.vintage,
            origin="reported",
        ).last()
        if found is None or (found.value, found.mark) != (entry.value, entry.mark):
            yield f"entry {entry.pk} is accepted and not on record as it stands"


def _gauges() -> Iterator[str]:
    """Every gauge equals one computed afresh, undone again; asked only where nothing is due."""
    if gauges.anything_due():
        yield "gauges are due; run this again when they are computed"
        return
    before = _standing()
    with transaction.atomic():
        record.rebuild_current_figures()
        gauges.rebuild(list(Plan.objects.all()))
        after = _standing()
        transaction.set_rollback(True)
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield f"gauge of area {key[0]}, indicator {key[1]}, {key[2]} is not what the facts make"


Key = tuple[int, int, int]


def _standing() -> dict[Key, tuple[object, ...]]:
    rows = Gauge.objects.filter(edition=LIVE).values_list(
        "area_id", "indicator_id", "year", "value", "status", "done", "counted", "due", "demo"
    )
    return {(row[0], row[1], row[2]): row[3:] for row in rows.iterator()}


def _releases() -> Iterator[str]:
    for plan, numbers in _numbers().items():
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"releases of plan {plan} are numbered {numbers}"
    known = set(Release.objects.values_list("pk", flat=True)) | {LIVE}
    for edition in Gauge.objects.values_list("edition", flat=True).distinct():
        if edition not in known:
            yield f"gauges of edition {edition}, which is no release"


def _numbers() -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for plan, number in Release.objects.order_by("number").values_list("plan_id", "number"):
        found.setdefault(plan, []).append(number)
    return found


def _constraints() -> Iterator[str]:
    """What the database itself says of its integrity."""
    both = Q(value__isnull=False) & ~Q(mark="")
    for pk in Entry.objects.filter(both).values_list("pk", flat=True):
        yield f"entry {pk} has a value and a mark"
    for pk in CurrentFigure.objects.exclude(actual__year=F("year")).values_list(
        "actual_id", flat=True
    ):
        yield f"current figure of fact {pk} stands for another year"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            yield from (line for (line,) in cursor.fetchall() if line != "ok")
            cursor.execute("PRAGMA foreign_key_check")
            yield from (f"{row[0]} row {row[1]} refers to nothing" for row in cursor.fetchall())


def _rights() -> Iterator[str]:
    """Nobody holds both halves of what is kept apart, and whoever is disabled is signed in nowhere."""
    held: dict[int, set[str]] = {}
    seats = Seat.objects.select_related("lent_by").filter(user__is_active=True)
    for seat in held_today(seats, timezone.localdate()):
        held.setdefault(seat.user_id, set()).add(seat.role)
    for user, roles in held.items():
        for one, other in matrix().apart:
            if {one, other} <= roles:
                yield f"user {user} is {one} and {other}"
    sessions = UserSession.objects.filter(user__is_active=False).values_list("user", flat=True)
    yield from (f"user {user} is disabled and has a session" for user in sessions.distinct())


def _waiting() -> Iterator[str]:
    """Nothing that a job should have done has lain for long."""
    late = timezone.now() - LATE
    for cell in DueFigure.objects.filter(since__lt=late)[:MOST_NAMED]:
        named = f"area {cell.area_id}, measure {cell.measure_id}, {cell.year}"
        yield f"{named} is due since {cell.since:%H:%M}"
    for whole in DueIndicator.objects.filter(since__lt=late)[:MOST_NAMED]:
        yield f"indicator {whole.indicator_id} is due since {whole.since:%H:%M}"


def _files() -> Iterator[str]:
    """Every file that is kept is the one that was brought."""
    for content in Content.objects.iterator(chunk_size=20):
        if hashlib.sha256(bytes(content.data)).hexdigest() != content.digest:
            yield f"the file {content.digest} is not what it was"


INVARIANTS = (
    Invariant(code="audit-chain", says="the audit chain verifies and has no gap", broken=_chain),
    Invariant(code="audit-versions", says="one audit entry for every version", broken=_versions),
    Invariant(code="workflow", says="only legal steps; versions rise by one", broken=_workflow),
    Invariant(code="four-eyes", says="nobody approved what they submitted", broken=_four_eyes),
    Invariant(code="unchanged", says="what was sent is unchanged since", broken=_unchanged),
    Invariant(code="notes", says="words are as they were moved, by two", broken=_notes),
    Invariant(code="facts", says="what was accepted is on record", broken=_facts),
    Invariant(code="gauges", says="every gauge equals a fresh one", broken=_gauges),
    Invariant(code="releases", says="releases have no gap", broken=_releases),
    Invariant(code="rights", says="what is apart is apart; nobody disabled is in", broken=_rights),
    Invariant(code="waiting", says="no job has left its work lying", broken=_waiting),
    Invariant(code="files", says="every file kept is what was brought", broken=_files),
    Invariant(code="constraints", says="the database is consistent", broken=_constraints),
)
