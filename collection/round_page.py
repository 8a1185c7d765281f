"""A round as a whole: how far every place is, and 数据到位, which cell of which place is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count
from django.utils import timezone

from areas.rights import Rights
from collection.access import visible
from collection.form import StateShown, state_shown
from collection.models import Entry, ExceptionRequest, Reminder, Return, Round
from collection.reminders import WAITED_FOR
from collection.states import State
from collection.workbench import DONE, FILLED
from indicators.charts.wording import Text
from indicators.models import Mark, Measure
from indicators.queries.statements import MARKS


class Held(StrEnum):
    """Where the next step lies."""

    REPORTER = "reporter"
    HEAD = "head"
    PROVINCE = "province"
    NOBODY = "nobody"


HOLDERS: Mapping[Held, Text] = {
    Held.REPORTER: Text("填报人", "Reporter"),
    Held.HEAD: Text("本级审核人", "Head"),
    Held.PROVINCE: Text("省级审核", "Province"),
    Held.NOBODY: Text("—", "—"),
}
HOLDS: Mapping[State, Held] = {
    State.UNREPORTED: Held.REPORTER,
    State.FILLING: Held.REPORTER,
    State.RETURNED: Held.REPORTER,
    State.AT_HEAD: Held.HEAD,
    State.AT_PROVINCE: Held.PROVINCE,
    State.ACCEPTED: Held.NOBODY,
    State.LOCKED: Held.NOBODY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One place's return in a round: how far it is, not what it says. `days`: in this state."""

    report: Return
    state: StateShown
    holder: Text
    filled: int
    cells: int
    days: int
    opens: bool
    overdue: bool
    reminders: int
    reminded: Reminder | None
    request: ExceptionRequest | None

    @property
    def acceptable(self) -> bool:
        return self.report.state == State.AT_PROVINCE


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """One cell of 数据到位: an icon with its words."""

    measure: Measure
    icon: str
    tone: str
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CellsOf:
    """One place's cells, a column each."""

    progress: Progress
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """数据到位 of the places that report the same measures."""

    columns: tuple[Measure, ...]
    lines: tuple[CellsOf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """`waited`: places the province still waits for; a matrix for each kind of form."""

    round: Round
    rows: tuple[Progress, ...]
    counts: tuple[tuple[StateShown, int], ...]
    matrices: tuple[Matrix, ...]

    @property
    def kind(self) -> Text:
        return self.round.kind

    @property
    def waited(self) -> int:
        return sum(row.report.state in WAITED_FOR for row in self.rows)

    @property
    def to_accept(self) -> int:
        return sum(row.acceptable for row in self.rows)

    @property
    def locked(self) -> int:
        return sum(row.report.state == State.LOCKED for row in self.rows)

    @property
    def all_accepted(self) -> bool:
        """Nothing is left to do but to lock them."""
        return self.locked < len(self.rows) and all(row.report.state in DONE for row in self.rows)

    @property
    def arrived(self) -> int:
        return len(self.rows) - self.waited


def round_page(found: Round, rights: Rights) -> RoundPage:
    """The completeness of a round. What is in a draft is not shown, only how much of it is there."""
    reports = list(
        found.returns.select_related("area", "round").annotate(
            filled=Count("entries", filter=FILLED), cells=Count("entries")
        )
    )
    open_to = set(visible(rights).filter(round=found).values_list("pk", flat=True))
    given = Reminder.objects.filter(report__round=found).select_related("by")
    asked = ExceptionRequest.objects.filter(report__round=found, granted=None)
    requests = {each.report_id: each for each in asked.select_related("by")}
    said = _by_report(given)
    rows = tuple(
        _progress(row, row.pk in open_to, said.get(row.pk, ()), requests.get(row.pk))
        for row in reports
    )
    return RoundPage(
        round=found, rows=rows, counts=tuple(_counts(reports)), matrices=tuple(_matrices(rows))
    )


def _by_report(reminders: Iterable[Reminder]) -> dict[int, list[Reminder]]:
    found: dict[int, list[Reminder]] = {}
    for each in reminders:
        found.setdefault(each.report_id, []).append(each)
    return found


def _progress(
    report: Return, opens: bool, reminders: Sequence[Reminder], request: ExceptionRequest | None
) -> Progress:
    now, state = timezone.now(), State(report.state)
    return Progress(
        report=report,
        state=state_shown(report.state),
        holder=HOLDERS[HOLDS[state]],
        filled=report.filled,  # type: ignore[attr-defined]  # counted by the query
        cells=report.cells,  # type: ignore[attr-defined]
        days=(now - report.moved_at).days,
        opens=opens,
        overdue=state not in DONE and now > report.due,
        reminders=len(reminders),
        reminded=reminders[-1] if reminders else None,
        request=request,
    )


def _counts(reports: Iterable[Return]) -> Iterable[tuple[StateShown, int]]:
    states = [report.state for report in reports]
    return [(state_shown(state), n) for state in State if (n := states.count(state))]


def _matrices(rows: Sequence[Progress]) -> Iterable[Matrix]:
    entries: dict[int, list[Entry]] = {row.report.pk: [] for row in rows}
    asked = Entry.objects.filter(report__in=entries).select_related("measure")
    for entry in asked.order_by("measure"):
        entries[entry.report_id].append(entry)
    forms: dict[tuple[int, ...], list[Progress]] = {}
    for row in rows:
        form = tuple(entry.measure_id for entry in entries[row.report.pk])
        forms.setdefault(form, []).append(row)
    for form_rows in forms.values():
        first = entries[form_rows[0].report.pk]
        yield Matrix(
            columns=tuple(entry.measure for entry in first),
            lines=tuple(
                CellsOf(
                    progress=row, cells=tuple(_cell(entry, row) for entry in entries[row.report.pk])
                )
                for row in form_rows
            ),
        )


def _cell(entry: Entry, row: Progress) -> CellShown:
    measure = entry.measure
    if not row.opens:
        words = Text(row.state.zh, row.state.en)
        return CellShown(measure=measure, icon="dots", tone="none", words=words)
    if entry.asked_back:
        words = Text(f"退回：{entry.asked_back}", f"Returned: {entry.asked_back}")
        return CellShown(measure=measure, icon="back", tone="warn", words=words)
    if entry.mark:
        return CellShown(measure=measure, icon="dash", tone="none", words=MARKS[Mark(entry.mark)])
    if entry.value is None:
        return CellShown(
            measure=measure, icon="empty", tone="bad", words=Text("未填报", "Not reported")
        )
    if entry.remark:
        words = Text(f"有核实说明：{entry.remark}", f"Explained: {entry.remark}")
        return CellShown(measure=measure, icon="note", tone="fair", words=words)
    return CellShown(measure=measure, icon="tick", tone="good", words=Text("已填", "Filled in"))
