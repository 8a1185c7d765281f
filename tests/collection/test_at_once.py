"""Two people at the same moment: exactly one wins, the other is told, and nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from accounts import audit
from accounts.models import AuditEntry
from collection.models import Move
from collection.refusals import NotThere, WrongState
from collection.states import State
from indicators import doorbell
from indicators.models import Actual
from tests.areas.cast import seat
from tests.at_once import at_once
from tests.cases import case
from tests.collection.conftest import Office, set_up
from tests.collection.workbook.spreadsheet import Clerk

ROUNDS = 5


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(doorbell, "ring", lambda: None)
    found = set_up()
    found.fills()
    found.moves("liumei", "submit")
    return found


def refused(*errors: BaseException) -> bool:
    return all(isinstance(error, (WrongState, NotThere)) for error in errors)


@case("T05")
def test_accept_and_return_at_once_leave_one_decision(office: Office) -> None:
    seat("li", "reviewer", office.cast.areas["shu"])
    for _ in range(ROUNDS):
        office.moves("chen", "send")
        version = office.report().version
        failed = at_once(
            partial(office.moves, "wang", "accept", version=version),
            partial(office.moves, "li", "return", version=version, reason="核实"),
        )
        assert len(failed) == 1
        assert refused(*failed)
        facts = Actual.objects.count()
        assert office.report().version == version + 1
        if office.report().state == State.ACCEPTED:
            assert facts == 7
            return
        assert (office.report().state, facts) == (State.RETURNED, 0)
        office.moves("liumei", "submit")


@case("W50")
def test_a_button_clicked_many_times_at_once_moves_once(office: Office) -> None:
    version = office.report().version
    assert at_once(*[lambda: office.moves("chen", "send", version=version)] * 4) == []
    assert Move.objects.filter(action="send").count() == 1
    assert list(audit.broken(AuditEntry.objects.in_order())) == []


@case("T06")
def test_submitting_while_a_colleague_types_sends_what_was_shown_or_is_refused(
    office: Office,
) -> None:
    seat("hong", "reporter", office.cast.areas["an"])
    for n in range(ROUNDS):
        office.moves("chen", "give_back", reason="再核对")
        version = office.report().version

        def types(n: int = n) -> None:
            office.enters("hong", {"firms": str(130 + n)})

        failed = at_once(types, partial(office.moves, "liumei", "submit", version=version))
        assert refused(*failed)
        assert office.report().state == State.AT_HEAD
        late = bool(failed)
        assert (office.cell("firms").value == 130 + n) is not late


def test_two_tabs_that_save_one_cell_at_once_keep_one_and_tell_the_other(office: Office) -> None:
    office.moves("chen", "give_back", reason="再核对")
    version = office.cell("firms").version
    answers: list[str | None] = []

    def tab(raw: str) -> Callable[[], None]:
        def save() -> None:
            kept = office.enters("liumei", {"firms": raw}, version=version)["firms"]
            answers.append(kept.refused.code if kept.refused else None)

        return save

    assert at_once(tab("140"), tab("150"), tab("160")) == []
    assert sorted(answers, key=str) == ["E-CONFLICT", "E-CONFLICT", None]
    assert office.cell("firms").version == version + 1


@case("X42")
def test_two_people_s_files_of_one_name_at_once_keep_each_its_own_content(office: Office) -> None:
    office.moves("chen", "give_back", reason="再核对")
    figures = {Clerk(office): {"firms": "130"}, Clerk(office, "bai", "bo"): {"firms": "7"}}
    contents = {who: who.filled(each) for who, each in figures.items()}

    def bring_in(who: Clerk) -> None:
        who.confirms(who.brings(contents[who], "上报.xlsx"))

    assert at_once(*[partial(bring_in, who) for who in figures]) == []
    assert [who.figures()["firms"] for who in figures] == ["130", "7"]
