"""Every pair of moves at the same moment: the end is one that some order of the two could have.

Each pair has a control: with what guards it taken away the same two leave an end that no order
explains. Otherwise the test above it could not fail.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations_with_replacement, count
from typing import NamedTuple

import pytest

from collection import entry, review
from collection.models import Entry, Move, MoveProposal, Return
from collection.refusals import RefusedChange
from collection.review import digest_of
from collection.states import EDITABLE, STEPS, Action, State
from indicators import doorbell
from indicators.models import Actual
from tests.areas.cast import person, seat
from tests.at_once import at_once, in_turn
from tests.collection.conftest import Office, set_up

INTERLEAVINGS = 20
ENTER = "enter"
BEGINS: dict[str, frozenset[State]] = {ENTER: EDITABLE}
BEGINS |= {action: step.begins for action, step in STEPS.items()}
WHO: dict[str, tuple[str, str]] = {
    ENTER: ("liumei", "hong"), Action.SUBMIT: ("liumei", "hong"),
    Action.SEND: ("chen", "lin"), Action.GIVE_BACK: ("chen", "lin"), Action.WITHDRAW: ("chen", "lin"),
    Action.ACCEPT: ("wang", "li"), Action.RETURN: ("wang", "li"), Action.REVOKE: ("wang", "li"),
    Action.LOCK: ("zhang", "sun"), Action.REOPEN: ("zhang", "sun"),
}  # fmt: skip
"""Two people for every action: the second plays where both would be the same."""


def pairs() -> Iterator[tuple[str, str, State]]:
    """Two actions that can begin in one state, with the state."""
    for one, other in combinations_with_replacement(BEGINS, 2):
        common = sorted(BEGINS[one] & BEGINS[other])
        if common:
            yield one, other, State.FILLING if State.FILLING in common else common[0]


PAIRS = list(pairs())
NAMES = [f"{one} and {other}" for one, other, _ in PAIRS]


class End(NamedTuple):
    """All that two moves leave, relative to where they began."""

    state: str
    versions: int
    cell_versions: int
    firms: str
    moves: tuple[str, ...]
    facts: int
    as_shown: bool
    errors: tuple[str, ...]


@dataclass
class Desk:
    """A form that two people have before them; `seen` is the version both were shown."""

    office: Office
    tries: Iterator[int]

    def lay_out(self, state: State) -> None:
        """Filled in by somebody else with figures never seen before, in the state."""
        report, n = self.office.report(), next(self.tries)
        self.figure = n
        Entry.objects.filter(report=report).update(
            value=n, entered_by=person("somebody"), entered_at=report.moved_at
        )
        Return.objects.filter(pk=report.pk).update(
            state=state, submitted_by=person("somebody"), sent_by=person("somebody")
        )
        for action, step in STEPS.items():
            if step.second:
                MoveProposal.objects.get_or_create(
                    report=report, action=action, version=report.version,
                    defaults={"reason": "情况说明", "by": person("somebody")},
                )  # fmt: skip
        if state is State.ACCEPTED:
            review._on_record(
                report, list(report.entries.all()), Action.ACCEPT, by=person("somebody"), reason=""
            )
        self.seen = self.office.report()
        self.cell = self.office.cell("firms")
        self.facts = Actual.objects.count()

    def does(self, action: str, n: int) -> Callable[[], object]:
        name = WHO[action][n]
        if action == ENTER:
            figures = {"firms": str(self.figure + 1000 + n)}
            return partial(self._enters, name, figures)
        version = self.seen.version
        return partial(self.office.moves, name, action, version=version, reason="情况说明")

    def _enters(self, name: str, figures: dict[str, str]) -> None:
        kept = self.office.enters(name, figures, version=self.cell.version)["firms"]
        if kept.refused is not None:
            raise RefusedChange(kept.refused)

    def end(self, errors: list[BaseException]) -> End:
        report, cell = self.office.report(), self.office.cell("firms")
        moves = Move.objects.filter(report=report, version__gt=self.seen.version)
        last = moves.last()
        entries = list(report.entries.order_by("measure"))
        return End(
            state=report.state,
            versions=report.version - self.seen.version,
            cell_versions=cell.version - self.cell.version,
            firms=f"{cell.value - self.figure}",
            moves=tuple(moves.values_list("action", flat=True)),
            facts=Actual.objects.count() - self.facts,
            as_shown=last is None or report.state in EDITABLE or last.digest == digest_of(entries),
            errors=tuple(sorted(_kind(error) for error in errors)),
        )


def _kind(error: BaseException) -> str:
    """Refused, in whichever words, or something that should not happen."""
    return "refused" if isinstance(error, RefusedChange) else type(error).__name__


@pytest.fixture
def desk(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(doorbell, "ring", lambda: None)
    office = set_up()
    shu, an = office.cast.areas["shu"], office.cast.areas["an"]
    for name, role, place in (
        ("hong", "reporter", an), ("lin", "head", an), ("li", "reviewer", shu)
    ):  # fmt: skip
        seat(name, role, place)
    return Desk(office, count(2000))


def serial_ends(desk: Desk, one: str, other: str, state: State) -> set[End]:
    """What the two leave one after the other, in either order."""
    ends = set()
    for first in (0, 1):
        desk.lay_out(state)
        doings = [desk.does(one, 0), desk.does(other, 1)]
        ends.add(desk.end(in_turn(doings[first], doings[1 - first])))
    return ends


@pytest.mark.parametrize(("one", "other", "state"), PAIRS, ids=NAMES)
def test_two_moves_at_once_end_as_one_after_the_other(
    desk: Desk, one: str, other: str, state: State
) -> None:
    possible = serial_ends(desk, one, other, state)
    for _ in range(INTERLEAVINGS):
        desk.lay_out(state)
        errors = at_once(desk.does(one, 0), desk.does(other, 1))
        assert desk.end(errors) in possible


@pytest.mark.parametrize(("one", "other", "state"), PAIRS, ids=NAMES)
def test_without_its_guard_no_order_explains_the_end(
    desk: Desk, one: str, other: str, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    possible = serial_ends(desk, one, other, state)
    ends = set()
    for first in (0, 1):
        desk.lay_out(state)
        doings = [desk.does(one, 0), desk.does(other, 1)]
        with monkeypatch.context() as blinded:
            _see_only_what_was_shown(desk, blinded)
            ends.add(desk.end(in_turn(doings[first], doings[1 - first])))
    assert ends - possible


def _see_only_what_was_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the guards away: nobody reads the form, or a cell, again before writing."""
    seen = desk.seen.__class__.objects.select_related("round__plan", "area").get(pk=desk.seen.pk)
    for module in (review, entry):
        monkeypatch.setattr(module, "hold", lambda *_: copy.copy(seen))
    monkeypatch.setattr(review, "_done_already", lambda *_, **__: False)
    shown, keep = desk.cell.version, entry._keep

    def keep_blindly(report: Return, cell: Entry, *more: object) -> object:
        cell.version = shown
        return keep(report, cell, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(entry, "_keep", keep_blindly)


def test_every_action_meets_every_other_it_can_meet() -> None:
    met = {frozenset((one, other)) for one, other, _ in PAIRS}
    able = {
        frozenset((one, other))
        for one in BEGINS
        for other in BEGINS
        if set(BEGINS[one]) & set(BEGINS[other])
    }
    assert met == able
    assert set(WHO) == set(BEGINS)
