"""What takes two people, or all of a round: revoking, accepting many, 验收, reopening."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import AuditEntry
from collection.models import Entry, Move, MoveProposal, Return
from collection.refusals import NotYours, RefusedChange, WrongState
from collection.states import State
from indicators.models import CurrentFigure
from tests.areas.cast import person
from tests.cases import case
from tests.collection.conftest import YEAR, Office
from tests.collection.test_pages import read, signed_in

PASSWORD = "Keji.2026.tianbao"


def sends(office: Office, area: str = "an", name: str = "liumei") -> None:
    """The form of a place, filled in, at the province."""
    Entry.objects.filter(report=office.report(area)).update(
        value=120_000_000, entered_by=person("somebody")
    )
    Return.objects.filter(pk=office.report(area).pk).update(state=State.AT_PROVINCE)


def accepts(office: Office) -> None:
    office.fills()
    for name, step in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, step)


def current(office: Office) -> Decimal | None:
    row = CurrentFigure.objects.get(area__code="an", measure__code="firms", year=YEAR)
    value: Decimal | None = row.value
    return value


def posts(name: str, route: str, office: Office, fields: dict[str, Any] | None = None) -> Any:
    """With the password given again where it is asked for, as a person does."""
    user = person(name)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    client = signed_in(name)
    answer = client.post(reverse(route, kwargs={"pk": office.round.pk}), fields or {})
    if answer.status_code == 302 and "/account/again/" in answer.headers["Location"]:
        return client.post(answer.headers["Location"], {"password": PASSWORD})
    return answer


# --- Revoking -----------------------------------------------------------------------------


def test_one_proposes_to_revoke_and_nothing_happens_until_another_confirms(
    office: Office,
) -> None:
    accepts(office)
    office.moves("wang", "revoke", reason="口径有误")
    assert office.report().state == State.ACCEPTED
    assert current(office) == 120
    office.moves("zhang", "revoke")
    assert office.report().state == State.RETURNED
    assert current(office) is None


def test_whoever_proposed_it_is_no_second_person(office: Office) -> None:
    accepts(office)
    office.moves("wang", "revoke", reason="口径有误")
    with pytest.raises(NotYours) as refused:
        office.moves("wang", "revoke", reason="口径有误")
    assert refused.value.problem.code == "E-SOD"
    assert office.report().state == State.ACCEPTED


def test_both_and_the_reason_are_on_record(office: Office) -> None:
    accepts(office)
    office.moves("wang", "revoke", reason="口径有误")
    office.moves("zhang", "revoke")
    move = Move.objects.filter(action="revoke").get()
    assert (move.by.username, move.reason) == ("zhang", "口径有误")
    entries = AuditEntry.objects.filter(action__startswith="return_revoke").order_by("number")
    assert [entry.actor_name for entry in entries] == ["wang", "zhang"]
    assert '"proposed_by":"wang"' in entries[1].after


def test_a_revoked_form_is_corrected_and_accepted_again(office: Office) -> None:
    accepts(office)
    office.moves("wang", "revoke", reason="口径有误")
    office.moves("zhang", "revoke")
    office.enters("liumei", {"firms": "130"})
    for name, step in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, step)
    assert current(office) == 130


def test_without_a_reason_nothing_is_proposed(office: Office) -> None:
    accepts(office)
    with pytest.raises(RefusedChange):
        office.moves("wang", "revoke", reason=" ")


def test_the_second_person_finds_it_on_the_workbench_and_the_first_is_told_to_wait(
    office: Office,
) -> None:
    accepts(office)
    office.moves("wang", "revoke", reason="口径有误")
    assert "口径有误" in read(signed_in("zhang"), "workbench")
    key = office.report().pk
    assert "确认撤销审核" in read(signed_in("zhang"), "return", pk=key)
    own = read(signed_in("wang"), "return", pk=key)
    assert "须由另一位有权限的人员确认后生效" in own
    assert "确认撤销审核" not in own
    office.moves("zhang", "revoke")
    assert "待第二人确认" not in read(signed_in("sun"), "workbench")


def test_what_was_proposed_is_taken_back_by_whoever_did_and_nobody_else(office: Office) -> None:
    accepts(office)
    office.moves("wang", "revoke", reason="口径有误")
    address = reverse("take_back_move", kwargs={"pk": MoveProposal.objects.get().pk})
    assert signed_in("zhang").post(address).status_code == 404
    assert signed_in("wang").post(address).status_code == 302
    office.moves("zhang", "revoke", reason="另有原因")
    assert office.report().state == State.ACCEPTED
    assert "口径有误" not in read(signed_in("zhang"), "workbench")
    assert signed_in("wang").post(address).status_code == 404


def test_everything_still_holds_after_a_revocation(office: Office, capsys: Any) -> None:
    accepts(office)
    office.moves("wang", "revoke", reason="口径有误")
    office.moves("zhang", "revoke")
    call_command("rebuild_gauges")
    call_command("verify")
    assert "broken" not in capsys.readouterr().out.lower()


# --- Accepting many -------------------------------------------------------------------------


def versions(office: Office, *areas: str) -> dict[str, int]:
    reports = [office.report(area) for area in areas]
    return {f"version-{report.pk}": report.version for report in reports}


def test_many_are_accepted_at_once_after_the_password_again(office: Office) -> None:
    for area in ("an", "bo"):
        sends(office, area)
    plain = signed_in("wang").post(
        reverse("accept_many", kwargs={"pk": office.round.pk}), versions(office, "an")
    )
    assert "/account/again/" in plain.headers["Location"]
    assert office.report().state == State.AT_PROVINCE
    assert posts("wang", "accept_many", office, versions(office, "an", "bo")).status_code == 302
    assert {office.report(area).state for area in ("an", "bo")} == {State.ACCEPTED}


def test_one_that_was_moved_meanwhile_is_named_and_keeps_not_the_others(office: Office) -> None:
    for area in ("an", "bo"):
        sends(office, area)
    fields = versions(office, "an", "bo")
    office.moves("wang", "return", reason="请核实", area="bo")
    answer = posts("wang", "accept_many", office, fields)
    assert answer.status_code == 409
    assert "已通过 1 份" in answer.content.decode()
    assert office.report("an").state == State.ACCEPTED
    assert office.report("bo").state == State.RETURNED


def test_only_what_waits_can_be_ticked(office: Office) -> None:
    sends(office, "an")
    page = read(signed_in("wang"), "round", pk=office.round.pk)
    assert f'name="version-{office.report().pk}"' in page
    assert f'name="version-{office.report("bo").pk}"' not in page
    assert 'type="checkbox"' not in read(signed_in("zhang"), "round", pk=office.round.pk)


# --- 验收 and reopening ------------------------------------------------------------------------


def all_accepted(office: Office) -> None:
    accepts(office)
    Return.objects.exclude(pk=office.report().pk).update(state=State.ACCEPTED)


def test_a_round_is_locked_once_every_form_is_accepted(office: Office) -> None:
    accepts(office)
    assert posts("zhang", "lock_round", office).status_code == 409
    Return.objects.exclude(pk=office.report().pk).update(state=State.ACCEPTED)
    assert posts("zhang", "lock_round", office).status_code == 302
    assert set(Return.objects.values_list("state", flat=True)) == {State.LOCKED}
    assert current(office) == 120


@case("W16")
def test_a_locked_form_takes_no_figure_no_extension_and_no_revocation(office: Office) -> None:
    all_accepted(office)
    posts("zhang", "lock_round", office)
    for name, step in (("wang", "revoke"), ("wang", "return"), ("chen", "withdraw")):
        with pytest.raises(WrongState):
            office.moves(name, step, reason="情况说明")
    with pytest.raises(WrongState):
        office.enters("liumei", {"firms": "130"})


@case("T15")
def test_reopening_takes_a_reason_and_a_second_person_and_both_are_on_record(
    office: Office,
) -> None:
    all_accepted(office)
    posts("zhang", "lock_round", office)
    assert posts("zhang", "reopen_round", office, {"reason": ""}).status_code == 422
    assert posts("zhang", "reopen_round", office, {"reason": "审计要求"}).status_code == 302
    assert posts("zhang", "reopen_round", office, {"reason": "审计要求"}).status_code == 403
    assert set(Return.objects.values_list("state", flat=True)) == {State.LOCKED}
    assert posts("sun", "reopen_round", office, {"reason": ""}).status_code == 302
    assert set(Return.objects.values_list("state", flat=True)) == {State.ACCEPTED}
    entries = AuditEntry.objects.filter(action__startswith="return_reopen", place="an")
    assert [entry.actor_name for entry in entries.order_by("number")] == ["zhang", "sun"]


def test_one_form_is_reopened_by_itself(office: Office) -> None:
    all_accepted(office)
    posts("zhang", "lock_round", office)
    office.moves("zhang", "reopen", reason="单位更正")
    office.moves("sun", "reopen")
    assert office.report().state == State.ACCEPTED
    assert office.report("bo").state == State.LOCKED
