"""A return on its way: entered, submitted, sent, returned, accepted; and what each step refuses."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEntry
from collection.models import Move, Return, Round
from collection.refusals import Incomplete, NotThere, NotYours, RefusedChange, WrongState
from collection.review import digest_of
from collection.states import STEPS, Action, State
from indicators.models import Actual
from tests.areas.cast import person, seat
from tests.cases import case
from tests.collection.conftest import YEAR, Office


def sent(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")


# --- The round ----------------------------------------------------------------------------


def test_a_round_gives_every_city_its_form_with_the_measures_it_reports(office: Office) -> None:
    assert {r.area.code for r in office.round.returns.all()} == {"an", "bo", "ci"}
    codes = set(office.report().entries.values_list("measure__code", flat=True))
    assert codes == {"firms", "hitech", "revenue", "patents", "people", "filed", "grants"}


def test_a_ratio_is_computed_and_never_entered(office: Office) -> None:
    assert not office.report().entries.filter(measure__code__in=["share", "density"]).exists()


def test_a_new_form_is_empty_and_empty_is_not_nought(office: Office) -> None:
    assert office.report().state == State.UNREPORTED
    assert {(e.value, e.mark) for e in office.report().entries.all()} == {(None, "")}


# --- Entering -----------------------------------------------------------------------------


def test_a_figure_is_kept_as_it_was_read_with_what_was_typed(office: Office) -> None:
    kept = office.enters("liumei", {"firms": "１，２３４", "revenue": "12.5"})
    assert (kept["firms"].value, kept["firms"].version) == (Decimal(1234), 2)
    assert office.cell("firms").raw == "１，２３４"
    assert office.report().state == State.FILLING


def test_one_cell_refused_does_not_lose_the_others(office: Office) -> None:
    kept = office.enters("liumei", {"firms": "12.5", "revenue": "7"})
    assert kept["firms"].refused is not None
    assert kept["firms"].refused.code == "E-NUM-SCALE"
    assert (office.cell("firms").value, office.cell("revenue").value) == (None, Decimal(7))


def test_a_question_keeps_nothing_until_it_is_answered(office: Office) -> None:
    kept = office.enters("liumei", {"firms": "3万"})
    assert kept["firms"].question is not None
    assert office.cell("firms").value is None
    office.enters("liumei", {"firms": "3万"}, confirmed=True)
    assert office.cell("firms").value == 30000


def test_a_mark_stands_where_there_is_no_figure(office: Office) -> None:
    office.enters("liumei", {"firms": ""}, mark="na")
    assert (office.cell("firms").value, office.cell("firms").mark) == (None, "na")
    kept = office.enters("liumei", {"firms": "12"}, mark="na")
    assert kept["firms"].refused is not None


@case("T21")
def test_the_second_of_two_tabs_is_told_who_changed_what_and_loses_nothing(office: Office) -> None:
    office.enters("liumei", {"firms": "100"})
    kept = office.enters("liumei", {"firms": "200"}, version=1)
    assert kept["firms"].refused is not None
    assert kept["firms"].refused.code == "E-CONFLICT"
    assert "liumei" in kept["firms"].refused.zh
    assert (kept["firms"].value, kept["firms"].version) == (Decimal(100), 2)
    assert office.cell("firms").value == 100


def test_saying_the_same_again_changes_nothing(office: Office) -> None:
    office.enters("liumei", {"firms": "100"})
    before = AuditEntry.objects.count()
    office.enters("liumei", {"firms": "100"})
    assert (office.cell("firms").version, AuditEntry.objects.count()) == (2, before)


def test_a_form_of_another_city_is_not_there(office: Office) -> None:
    with pytest.raises(NotThere):
        office.enters("bai", {"firms": "1"}, area="an")
    with pytest.raises(NotThere):
        office.enters("wang", {"firms": "1"}, area="an")
    assert office.cell("firms").value is None


@case("W16")
def test_what_was_submitted_is_changed_by_nobody(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    with pytest.raises(WrongState) as found:
        office.enters("liumei", {"firms": "1"})
    assert found.value.problem.code == "E-LOCKED"


@pytest.mark.parametrize(
    ("closes", "may"), [pytest.param(1, True, id="before"), pytest.param(-1, False, id="after")]
)
@case("T07")
def test_the_closing_time_is_that_of_the_database(office: Office, closes: int, may: bool) -> None:
    when = timezone.now() + timedelta(seconds=60 * closes)
    Round.objects.update(opens=when - timedelta(days=2), due=when, closes=when)
    if may:
        office.enters("liumei", {"firms": "1"})
        return
    with pytest.raises(WrongState) as found:
        office.enters("liumei", {"firms": "1"})
    assert found.value.problem.code == "E-DEADLINE"


def test_one_city_may_be_given_longer(office: Office) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Round.objects.update(opens=past - timedelta(days=2), due=past, closes=past)
    Return.objects.filter(area__code="an").update(closes=timezone.now() + timedelta(days=1))
    office.enters("liumei", {"firms": "1"})
    assert office.cell("firms").value == 1


# --- Moving -------------------------------------------------------------------------------


def test_acceptance_writes_the_facts_and_the_gauge_moves(office: Office) -> None:
    sent(office)
    office.moves("wang", "accept")
    assert office.report().state == State.ACCEPTED
    (fact,) = office.cast.said("an", "firms", YEAR)
    assert (fact.value, fact.origin, fact.vintage) == (Decimal(120), "reported", "annual")
    assert fact.recorded_by == person("wang")
    assert office.cast.gauge("an", "firms", YEAR).value == 120


def test_nothing_is_a_fact_before_it_is_accepted(office: Office) -> None:
    sent(office)
    assert not Actual.objects.exists()


def test_a_form_with_empty_cells_is_not_submitted_and_they_are_named(office: Office) -> None:
    office.enters("liumei", {"firms": "1"})
    with pytest.raises(Incomplete) as found:
        office.moves("liumei", "submit")
    assert len(found.value.cells) == 6
    assert office.cell("firms").measure.name not in found.value.cells
    assert office.report().state == State.FILLING


def test_a_returned_form_says_which_cells_and_why_and_can_be_sent_again(office: Office) -> None:
    sent(office)
    firms = office.cell("firms")
    office.moves("wang", "return", reason="与快报数相差较大，请核实", cells=[firms.measure_id])
    assert office.report().state == State.RETURNED
    assert office.cell("firms").asked_back == "与快报数相差较大，请核实"
    assert office.cell("revenue").asked_back == ""
    office.enters("liumei", {"firms": "130"})
    office.moves("liumei", "submit")
    assert office.cell("firms").asked_back == ""
    office.moves("chen", "send")
    office.moves("wang", "accept")
    assert [move.action for move in Move.objects.all()] == [
        *("submit", "send", "return", "submit", "send", "accept")
    ]


@pytest.mark.parametrize("reason", ["", "  ", "\u3000"])
@case("T04")
def test_a_return_without_a_reason_is_refused(office: Office, reason: str) -> None:
    sent(office)
    with pytest.raises(RefusedChange) as found:
        office.moves("wang", "return", reason=reason)
    assert found.value.problem.code == "E-REASON"
    assert office.report().state == State.AT_PROVINCE


@case("W17")
def test_whoever_entered_or_submitted_does_not_approve(office: Office) -> None:
    seat("liumei", "head", office.cast.areas["an"])
    office.fills()
    office.moves("liumei", "submit")
    with pytest.raises(NotYours) as found:
        office.moves("liumei", "send")
    assert found.value.problem.code == "E-SOD"
    office.moves("chen", "send")


def test_whoever_sent_it_does_not_accept_it_for_the_province(office: Office) -> None:
    seat("chen", "reviewer", office.cast.areas["shu"])
    sent(office)
    with pytest.raises(NotYours) as found:
        office.moves("chen", "accept")
    assert found.value.problem.code == "E-SOD"


@case("W51")
def test_an_answer_to_an_older_version_is_told_who_moved_it(office: Office) -> None:
    sent(office)
    version = office.report().version
    office.moves("wang", "accept")
    with pytest.raises(WrongState) as found:
        office.moves("wang", "return", reason="太迟了", version=version)
    assert found.value.problem.code == "E-CONFLICT"
    assert "wang" in found.value.problem.zh


@case("T19")
def test_a_button_clicked_twice_moves_once(office: Office) -> None:
    office.fills()
    version = office.report().version
    for _ in range(2):
        office.moves("liumei", "submit", version=version)
    assert (office.report().version, Move.objects.count()) == (version + 1, 1)
    assert AuditEntry.objects.filter(action="return_submit").count() == 1


STATES: list[tuple[str, list[tuple[str, str]]]] = [
    ("unreported", []),
    ("at_head", [("liumei", "submit")]),
    ("at_province", [("liumei", "submit"), ("chen", "send")]),
    ("accepted", [("liumei", "submit"), ("chen", "send"), ("wang", "accept")]),
    ("locked", [("liumei", "submit"), ("chen", "send"), ("wang", "accept"), ("zhang", "lock")]),
]
WHO = {"submit": ["liumei"], "send": ["chen"], "give_back": ["chen"], "withdraw": ["chen"],
       "accept": ["wang"], "return": ["wang"], "revoke": ["wang", "zhang"], "lock": ["zhang"],
       "reopen": ["zhang", "sun"]}  # fmt: skip


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize(("state", "way"), STATES, ids=[state for state, _ in STATES])
@case("W18", "T03")
def test_an_action_is_possible_exactly_in_the_states_of_the_table(
    office: Office, state: str, way: list[tuple[str, str]], action: Action
) -> None:
    office.fills()
    for name, step in way:
        office.moves(name, step)
    now = State(office.report().state)
    possible = now in STEPS[action].begins
    try:
        for name in WHO[action]:
            office.moves(name, action, reason="情况说明")
    except (WrongState, NotThere):
        assert not possible
        assert office.report().state == now
    else:
        assert possible
        assert office.report().state == STEPS[action].ends


@pytest.mark.parametrize("name", ["bai", "guo", "zhang", "stranger"])
def test_a_draft_is_not_there_for_anybody_else(office: Office, name: str) -> None:
    office.fills()
    person(name)
    with pytest.raises(NotThere):
        office.moves(name, "submit")


def test_the_province_sees_a_form_only_once_it_was_sent(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    with pytest.raises(NotThere):
        office.moves("wang", "accept")


def test_what_was_approved_can_be_told_from_its_digest(office: Office) -> None:
    sent(office)
    office.moves("wang", "accept")
    rows = list(office.report().entries.select_related("measure").order_by("measure"))
    digests = set(Move.objects.values_list("digest", flat=True))
    assert digests == {digest_of(rows)}


def test_every_change_and_move_is_on_record_once(office: Office) -> None:
    sent(office)
    office.moves("wang", "accept")
    actions = [entry.action for entry in AuditEntry.objects.in_order()]
    assert actions == [
        *("released", "round_opened"),
        *["entered"] * 7,
        "return_submit",
        "return_send",
        "return_accept",
    ]
    assert list(audit.broken(AuditEntry.objects.in_order())) == []


def test_where_a_place_has_a_figure_from_goes_with_it_to_the_footnote(office: Office) -> None:
    office.fills()
    office.enters("liumei", {"firms": "121"}, source="市统计局年报", remark="新认定")
    office.enters("liumei", {"firms": "122"}, remark="新认定")
    assert office.cell("firms").source == "市统计局年报", "a door that does not ask leaves it"
    for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, action)
    fact = Actual.objects.get(area__code="an", measure__code="firms", value=122)
    assert fact.note == "新认定；数据来源：市统计局年报"


def test_a_source_too_long_to_be_one_is_refused(office: Office) -> None:
    kept = office.enters("liumei", {"firms": "121"}, source="长" * 201)
    assert kept["firms"].refused is not None
    assert kept["firms"].refused.code == "E-TXT-LENGTH"
