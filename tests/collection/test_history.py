"""往年数据: accepted figures of earlier years, of many places in one table, by two people."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from collection.models import HistoryUpload
from indicators import gauges
from indicators.models import Actual, Gauge
from tests.areas.cast import person
from tests.collection.conftest import YEAR, Office

HEAD = "地区,基础指标,年份,数值,无数值时,数据性质,说明"
TABLE = f"""{HEAD}
an名,firms名,2022,110,,,省年鉴
bo,2. firms名（家）,2022年,"1,150",,最终核实数,
ci名,firms,2022,,尚不掌握（待公布）,,
"""


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def brings(content: str | bytes = TABLE, *, name: str = "t.csv", by: str = "zhang") -> Any:
    data = content.encode() if isinstance(content, str) else content
    fields = {"file": SimpleUploadedFile(name, data), "reason": "按省年鉴补录"}
    return signed_in(by).post(reverse("history"), fields)


def confirms(by: str = "sun") -> Any:
    pk = HistoryUpload.objects.latest("id").pk
    return signed_in(by).post(reverse("confirm_history", kwargs={"pk": pk}))


def on_record(office: Office) -> list[tuple[str, str, str, str]]:
    rows = Actual.objects.filter(year=2022, origin="reported").order_by("area__code")
    return [
        (row.area.code, f"{row.value:f}" if row.value is not None else row.mark, row.vintage, row.note)
        for row in rows.select_related("area")
    ]  # fmt: skip


def test_what_two_plan_managers_bring_in_is_on_record_and_moves_the_gauges(office: Office) -> None:
    answer = brings()
    assert answer.status_code == 302
    page = signed_in("sun").get(answer.headers["Location"]).content.decode()
    assert "共 3 项" in page
    assert "1,150" in page
    assert on_record(office) == [], "nothing before the second has confirmed"
    assert confirms().status_code == 302
    assert on_record(office) == [
        ("an", "110", "annual", "省年鉴"),
        ("bo", "1150", "final", ""),
        ("ci", "pending", "annual", ""),
    ]
    gauges.drain()
    plain = Gauge.objects.get(area__code="plain", indicator__code="firms", year=2022, edition=0)
    assert plain.value == 1260
    actions = AuditEntry.objects.filter(subject="history").values_list("action", flat=True)
    assert list(actions) == ["history_brought", "history_confirmed"]


def test_nobody_confirms_their_own(office: Office) -> None:
    brings()
    assert confirms("zhang").status_code == 403
    assert on_record(office) == []


def test_it_is_confirmed_once(office: Office) -> None:
    brings()
    confirms()
    assert confirms().status_code == 404
    assert brings().status_code == 302, "the same file again says nothing new"
    confirms()
    assert HistoryUpload.objects.latest("id").kept == 0
    assert len(on_record(office)) == 3


def test_whoever_brought_it_takes_it_back(office: Office) -> None:
    brings()
    pk = HistoryUpload.objects.get().pk
    address = reverse("take_back_history", kwargs={"pk": pk})
    assert signed_in("sun").post(address).status_code == 404
    assert signed_in("zhang").post(address).status_code == 302
    assert confirms().status_code == 404
    assert on_record(office) == []


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("xx市,firms名,2022,1,,,", "E-REF", "A2"),
        ("an名,没有的指标,2022,1,,,", "E-REF", "B2"),
        ("an名,share名,2022,1,,,", "E-REF", "B2"),
        ("an名,firms名,1990,1,,,", "E-NUM-RANGE", "C2"),
        ("an名,firms名,二〇二二,1,,,", "E-NUM-RANGE", "C2"),
        ("an名,firms名,2022,12家整,,,", "E-NUM-UNIT", "D2"),
        ("an名,firms名,2022,3万,,,", "E-NUM-UNIT", "D2"),
        ("an名,firms名,2022,1.5,,,", "E-NUM-SCALE", "D2"),
        ("an名,firms名,2022,1,不适用,,", "E-NUM-MARK", "E2"),
        ("an名,firms名,2022,1,,毛估数,", "E-REF", "F2"),
        (f"an名,firms名,{YEAR},1,,,", "E-STATE", "2"),
        ("an名,firms名,2022,1,,,\nan,firms,2022,2,,,", "E-XLS-DUP", "3"),
    ],
)
def test_one_error_keeps_the_whole_file_out_and_is_told_with_its_place(
    office: Office, line: str, code: str, place: str
) -> None:
    answer = brings(f"{HEAD}\n{line}\nbo名,firms名,2022,5,,,\n")
    assert answer.status_code == 422
    (problem,) = answer.context["problems"]
    assert (problem.code, "".join(map(str, problem.path))) == (code, place)
    assert "按省年鉴补录" in answer.content.decode(), "what was typed stays"
    assert not HistoryUpload.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.csv", ""), ("t.csv", "甲,乙\n1,2\n"), ("t.csv", f"{HEAD}\n"), ("t.xlsx", "PK\x03"), ("绝密.csv", TABLE)],
)  # fmt: skip
def test_a_file_that_is_no_such_table_is_refused_in_words(
    office: Office, name: str, content: str
) -> None:
    assert brings(content, name=name).status_code == 422
    assert not HistoryUpload.objects.exists()


@pytest.mark.parametrize(
    ("heading", "said", "code"), [("限定", "约", "E-REF"), ("演示数据", "是", "E-STATE")]
)
def test_a_hedge_nobody_knows_and_a_demonstration_keep_the_file_out(
    office: Office, heading: str, said: str, code: str
) -> None:
    answer = brings(f"地区,基础指标,年份,数值,{heading}\nan名,firms名,2022,1,{said}\n")
    (problem,) = answer.context["problems"]
    assert (answer.status_code, problem.code, problem.path) == (422, code, ("E2",))


@pytest.mark.parametrize("title", ["往年数据", "A; B; C", "标题,2022"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_title_may_stand_above_the_table(office: Office, title: str, separator: str) -> None:
    lines = [["地区", "基础指标", "年份", "数值"], ["an名", "firms名", "2022", "7"]]
    written = "\n".join(separator.join(line) for line in lines)
    quoted = f'"{title}"' if separator in title else title
    assert brings(f"{quoted}\n\n{written}\n").status_code == 302


def test_a_hedge_goes_with_a_figure_alone(office: Office) -> None:
    answer = brings("地区,基础指标,年份,数值,限定,无数值时\nan名,firms名,2022,,≈,不适用\n")
    (problem,) = answer.context["problems"]
    assert (problem.code, problem.path) == ("E-NUM-MARK", ("E2",))


@pytest.mark.parametrize("said", ["否", "no", "0", "False"])
def test_what_is_said_to_be_no_demonstration_is_none(office: Office, said: str) -> None:
    content = f"地区,基础指标,年份,数值,演示数据\nan名,firms名,2022,1,{said}\n"
    assert brings(content).status_code == 302


def test_a_new_note_is_a_change_and_a_missing_one_takes_none_away(office: Office) -> None:
    office.cast.say("an", "firms", 2022, "12", origin="reported", note="本年撤并")
    head = "地区,基础指标,年份,数值,说明\n"
    for note, changes in (("", 0), ("本年撤并", 0), ("已核实", 1)):
        answer = brings(f"{head}an名,firms名,2022,12,{note}\n")
        page = signed_in("sun").get(answer.headers["Location"]).content.decode()
        assert f"不同的 {changes} 项" in page, note
        confirms()
        assert HistoryUpload.objects.latest("id").kept == changes
    assert on_record(office)[-1] == ("an", "12", "annual", "已核实")


def test_the_table_that_comes_back_untouched_says_nothing_new(office: Office) -> None:
    cast = office.cast
    cast.say("an", "firms", 2022, "12", origin="reported", note="本年撤并", exactness="≈")
    cast.say("bo", "firms", 2022, None, mark="na", origin="reported", vintage="final")
    facts = Actual.objects.count()
    brings(signed_in("zhang").get(reverse("history_form")).content, name="t.xlsx")
    confirms()
    assert HistoryUpload.objects.latest("id").kept == 0
    assert Actual.objects.count() == facts


def test_a_hedged_figure_stays_hedged(office: Office) -> None:
    brings("地区,基础指标,年份,数值,限定\nan名,firms名,2022,18700,≈\n")
    page = signed_in("sun").get(f"/work/history/{HistoryUpload.objects.get().pk}/")
    assert "≈18,700" in page.content.decode()
    confirms()
    assert Actual.objects.get(origin="reported", year=2022).exactness == "≈"


def test_a_round_that_is_opened_meanwhile_takes_the_figures_to_the_forms(office: Office) -> None:
    brings()
    office.round.returns.update(round=office.round)
    type(office.round).objects.filter(pk=office.round.pk).update(year=2022)
    assert confirms().status_code == 409
    assert on_record(office) == []


def test_the_table_to_take_away_names_every_cell_no_form_asks_for_and_comes_back_as_it_is(
    office: Office,
) -> None:
    office.cast.say("an", "firms", 2022, "77")
    content = signed_in("zhang").get(reverse("history_form")).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("地区", "基础指标", "年份", "数值")
    assert ("an名", "firms名", 2022, 77) in {row[:4] for row in rows}
    assert YEAR not in {row[2] for row in rows}
    answer = brings(content, name="t.xlsx")
    page = signed_in("sun").get(answer.headers["Location"]).content.decode()
    assert "不同的 0 项" in page


def test_without_a_reason_nothing_is_brought_in(office: Office) -> None:
    fields = {"file": SimpleUploadedFile("t.csv", TABLE.encode()), "reason": " "}
    assert signed_in("zhang").post(reverse("history"), fields).status_code == 422
