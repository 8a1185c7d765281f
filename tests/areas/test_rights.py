"""Who may do what: the matrix itself, and what it makes of somebody's seats."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.acting import command_actor
from accounts.models import AuditEntry, User
from areas import seating
from areas.matrix import Scope, matrix
from areas.models import Area, Seat
from areas.opening import digest_of_what_is_there
from areas.problems import ProblemsFound
from areas.rights import rights_of
from tests.areas.cast import SHELL, area, person, seat

WRITING = ("enter", "import", "attach", "submit", "send", "accept", "return", "publish",
           "enter_official", "write_progress", "change_plan", "manage_users")  # fmt: skip


@pytest.fixture
def shu(db: None) -> Area:
    return area("shu", "province")


@pytest.fixture
def mianyang(shu: Area) -> Area:
    return area("mianyang", parent=shu)


# --- The matrix ---------------------------------------------------------------------------


def test_the_matrix_has_all_rows_and_each_once() -> None:
    assert [action.row for action in matrix().actions] == list(range(1, 63))
    assert len(matrix().by_code) == 62


@pytest.mark.parametrize(
    "code", ["change_directly", "change_own_rights", "change_audit", "restore", "act_as"]
)
def test_what_nobody_may_do_is_granted_to_nobody(code: str) -> None:
    action = matrix().action(code)
    assert not action.grants
    assert not action.everyone


def test_no_role_may_do_all_that_another_may_and_more_than_every_other() -> None:
    granted = {
        role: {action.code for action in matrix().actions if role in action.grants}
        for role in matrix().roles
    }
    for role, actions in granted.items():
        others = set().union(*(more for other, more in granted.items() if other != role))
        assert not actions >= others


def test_whoever_reads_the_audit_writes_nothing() -> None:
    for code in WRITING:
        assert "auditor" not in matrix().action(code).grants


def test_every_role_has_a_seat_to_sit_on() -> None:
    assert list(matrix().roles) == list(Seat.Role.values)
    assert [zh for zh, _ in matrix().roles.values()] == [str(label) for label in Seat.Role.labels]


def test_only_reporters_and_heads_are_bound_to_their_place() -> None:
    bound = {
        role
        for action in matrix().actions
        for role, scope in action.grants.items()
        if scope is Scope.OWN
    }
    assert bound == {"reporter", "head"}


def test_an_action_that_is_not_there_is_an_error_not_a_yes() -> None:
    with pytest.raises(KeyError):
        rights_of(AnonymousUser()).may("fly")


# --- Seats --------------------------------------------------------------------------------


def test_a_reporter_enters_for_her_own_city_and_no_other(shu: Area, mianyang: Area) -> None:
    seat("liumei", "reporter", mianyang)
    rights = rights_of(person("liumei"))
    assert rights.may("enter", area_id=mianyang.pk)
    assert not rights.may("enter", area_id=area("ganzi", parent=shu).pk)
    assert rights.places("enter") == {mianyang.pk}


def test_a_reviewer_reads_what_every_city_sent_but_enters_nothing(
    shu: Area, mianyang: Area
) -> None:
    seat("wang", "reviewer", shu)
    rights = rights_of(person("wang"))
    assert rights.places("read_submitted") is None
    assert not rights.may("enter", area_id=mianyang.pk)
    assert not rights.may("read_drafts", area_id=mianyang.pk)


def test_a_person_may_hold_seats_in_several_places(shu: Area, mianyang: Area) -> None:
    ganzi = area("ganzi", parent=shu)
    seat("liumei", "reporter", mianyang)
    seat("liumei", "reporter", ganzi)
    assert rights_of(person("liumei")).places("enter") == {mianyang.pk, ganzi.pk}


def test_without_a_seat_only_what_is_everybodys(db: None) -> None:
    for rights in (rights_of(AnonymousUser()), rights_of(person("stranger"))):
        assert [action.code for action, _ in rights.actions()] == [
            "public_pages",
            "public_files",
            "public_plan",
        ]


@pytest.mark.parametrize(
    ("days", "may"), [pytest.param(-1, False, id="ended yesterday"), pytest.param(0, True, id="last day")]
)  # fmt: skip
def test_a_seat_ends_with_its_last_day(mianyang: Area, days: int, may: bool) -> None:
    held = seat("liumei", "reporter", mianyang)
    Seat.objects.filter(pk=held.pk).update(ends=timezone.localdate() + timedelta(days=days))
    assert rights_of(person("liumei")).may("enter", area_id=mianyang.pk) is may


def test_a_disabled_person_may_do_nothing(mianyang: Area) -> None:
    seat("liumei", "reporter", mianyang)
    User.objects.filter(username="liumei").update(is_active=False)
    assert not rights_of(person("liumei")).may("enter", area_id=mianyang.pk)


def test_a_seat_can_be_lent_and_ends_with_the_seat_it_was_lent_from(mianyang: Area) -> None:
    own = seat("chief", "head", mianyang)
    until = timezone.localdate() + timedelta(days=7)
    seating.lend(own, person("deputy"), until=until, by=SHELL)
    assert rights_of(person("deputy")).may("send", area_id=mianyang.pk)
    seating.end(own, by=SHELL, reason="调离")
    assert not rights_of(person("deputy")).may("send", area_id=mianyang.pk)


@pytest.mark.parametrize("days", [-1, seating.LONGEST_LOAN_DAYS + 1])
def test_a_loan_is_neither_over_already_nor_longer_than_a_quarter(
    mianyang: Area, days: int
) -> None:
    own = seat("chief", "head", mianyang)
    until = timezone.localdate() + timedelta(days=days)
    with pytest.raises(ProblemsFound) as found:
        seating.lend(own, person("deputy"), until=until, by=SHELL)
    assert [problem.code for problem in found.value.problems] == ["E-DATE-RANGE"]


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        pytest.param("planner", "accounts", id="both halves of the administrator"),
        pytest.param("accounts", "planner", id="the other way round"),
        pytest.param("auditor", "reporter", id="audit and entry"),
        pytest.param("reviewer", "auditor", id="review and audit"),
    ],
)
def test_two_seats_that_control_each_other_are_not_given_to_one_person(
    shu: Area, held: str, asked: str
) -> None:
    seating.give(person("zhao"), held, shu, by=SHELL)
    with pytest.raises(ProblemsFound) as found:
        seating.give(person("zhao"), asked, shu, by=SHELL)
    assert [problem.code for problem in found.value.problems] == ["E-APART"]
    assert Seat.objects.count() == 1


def test_giving_lending_and_ending_a_seat_are_on_record(mianyang: Area) -> None:
    own = seating.give(person("chief"), "head", mianyang, by=SHELL)
    seating.lend(own, person("deputy"), until=timezone.localdate(), by=SHELL)
    seating.end(own, by=SHELL, reason="调离")
    seating.end(own, by=SHELL, reason="again")
    said = [(e.action, e.place, e.reason) for e in AuditEntry.objects.in_order()]
    assert said == [
        ("seat_given", "mianyang", ""),
        ("seat_lent", "mianyang", ""),
        ("seat_ended", "mianyang", "调离"),
    ]


# --- The first administrator --------------------------------------------------------------


def test_the_first_administrator_gets_a_password_that_must_be_changed(shu: Area) -> None:
    out = StringIO()
    call_command("create_administrator", "zhao", stdout=out)
    name, password = out.getvalue().splitlines()[0].split(": ")
    user = User.objects.get(username=name)
    assert user.check_password(password)
    assert user.password_set_at is None
    assert rights_of(user).may("manage_users")
    assert {e.actor_name for e in AuditEntry.objects.all()} == {command_actor().name}


def test_the_log_opens_with_a_digest_of_what_was_there_before_anybody(shu: Area) -> None:
    before = digest_of_what_is_there()
    call_command("create_administrator", "zhao", stdout=StringIO())
    call_command("create_administrator", "qian", stdout=StringIO())
    first = AuditEntry.objects.order_by("number")[0]
    assert (first.number, first.action) == (1, "opened")
    assert json.loads(first.after) == {"digest": before}
    assert AuditEntry.objects.filter(action="opened").count() == 1
    Area.objects.filter(pk=shu.pk).update(name="改名省")
    assert digest_of_what_is_there() != before


def test_the_machine_makes_two_administrators_and_no_third(shu: Area) -> None:
    for name in ("zhao", "qian"):
        call_command("create_administrator", name, stdout=StringIO())
    with pytest.raises(CommandError, match="there are two account administrators"):
        call_command("create_administrator", "sun", stdout=StringIO())


def test_without_a_province_the_command_says_what_to_do(db: None) -> None:
    with pytest.raises(CommandError, match="load a plan first"):
        call_command("create_administrator", "zhao", stdout=StringIO())
    assert not User.objects.exists()
