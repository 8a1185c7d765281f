"""催报 before, at and after the date; longer for one place; what a place asks and is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from collection import deadlines, reminders
from collection.models import ExceptionRequest, Reminder, Return, Round
from collection.refusals import NotYours, RefusedChange, WrongState
from collection.states import State
from tests.collection.conftest import Office
from tests.collection.test_pages import read, signed_in

Kind = Reminder.Kind


def due_in(office: Office, days: int, *, grace: int = 10) -> None:
    """Today is so many days before the date, or after it where below nought."""
    due = timezone.now() + timedelta(days=days, hours=1)
    Round.objects.update(
        opens=due - timedelta(days=60), due=due, closes=due + timedelta(days=grace)
    )


def late(office: Office) -> None:
    """The round is closed."""
    due_in(office, -20)


def extend(office: Office, days: int, *, name: str = "zhang", reason: str = "汛情") -> Return:
    until = timezone.now() + timedelta(days=days)
    return deadlines.extend(
        office.report().pk, until, reason=reason, by=office.actor(name), rights=office.rights(name)
    )


def asks(office: Office, name: str = "liumei", reason: str = "数据尚在核实") -> ExceptionRequest:
    return deadlines.ask(
        office.report().pk, reason=reason, by=office.actor(name), rights=office.rights(name)
    )


def kinds(area: str = "an") -> list[str]:
    return list(Reminder.objects.filter(report__area__code=area).values_list("kind", flat=True))


# --- Reminders ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "given"),
    [
        (20, []),
        (7, [Kind.BEFORE]),
        (5, [Kind.BEFORE]),
        (1, [Kind.BEFORE]),
        (0, [Kind.DUE]),
        (-1, [Kind.OVERDUE]),
        (-9, [Kind.OVERDUE]),
        (-11, []),
    ],
)
def test_a_reminder_comes_before_at_and_after_the_date_until_the_round_closes(
    office: Office, days: int, given: list[str]
) -> None:
    due_in(office, days)
    reminders.remind()
    assert kinds() == given


def test_a_reminder_comes_once_however_often_it_is_looked_for(office: Office) -> None:
    due_in(office, 1)
    assert reminders.remind() == 3
    assert reminders.remind() == 0
    assert kinds() == [Kind.BEFORE]


def test_an_overdue_form_is_reminded_of_every_three_days(office: Office) -> None:
    due_in(office, -1)
    now = timezone.now()
    for day in range(9):
        reminders.remind(now + timedelta(days=day))
    assert kinds() == [Kind.OVERDUE] * 4


def test_a_round_shorter_than_a_week_does_not_begin_with_a_reminder(office: Office) -> None:
    due_in(office, 5)
    Round.objects.update(opens=timezone.now() - timedelta(hours=1))
    assert reminders.remind() == 0


def test_what_was_sent_is_reminded_of_no_more_and_what_came_back_anew(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    due_in(office, -1)
    reminders.remind()
    assert kinds() == [Kind.OVERDUE]  # the head has not sent it yet
    office.moves("chen", "send")
    reminders.remind(timezone.now() + timedelta(days=3))
    assert kinds() == [Kind.OVERDUE]
    office.moves("wang", "return", reason="请核实")
    reminders.remind()
    assert kinds() == [Kind.OVERDUE, Kind.OVERDUE]


def test_the_province_reminds_all_that_are_waited_for_in_one_click(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    address = reverse("remind_round", kwargs={"pk": office.round.pk})
    for _ in range(2):
        answer = signed_in("wang").post(address, {"words": "请于周五前上报"})
        assert answer.status_code == 302
    assert (kinds("an"), kinds("bo")) == ([], [Kind.PRESSED])
    assert AuditEntry.objects.filter(action="reminded").count() == 1
    assert "请于周五前上报" in read(signed_in("bai"), "workbench")
    assert "请于周五前上报" not in read(signed_in("liumei"), "workbench")


def test_a_city_reminds_nobody(office: Office) -> None:
    with pytest.raises(NotYours):
        reminders.press(
            office.round, words="", by=office.actor("chen"), rights=office.rights("chen")
        )


# --- Longer for one place ---------------------------------------------------------------------


def test_one_place_is_given_longer_and_the_others_are_not(office: Office) -> None:
    late(office)
    extend(office, 5)
    assert office.enters("liumei", {"firms": "120"})["firms"].refused is None
    with pytest.raises(WrongState):
        office.enters("bai", {"firms": "120"}, area="bo")
    entry = AuditEntry.objects.get(action="extended")
    assert (entry.reason, entry.place) == ("汛情", "an")


def test_it_is_due_by_then_and_reminded_of_then(office: Office) -> None:
    due_in(office, -5)
    extend(office, 20)
    reminders.remind()
    assert (kinds("an"), kinds("bo")) == ([], [Kind.OVERDUE])


@pytest.mark.parametrize(("days", "reason"), [(-1, "汛情"), (5, " "), (5, "x")])
def test_an_extension_into_the_past_or_without_a_reason_is_refused(
    office: Office, days: int, reason: str
) -> None:
    late(office)
    with pytest.raises(RefusedChange):
        extend(office, days, reason=reason.strip())
    assert office.report().closes is None


@pytest.mark.parametrize("name", ["wang", "chen"])
def test_only_who_sets_dates_gives_longer(office: Office, name: str) -> None:
    with pytest.raises(RefusedChange):
        extend(office, 40, name=name)
    assert office.report().closes is None


def test_the_page_of_a_draft_s_dates_shows_nothing_of_what_is_in_it(office: Office) -> None:
    office.enters("liumei", {"firms": "98765"})
    page = read(signed_in("zhang"), "return_dates", pk=office.report().pk)
    assert "98765" not in page
    assert "准予延期" in page


def test_what_was_typed_is_kept_where_a_date_is_refused(office: Office) -> None:
    address = reverse("return_dates", kwargs={"pk": office.report().pk})
    answer = signed_in("zhang").post(address, {"until": "2020-01-01", "reason": "汛情严重"})
    assert answer.status_code == 422
    assert "汛情严重" in answer.content.decode()


# --- Asking ------------------------------------------------------------------------------------


def test_a_closed_form_says_so_and_offers_to_ask(office: Office) -> None:
    late(office)
    page = read(signed_in("liumei"), "return", pk=office.report().pk)
    assert "填报截止时间已过" in page
    assert "提交申请" in page


def test_an_open_form_and_one_with_the_head_have_nothing_to_ask_the_province(
    office: Office,
) -> None:
    assert "提交申请" not in read(signed_in("liumei"), "return", pk=office.report().pk)
    office.fills()
    office.moves("liumei", "submit")
    assert "提交申请" not in read(signed_in("liumei"), "return", pk=office.report().pk)


def test_a_request_waits_at_the_province_and_an_extension_grants_it(office: Office) -> None:
    late(office)
    asks(office)
    assert "数据尚在核实" in read(signed_in("zhang"), "workbench")
    extend(office, 5, reason="同意延期")
    made = ExceptionRequest.objects.get()
    assert (made.granted, made.answer) == (True, "同意延期")
    assert "数据尚在核实" not in read(signed_in("zhang"), "workbench")
    page = read(signed_in("liumei"), "return", pk=office.report().pk)
    assert "已同意" in page


def test_a_request_is_declined_with_a_reason_the_place_reads(office: Office) -> None:
    late(office)
    made = asks(office)
    address = reverse("decline_exception", kwargs={"pk": made.pk})
    assert signed_in("zhang").post(address, {"answer": " "}).status_code == 422
    assert signed_in("zhang").post(address, {"answer": "已报国家"}).status_code == 302
    page = read(signed_in("liumei"), "return", pk=office.report().pk)
    assert "未同意" in page
    assert "已报国家" in page
    assert signed_in("zhang").post(address, {"answer": "再次"}).status_code == 409


def test_returning_what_was_sent_grants_the_request_for_it(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    asks(office, reason="单位填错")
    office.moves("wang", "return", reason="同意退回")
    assert ExceptionRequest.objects.get().granted is True
    assert office.report().state == State.RETURNED


def test_one_question_at_a_time_and_only_for_one_s_own(office: Office) -> None:
    late(office)
    asks(office)
    with pytest.raises(WrongState):
        asks(office, "chen")
    address = reverse("ask_exception", kwargs={"pk": office.report().pk})
    assert signed_in("bai").post(address, {"reason": "理由充分"}).status_code == 404


# --- A round as a whole ---------------------------------------------------------------------


def test_the_matrix_opens_what_was_sent_and_tells_nothing_of_a_draft(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    office.enters("bai", {"firms": "98765"}, area="bo")
    page = read(signed_in("wang"), "round", pk=office.round.pk)
    matrix = page.split("数据到位", 1)[1]
    key = office.cell("firms").measure_id
    assert f"/work/returns/{office.report().pk}/#raw-{key}" in matrix
    assert f"/work/returns/{office.report('bo').pk}/" not in matrix
    assert "98765" not in page
    assert "省级审核" in page


def test_a_cell_asked_back_is_marked_with_its_reason(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    office.moves("wang", "return", reason="与快报不符", cells=[office.cell("firms").measure_id])
    assert "退回：与快报不符" in read(signed_in("wang"), "round", pk=office.round.pk)
