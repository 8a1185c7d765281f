"""工作台: what waits for this person, what is overdue, what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from areas.rights import Rights
from collection.access import visible
from collection.form import StateShown, state_shown
from collection.models import ExceptionRequest, Reminder, Return
from collection.reminders import WAITED_FOR
from collection.states import EDITABLE, STEPS, State
from indicators.charts.wording import Text

FILLED = Q(entries__value__isnull=False) | ~Q(entries__mark="")
DONE = (State.ACCEPTED, State.LOCKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A return on the workbench; `mine`: the next step is this person's."""

    report: Return
    state: StateShown
    filled: int
    cells: int
    mine: bool
    overdue: bool
    next: Text
    days_left: int
    reminder: Reminder | None

    @property
    def kind(self) -> Text:
        return self.report.round.kind


NEXT: Mapping[State, Text] = {
    State.UNREPORTED: Text("请填报", "To be filled in"),
    State.FILLING: Text("请填完并提交审核", "To be finished and submitted"),
    State.RETURNED: Text("请按退回意见修改", "To be changed as asked"),
    State.AT_HEAD: Text("请审核并上报", "To be checked and sent"),
    State.AT_PROVINCE: Text("请审核", "To be reviewed"),
    State.ACCEPTED: Text("已完成", "Done"),
    State.LOCKED: Text("已完成", "Done"),
}


def waiting_for(rights: Rights) -> list[Waiting]:
    """Every return the person may see: first what waits for them, the earliest due first."""
    rows = list(
        visible(rights).annotate(filled=Count("entries", filter=FILLED), cells=Count("entries"))
    )
    given = {each.report_id: each for each in Reminder.objects.filter(report__in=rows)}
    found = [_waiting(row, rights, given.get(row.pk)) for row in rows]
    return sorted(found, key=lambda each: (not each.mine, each.report.due, each.report.pk))


def open_requests(rights: Rights) -> list[ExceptionRequest]:
    """What places ask for, where it is this person's to answer; the oldest first."""
    if not rights.may("set_dates"):
        return []
    rows = ExceptionRequest.objects.filter(granted=None).order_by("id")
    return list(rows.select_related("report__round", "report__area", "by"))


def _waiting(report: Return, rights: Rights, reminder: Reminder | None) -> Waiting:
    state = State(report.state)
    return Waiting(
        report=report,
        state=state_shown(report.state),
        filled=report.filled,  # type: ignore[attr-defined]  # counted by the query
        cells=report.cells,  # type: ignore[attr-defined]
        mine=state not in DONE and _next_is_theirs(report, rights, state),
        overdue=state not in DONE and timezone.now() > report.due,
        next=NEXT[state],
        days_left=(timezone.localdate(report.due) - timezone.localdate()).days,
        # What was said before it was sent is done with.
        reminder=reminder if state in WAITED_FOR else None,
    )


def _next_is_theirs(report: Return, rights: Rights, state: State) -> bool:
    if state in EDITABLE:
        return any(
            seat.role == "reporter" and seat.area_id == report.area_id for seat in rights.seats
        )
    forward = ("send", "accept")
    steps = [step for step in STEPS.values() if step.right in forward and state in step.begins]
    return any(rights.may(step.right, area_id=report.area_id) for step in steps)
