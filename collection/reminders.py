"""催报: who is reminded of which return and when, by the date or by the province.

An occasion has one key, so that a reminder comes once however often it is looked for. The key
holds the return's version: one that was returned is reminded of afresh.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from areas.problems import Problem
from areas.rights import Rights
from collection.models import Reminder, Return, Round
from collection.notices import write_notices
from collection.refusals import NotYours
from collection.states import EDITABLE, State

Kind = Reminder.Kind

WAITED_FOR: Final = (*EDITABLE, State.AT_HEAD)
"""States in which the province waits for the place."""
DAYS_BEFORE: Final = (7, 1)
DAYS_BETWEEN: Final = 3
"""From one reminder of an overdue return to the next."""


def waited_for(found: Round) -> list[Return]:
    """未报清单: the returns of a round that have not reached the province."""
    return list(found.returns.filter(state__in=WAITED_FOR).select_related("area", "round"))


def remind(now: datetime | None = None) -> int:
    """Give the reminders whose day has come; how many were new."""
    now = now or timezone.now()
    rows = Return.objects.filter(state__in=WAITED_FOR, round__opens__lte=now)
    wanted = [
        reminder
        for report in rows.select_related("round", "area")
        if report.closing >= now and (reminder := _by_date(report, now)) is not None
    ]
    return _given(wanted)


def press(found: Round, *, words: str, by: Actor, rights: Rights) -> list[Return]:
    """Remind every place of the round that is still waited for, at most once a day each."""
    if not rights.may("remind"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    day = timezone.localdate()
    with transaction.atomic():
        reports = waited_for(found)
        wanted = [
            Reminder(
                report=report,
                key=f"{report.pk}:{report.version}:{Kind.PRESSED}:{day}",
                kind=Kind.PRESSED,
                words=words,
                by=by.user,
            )
            for report in reports
        ]
        if _given(wanted):
            after = {"areas": [report.area.code for report in reports], "words": words}
            change = Change(action="reminded", subject="round", key=str(found.pk), after=after)
            audit.write(change, by=by)
    return reports


def _by_date(report: Return, now: datetime) -> Reminder | None:
    """The reminder of the day; the one before it, if missed, is not made up for."""
    due, today = timezone.localdate(report.due), timezone.localdate(now)
    left = (due - today).days
    if now > report.due:
        # In steps from the due day, so that a day nobody looked shifts nothing.
        step = due + timedelta(days=(today - due).days // DAYS_BETWEEN * DAYS_BETWEEN)
        return _reminder(report, Kind.OVERDUE, f"{step}")
    if left == 0:
        return _reminder(report, Kind.DUE, f"{due}")
    reached = [days for days in DAYS_BEFORE if left <= days]
    if reached and report.round.opens <= report.due - timedelta(days=min(reached)):
        return _reminder(report, Kind.BEFORE, f"{due}:{min(reached)}")
    return None


def _reminder(report: Return, kind: Kind, occasion: str) -> Reminder:
    key = f"{report.pk}:{report.version}:{kind}:{occasion}"
    return Reminder(report=report, key=key, kind=kind)


def _given(wanted: Iterable[Reminder]) -> int:
    rows = list(wanted)
    known = set(
        Reminder.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True)
    )
    fresh = [row for row in rows if row.key not in known]
    with transaction.atomic():
        # Two that look at the same moment: the database keeps one of each.
        Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
        write_notices(fresh)
    return len(fresh)
