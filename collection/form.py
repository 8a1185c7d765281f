"""A return as its page shows it: every cell with what stands beside it, and what may come next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from areas.problems import Problem
from areas.rights import Rights
from collection.checking import by_measure, checked
from collection.checks import Finding
from collection.entry import Kept, Typed, clock
from collection.models import Comment, Entry, Evidence, ExceptionRequest, Move, MoveProposal, Return
from collection.numbers import Wanted
from collection.ratios import Computed, computed_in
from collection.states import EDITABLE, STATE_WORDS, STEPS, Action, State, Step
from collection.wants import wanted_in
from indicators.charts.theme import Tone
from indicators.charts.wording import Text, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class StateShown:
    """A state as `_status.html` draws it."""

    zh: str
    en: str
    icon: str
    tone: Tone


LOOKS: Mapping[State, tuple[str, Tone]] = {
    State.UNREPORTED: ("empty", "none"),
    State.FILLING: ("dots", "fair"),
    State.AT_HEAD: ("clock", "fair"),
    State.AT_PROVINCE: ("clock", "fair"),
    State.RETURNED: ("back", "warn"),
    State.ACCEPTED: ("tick", "good"),
    State.LOCKED: ("tick", "good"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One cell. `raw`, `mark`, `remark` and `source` are what the person typed last, kept or not.

    `problem` is why it was not kept, or what is asked (`asked`); `note` what was done to it.
    """

    entry: Entry
    last: str
    target: str
    raw: str
    mark: str
    remark: str
    source: str
    version: int
    problem: Problem | None = None
    asked: bool = False
    note: Problem | None = None
    findings: Sequence[Finding] = ()

    @property
    def preset(self) -> str:
        """As it can be typed."""
        return "" if self.entry.preset is None else f"{self.entry.preset:f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """`proposal`: what somebody proposed already, where the step needs two."""

    action: Action
    step: Step
    proposal: MoveProposal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """`closed` says in words why nothing can be entered; None where it can.

    `request` is what the place asked for last, `may_ask` whether it may ask now.
    """

    report: Return
    state: StateShown
    rows: tuple[Row, ...]
    filled: int
    buttons: tuple[Button, ...]
    returnable: bool
    closed: Text | None
    may_ask: bool
    request: ExceptionRequest | None
    moves: tuple[Move, ...]
    evidence: tuple[Evidence, ...] = ()
    may_attach: bool = False
    computed: tuple[Computed, ...] = ()
    comments: tuple[Comment, ...] = ()
    may_comment: bool = False

    @property
    def kind(self) -> Text:
        return self.report.round.kind

    @property
    def last_year(self) -> int:
        return self.report.round.year - 1

    @property
    def gives_reasons(self) -> bool:
        return any(button.step.reason and not button.proposal for button in self.buttons)


def form_page(
    report: Return,
    rights: Rights,
    *,
    typed: Mapping[int, Typed] | None = None,
    kept: Mapping[int, Kept] | None = None,
) -> FormPage:
    """The form; after something was sent, with what was `typed` and what was `kept` of it."""
    entries = report.entries.select_related("measure__unit", "entered_by").order_by("measure")
    wants = wanted_in(report)
    found = by_measure(checked(report, list(entries), wants))
    rows = [
        _row(
            entry,
            wants[entry.measure_id],
            (typed or {}).get(entry.measure_id),
            (kept or {}).get(entry.measure_id),
            found.get(entry.measure_id, ()),
        )
        for entry in entries
    ]
    buttons, closed = _buttons(report, rights), why_closed(report, rights)
    return FormPage(
        report=report,
        state=state_shown(report.state),
        rows=tuple(rows),
        filled=sum(row.entry.filled for row in rows),
        buttons=buttons,
        returnable=any(each.action in (Action.RETURN, Action.GIVE_BACK) for each in buttons),
        closed=closed,
        may_ask=_may_ask(report, rights),
        request=report.requests.select_related("by", "answered_by").first(),
        moves=tuple(report.moves.select_related("by")),
        computed=tuple(computed_in(report, {e.measure_id: e for e in entries}, wants)),
        evidence=_evidence(report, rights),
        may_attach=closed is None,
        comments=_comments(report, rights),
        may_comment=rights.may("comment", area_id=report.area_id),
    )


def _buttons(report: Return, rights: Rights) -> tuple[Button, ...]:
    steps = [
        (action, step)
        for action, step in STEPS.items()
        if State(report.state) in step.begins
        and not step.of_round
        and rights.may(step.right, area_id=report.area_id)
    ]
    proposed: dict[str, MoveProposal] = {}
    if any(step.second for _, step in steps):
        rows = report.proposals.filter(version=report.version, taken_back_at=None)
        proposed = {row.action: row for row in rows.select_related("by")}
    return tuple(
        Button(action=action, step=step, proposal=proposed.get(action)) for action, step in steps
    )


def _evidence(report: Return, rights: Rights) -> tuple[Evidence, ...]:
    if not rights.may("read_evidence", area_id=report.area_id):
        return ()
    return tuple(report.evidence.filter(removed_at=None).select_related("measure", "by"))


def _comments(report: Return, rights: Rights) -> tuple[Comment, ...]:
    """For those who work on the form and those who look over it."""
    if not any(rights.may(each, area_id=report.area_id) for each in ("comment", "read_history")):
        return ()
    return tuple(report.comments.select_related("measure", "by"))


def _may_ask(report: Return, rights: Rights) -> bool:
    """Of the province: for longer once it is closed, for the form back once it was sent."""
    if not rights.may("ask_exception", area_id=report.area_id):
        return False
    state = State(report.state)
    late = state in EDITABLE and clock(report) > report.closing
    return late or state in (State.AT_PROVINCE, State.ACCEPTED)


def filled_by(report: Return) -> User | None:
    """填表人: who submitted it, else who entered something last."""
    if report.submitted_by is not None:
        return report.submitted_by
    last = report.entries.exclude(entered_by=None).select_related("entered_by")
    found = last.order_by("-entered_at").first()
    return found.entered_by if found else None


def state_shown(state: str) -> StateShown:
    zh, en = STATE_WORDS[State(state)]
    icon, tone = LOOKS[State(state)]
    return StateShown(zh=zh, en=en, icon=icon, tone=tone)


def _row(
    entry: Entry,
    wanted: Wanted,
    sent: Typed | None,
    answer: Kept | None,
    findings: Sequence[Finding],
) -> Row:
    places = entry.measure.decimals
    lost = answer is not None and (answer.refused is not None or answer.question is not None)
    shown = sent if sent is not None and lost else None
    return Row(
        entry=entry,
        last=stated(wanted.last, places),
        target=stated(wanted.target, places),
        raw=shown.raw if shown else _as_typed(entry),
        mark=shown.mark if shown else entry.mark,
        remark=shown.remark if shown else entry.remark,
        source=shown.source or "" if shown else entry.source,
        version=answer.version if answer else entry.version,
        problem=(answer.refused or answer.question) if answer else None,
        asked=answer is not None and answer.question is not None,
        note=answer.note if answer else None,
        findings=findings,
    )


def _as_typed(entry: Entry) -> str:
    """The figure without separators: what can be typed again as it stands."""
    return "" if entry.value is None else f"{entry.value:f}"


def why_closed(report: Return, rights: Rights) -> Text | None:
    """In words, why nothing can be entered; None where it can."""
    if not rights.may("enter", area_id=report.area_id):
        return Text("您没有填报本表的席位，只能查看。", "You hold no seat to enter this form.")
    if State(report.state) not in EDITABLE:
        zh, en = STATE_WORDS[State(report.state)]
        return Text(
            f"本表当前为“{zh}”，不能修改；如需修改，请审核人退回。",
            f"The form is {en.lower()}; to change it, the head has to return it.",
        )
    now = clock(report)
    if now > report.closing:
        return Text(
            "填报截止时间已过，不能修改；如需延期，请联系省级规划管理人员。",
            "The closing time has passed; the province can extend it.",
        )
    if now < report.round.opens:
        return Text("填报尚未开始。", "The round has not opened yet.")
    return None
