"""工作台: what waits for this person, what is overdue, what came back; and a round as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from areas.rights import Rights
from collection.access import visible
from collection.form import StateShown, state_shown
from collection.models import Return, Round
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
    rows = visible(rights).annotate(filled=Count("entries", filter=FILLED), cells=Count("entries"))
    found = [_waiting(row, rights) for row in rows]
    return sorted(found, key=lambda each: (not each.mine, each.report.round.due, each.report.pk))


def _waiting(report: Return, rights: Rights) -> Waiting:
    state = State(report.state)
    return Waiting(
        report=report,
        state=state_shown(report.state),
        filled=report.filled,  # type: ignore[attr-defined]  # counted by the query
        cells=report.cells,  # type: ignore[attr-defined]
        mine=state not in DONE and _next_is_theirs(report, rights, state),
        overdue=state not in DONE and timezone.now() > report.round.due,
        next=NEXT[state],
    )


def _next_is_theirs(report: Return, rights: Rights, state: State) -> bool:
    if state in EDITABLE:
        return any(
            seat.role == "reporter" and seat.area_id == report.area_id for seat in rights.seats
        )
    forward = ("send", "accept")
    steps = [step for step in STEPS.values() if step.right in forward and state in step.begins]
    return any(rights.may(step.right, area_id=report.area_id) for step in steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One place's return in a round: how far it is, not what it says."""

    report: Return
    state: StateShown
    filled: int
    cells: int
    days: int
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    round: Round
    rows: tuple[Progress, ...]
    counts: tuple[tuple[StateShown, int], ...]

    @property
    def kind(self) -> Text:
        return self.round.kind


def round_page(found: Round, rights: Rights) -> RoundPage:
    """The completeness of a round. What is in a draft is not shown, only how much of it is there."""
    rows = found.returns.select_related("area").annotate(
        filled=Count("entries", filter=FILLED), cells=Count("entries")
    )
    open_to = set(visible(rights).filter(round=found).values_list("pk", flat=True))
    shown = tuple(_progress(row, row.pk in open_to) for row in rows)
    return RoundPage(round=found, rows=shown, counts=tuple(_counts(row.report for row in shown)))


def _progress(report: Return, opens: bool) -> Progress:
    return Progress(
        report=report,
        state=state_shown(report.state),
        filled=report.filled,  # type: ignore[attr-defined]  # counted by the query
        cells=report.cells,  # type: ignore[attr-defined]
        days=(timezone.now() - report.moved_at).days,
        opens=opens,
    )


def _counts(reports: Iterable[Return]) -> Iterable[tuple[StateShown, int]]:
    states = [report.state for report in reports]
    return [(state_shown(state), n) for state in State if (n := states.count(state))]
