"""The pages of those who report, check and accept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, SecurityEvent
from collection.models import Move, Round
from collection.states import State
from tests.areas.cast import person, seat
from tests.cases import case
from tests.collection.conftest import YEAR, Office


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def read(client: Client, name: str, **kwargs: object) -> str:
    return client.get(reverse(name, kwargs=kwargs or None)).content.decode()


def form_of(office: Office) -> str:
    return reverse("return", kwargs={"pk": office.report().pk})


def cell(office: Office, measure: str, raw: str, **more: str) -> dict[str, str]:
    found = office.cell(measure)
    key = found.measure_id
    fields = {"raw": raw, "version": str(found.version), **more}
    return {f"{name}-{key}": value for name, value in fields.items()}


def send(client: Client, office: Office, *cells: dict[str, str]) -> str:
    """What a browser without scripts gets back."""
    page: str = sent(client, office, *cells).content.decode()
    return page


def sent(client: Client, office: Office, *cells: dict[str, str], json: bool = False) -> Any:
    fields = {name: value for each in cells for name, value in each.items()}
    address = reverse("save_cells", kwargs={"pk": office.report().pk})
    return client.post(address, fields, headers={"Accept": "application/json" if json else "*/*"})


# --- Finding one's way --------------------------------------------------------------------


def test_the_workbench_shows_first_what_waits_for_me(office: Office) -> None:
    page = read(signed_in("liumei"), "workbench")
    mine = page.split("其他报表")[0]
    assert f'href="{form_of(office)}"' in mine
    assert "0/7" in mine
    assert "请填报" in mine


def test_what_waits_moves_on_with_the_form(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    assert "没有待办事项" in read(signed_in("liumei"), "workbench")
    assert "请审核并上报" in read(signed_in("chen"), "workbench")
    assert "没有待办事项" in read(signed_in("wang"), "workbench")


def test_somebody_without_a_seat_is_told_whom_to_ask(office: Office) -> None:
    assert "没有待办事项" in read(signed_in("stranger"), "workbench")
    assert "还没有席位" in read(signed_in("stranger"), "my_rights")


def test_a_page_says_what_one_may_do_where_and_on_which_condition(office: Office) -> None:
    page = read(signed_in("chen"), "my_rights")
    assert "审核并上报" in page
    assert "本人未参与本版数据的填报、导入和提交" in page
    assert "批量审核通过" not in page  # granted to others
    planned = read(signed_in("zhang"), "my_rights")
    assert "导出全部数据及历史" not in planned  # granted, but no address carries it out yet
    assert "查阅本身也记入日志" not in page  # a condition of the auditor's


def test_an_auditor_s_look_at_unpublished_figures_is_on_record(office: Office) -> None:
    seat("zhao", "auditor", office.cast.areas["shu"])
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    for name in ("wang", "zhao"):
        assert signed_in(name).get(form_of(office)).status_code == 200
    (entry,) = AuditEntry.objects.filter(action="looked_up")
    assert (entry.actor_name, entry.subject_key) == ("zhao", str(office.report().pk))


@pytest.mark.parametrize("name", ["workbench", "my_rights", "rounds"])
def test_nobody_is_led_to_the_sign_in_and_back(client: Client, office: Office, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/account/sign-in/?next={reverse(name)}"


# --- The form -----------------------------------------------------------------------------


def test_the_form_shows_last_year_target_unit_and_definition_beside_each_cell(
    office: Office,
) -> None:
    office.cast.say("an", "firms", office.round.year - 1, "100")
    page = signed_in("liumei").get(form_of(office)).content.decode()
    row = page.split('<label for="raw-')[1]
    assert ">100<" in row
    assert "家" in row


def test_a_cell_is_saved_by_itself_and_answers_with_its_new_version(office: Office) -> None:
    answer = sent(signed_in("liumei"), office, cell(office, "firms", "１２３"), json=True)
    said = answer.json()["cells"][str(office.cell("firms").measure_id)]
    assert (said["version"], said["value"], said["kept"]) == (2, "123", True)
    assert "123" in said["problem"]["zh"]
    assert office.cell("firms").value == 123


def test_without_scripts_the_form_comes_back_with_what_was_typed_and_why_it_was_not_kept(
    office: Office,
) -> None:
    cells = [cell(office, "firms", "12.5"), cell(office, "revenue", "7")]
    page = send(signed_in("liumei"), office, *cells)
    assert 'value="12.5"' in page
    assert "小数位数超过 0 位" in page
    assert office.cell("revenue").value == 7


def test_a_question_can_be_answered_without_scripts(office: Office) -> None:
    client = signed_in("liumei")
    page = send(client, office, cell(office, "firms", "3万"))
    assert "您是否要填 30000" in page
    assert f'name="confirmed-{office.cell("firms").measure_id}"' in page
    send(client, office, cell(office, "firms", "3万", confirmed="yes"))
    assert office.cell("firms").value == 30000


@pytest.mark.parametrize(
    "field", ["state", "area", "approved_by", "version", "raw-999999", "is_staff"]
)
@case("W10")
def test_a_field_that_does_not_belong_is_refused_by_name(office: Office, field: str) -> None:
    cells = {**cell(office, "firms", "1"), field: "x"}
    answer = sent(signed_in("liumei"), office, cells, json=True)
    assert answer.status_code == 422
    assert answer.json()["problem"]["code"] == "E-PARAM"
    assert office.cell("firms").value is None


def test_what_cannot_be_edited_says_why_in_words(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    page = signed_in("liumei").get(form_of(office)).content.decode()
    assert "本表当前为“待本级审核”，不能修改" in page
    assert "data-cell " not in page


@case("W01")
def test_a_form_of_another_city_looks_like_one_that_is_not_there(office: Office) -> None:
    theirs = signed_in("bai").get(form_of(office))
    nothing = signed_in("bai").get("/work/returns/999999/")
    assert theirs.status_code == nothing.status_code == 404
    said = theirs.content.replace(form_of(office).encode(), b"/work/returns/999999/")
    assert said == nothing.content


# --- Moves --------------------------------------------------------------------------------


def test_a_form_goes_the_whole_way_by_its_buttons(office: Office) -> None:
    office.fills()
    for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        client = signed_in(name)
        page = client.get(form_of(office)).content.decode()
        address = reverse("move_return", kwargs={"pk": office.report().pk, "action": action})
        assert f'formaction="{address}"' in page
        answer = client.post(address, {"version": office.report().version})
        assert answer.headers["Location"] == reverse("workbench")
    assert office.report().state == State.ACCEPTED


@case("T01")
def test_an_incomplete_form_is_answered_with_the_names_of_what_is_missing(office: Office) -> None:
    office.enters("liumei", {"firms": "1"})
    address = reverse("move_return", kwargs={"pk": office.report().pk, "action": "submit"})
    answer = signed_in("liumei").post(address, {"version": 1})
    assert answer.status_code == 422
    assert "还有 6 项未填报" in answer.content.decode()
    assert not Move.objects.exists()


def test_a_returned_form_shows_reason_cell_and_history(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    cells = [office.cell("firms").measure_id]
    office.moves("wang", "return", reason="请附说明", cells=cells)
    page = signed_in("liumei").get(form_of(office)).content.decode()
    assert page.count("请附说明") == 3  # above, at the cell, in the history
    assert "待省级审核 → 退回待修改" in page


def test_an_attempt_without_the_right_is_refused_and_noted(office: Office) -> None:
    office.fills()
    address = reverse("move_return", kwargs={"pk": office.report().pk, "action": "submit"})
    answer = signed_in("chen").post(address, {"version": 1})
    assert answer.status_code == 403
    assert SecurityEvent.objects.filter(kind="refused", subject="chen").count() == 1


@pytest.mark.parametrize("name", ["save_cells", "move_return"])
@case("W22")
def test_what_changes_something_is_never_asked_for_by_reading(office: Office, name: str) -> None:
    more = {"action": "submit"} if name == "move_return" else {}
    address = reverse(name, kwargs={"pk": office.report().pk, **more})
    for method in ("get", "head", "options", "put", "delete"):
        assert getattr(signed_in("liumei"), method)(address).status_code == 405


# --- Rounds -------------------------------------------------------------------------------


def test_a_round_is_made_from_the_plan_in_one_click(office: Office) -> None:
    client = signed_in("zhang")
    assert 'name="due"' in read(client, "rounds")
    fields = {"year": "2022", "vintage": "annual", "opens": "2026-11-01", "due": "2026-12-01",
              "closes": "2026-12-10"}  # fmt: skip
    answer = client.post(reverse("rounds"), fields)
    made = Round.objects.get(year=2022)
    assert answer.headers["Location"] == reverse("round", kwargs={"pk": made.pk})
    assert made.returns.count() == 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"year": "1999"}, "year", id="outside the plan"),
        pytest.param({"due": "2026-10-01"}, "日期", id="due before it opens"),
        pytest.param({"due": "soon"}, "日期", id="no date"),
        pytest.param({"vintage": "x"}, "vintage", id="no such kind"),
        pytest.param({"year": "2024"}, "已存在", id="a second of its kind"),
    ],
)
def test_a_round_that_does_not_fit_is_refused_and_what_was_typed_is_kept(
    office: Office, change: dict[str, str], code: str
) -> None:
    fields = {"year": "2022", "vintage": "annual", "opens": "2026-11-01", "due": "2026-12-01",
              "closes": "2026-12-10", **change}  # fmt: skip
    answer = signed_in("zhang").post(reverse("rounds"), fields)
    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert 'value="2026-12-10"' in answer.content.decode()
    assert Round.objects.count() == 1


def test_the_province_sees_how_far_a_draft_is_and_opens_only_what_was_sent(office: Office) -> None:
    office.enters("liumei", {"firms": "1", "revenue": "2"})
    page = read(signed_in("wang"), "round", pk=office.round.pk)
    assert "2/7" in page
    assert form_of(office) not in page
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    assert form_of(office) in read(signed_in("wang"), "round", pk=office.round.pk)


def test_a_city_does_not_see_the_round_as_a_whole(office: Office) -> None:
    answer = signed_in("liumei").get(reverse("round", kwargs={"pk": office.round.pk}))
    assert answer.status_code == 404
    assert signed_in("liumei").get(reverse("rounds")).status_code == 403


# --- What no form of ours sends -------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        pytest.param({"version": "9" * 5000}, "E-PARAM", id="a version of 5,000 digits"),
        pytest.param({"version": "３"}, "E-PARAM", id="a version in full-width digits"),
        pytest.param({"version": "3", "cells": "9" * 5000}, "E-PARAM", id="a cell of 5,000 digits"),
        pytest.param({"version": "3", "reason": "\0"}, "E-TXT-CONTROL", id="a NUL"),
        pytest.param(
            {"version": "3", "reason": "长" * 1001}, "E-TXT-LENGTH", id="a reason too long"
        ),
    ],
)
@case("S18", "S21")
def test_a_move_is_refused_in_words_whatever_is_sent(
    office: Office, fields: dict[str, str], code: str
) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    address = reverse("move_return", kwargs={"pk": office.report().pk, "action": "return"})
    answer = signed_in("wang").post(address, fields)
    assert answer.status_code == 422
    assert code in answer.content.decode()
    assert office.report().state == State.AT_PROVINCE


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "9" * 5000])
def test_a_day_out_of_all_bounds_is_refused_in_words(office: Office, day: str) -> None:
    fields = {"year": "2022", "vintage": "annual", "opens": day, "due": day, "closes": day}
    assert signed_in("zhang").post(reverse("rounds"), fields).status_code == 422
    seat("zhao", "auditor", office.cast.areas["shu"])
    answer = signed_in("zhao").get(reverse("audit_log"), {"until": day, "who": "x"})
    assert answer.status_code == 422


# --- Cost ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "page", "most"),
    [("liumei", "return", 16), ("wang", "workbench", 10), ("wang", "round", 11), ("chen", "my_rights", 7), ("liumei", "bring_in", 8)],
)  # fmt: skip
def test_pages_ask_the_database_a_fixed_number_of_times(
    office: Office,
    name: str,
    page: str,
    most: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    key = {
        "return": office.report().pk,
        "bring_in": office.report().pk,
        "round": office.round.pk,
    }.get(page)
    address = reverse(page, kwargs={"pk": key} if key else None)
    client = signed_in(name)
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


# --- On paper -------------------------------------------------------------------------------


def test_the_form_is_printed_with_its_head_and_the_places_to_sign(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    Round.objects.update(form_number="川科高新1表", approval="川统制〔2025〕8号")
    page = read(signed_in("liumei"), "print_form", pk=office.report().pk)
    for words in (
        "川科高新1表",
        "川统制〔2025〕8号",
        "单位负责人：chen",
        "填表人：liumei",
        "单位盖章",
    ):
        assert words in page


def test_what_stands_at_the_head_is_given_with_the_round(office: Office) -> None:
    dates = {"opens": "2026-01-01", "due": "2026-02-01", "closes": "2026-02-02"}
    fields = {"year": "2022", "vintage": "flash", "form_number": "川科高新1表", **dates}
    signed_in("zhang").post(reverse("rounds"), fields)
    assert Round.objects.get(vintage="flash").form_number == "川科高新1表"


# --- Beside last year's ----------------------------------------------------------------------


def test_each_figure_stands_beside_last_year_s_with_the_change(office: Office) -> None:
    office.cast.say("an", "firms", YEAR - 1, "100", origin="reported")
    office.enters("liumei", {"firms": "120"}, remark="迁入两家")
    page = read(signed_in("liumei"), "compare_years", pk=office.report().pk)
    for words in (">100<", ">120<", ">+20<", ">+20.0%<", "迁入两家"):
        assert words in page


def test_where_a_year_has_no_figure_no_change_is_made_up(office: Office) -> None:
    office.enters("liumei", {"firms": "120"})
    page = read(signed_in("liumei"), "compare_years", pk=office.report().pk)
    assert "+120" not in page
