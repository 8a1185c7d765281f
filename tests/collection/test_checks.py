"""Checks of figures that come in: a table of cases by hand, and what a form does with them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from collection.checks import Figures, Finding, Kind, Rule, findings
from collection.models import CheckRule
from collection.refusals import Incomplete
from collection.states import State
from indicators.charts.wording import Text
from tests.collection.conftest import YEAR, Office

PART, WHOLE = 1, 2
JUMP = Rule(code="jump", kind=Kind.JUMP, limit=Decimal(30), floor=Decimal(10))
SLIP = Rule(code="slip", kind=Kind.SLIP, limit=Decimal(1000))
WITHIN = Rule(code="part", kind=Kind.PART, measure=PART, whole=WHOLE)
FALLING = Rule(code="falling", kind=Kind.FALLING, measure=PART)


def found(*rules: Rule, now: dict[int, str], last: dict[int, str] | None = None) -> list[Finding]:
    return findings(
        rules,
        Figures(
            now={key: Decimal(value) for key, value in now.items()},
            last={key: Decimal(value) for key, value in (last or {}).items()},
            names={PART: Text("部分", "Part"), WHOLE: Text("总量", "Whole")},
            decimals={PART: 2, WHOLE: 2},
        ),
    )


@pytest.mark.parametrize(
    ("last", "now", "speaks"),
    [
        pytest.param("100", "130", False, id="exactly 30 %"),
        pytest.param("100", "130.01", True, id="just beyond"),
        pytest.param("100", "70", False, id="exactly 30 % down"),
        pytest.param("100", "69.99", True, id="just beyond, down"),
        pytest.param("4", "14", False, id="a small base: 250 %, but not beyond the floor"),
        pytest.param("4", "14.01", True, id="beyond share and floor"),
        pytest.param("0", "50", False, id="nothing to compare with"),
    ],
)
def test_a_jump_needs_share_and_floor(last: str, now: str, speaks: bool) -> None:
    said = found(JUMP, now={PART: now}, last={PART: last})
    assert bool(said) is speaks
    assert not any(each.hard for each in said)


@pytest.mark.parametrize(
    ("last", "now", "speaks"),
    [
        pytest.param("2", "1999.99", False, id="under a thousand times"),
        pytest.param("2", "2000", True, id="a thousand times: 万元 for 亿元"),
        pytest.param("2000", "2", True, id="a thousandth"),
        pytest.param("2000", "2.01", False, id="over a thousandth"),
        pytest.param("0", "5", False, id="nothing to compare with"),
    ],
)
def test_a_slip_of_the_unit_is_hard(last: str, now: str, speaks: bool) -> None:
    said = found(SLIP, now={PART: now}, last={PART: last})
    assert bool(said) is speaks
    assert all(each.hard for each in said)


@pytest.mark.parametrize(
    ("part", "whole", "speaks"),
    [("5", "5", False), ("5.01", "5", True), ("0", "0", False), ("5", None, False)],
)
def test_a_part_is_not_more_than_its_whole(part: str, whole: str | None, speaks: bool) -> None:
    now = {PART: part} if whole is None else {PART: part, WHOLE: whole}
    said = found(WITHIN, now=now)
    assert [each.measure for each in said] == ([PART] if speaks else [])


def test_a_cumulative_count_that_falls_is_asked_about() -> None:
    assert found(FALLING, now={PART: "9"}, last={PART: "10"})
    assert not found(FALLING, now={PART: "10"}, last={PART: "10"})


def test_a_rule_of_a_measure_takes_the_place_of_the_general_one() -> None:
    own = Rule(code="own", kind=Kind.JUMP, measure=PART, limit=Decimal(80), floor=Decimal(0))
    said = found(JUMP, own, now={PART: "150", WHOLE: "150"}, last={PART: "100", WHOLE: "100"})
    assert [(each.measure, each.rule) for each in said] == [(WHOLE, "jump")]


# --- In a form ------------------------------------------------------------------------------


@pytest.fixture
def ruled(office: Office) -> Office:
    measures = office.cast.measures
    CheckRule.objects.create(
        plan=office.cast.plan, code="part", order=0, kind="part",
        measure=measures["hitech"], whole=measures["revenue"],
    )  # fmt: skip
    CheckRule.objects.create(
        plan=office.cast.plan, code="jump", order=1, kind="jump",
        limit=Decimal(30), floor=Decimal(10),
    )  # fmt: skip
    office.cast.say("an", "firms", YEAR - 1, "60")
    office.fills()
    return office


def test_a_form_that_fails_a_hard_check_is_not_submitted(ruled: Office) -> None:
    ruled.enters("liumei", {"hitech": "121"})
    with pytest.raises(Incomplete) as refused:
        ruled.moves("liumei", "submit")
    assert refused.value.problem.code == "E-CHECK"
    assert list(refused.value.cells) == [ruled.cell("hitech").measure.name]
    assert ruled.report().state == State.FILLING


def test_what_changed_much_needs_an_explanation_that_stays_with_the_figure(ruled: Office) -> None:
    with pytest.raises(Incomplete) as refused:
        ruled.moves("liumei", "submit")
    assert refused.value.problem.code == "E-EXPLAIN"
    ruled.enters("liumei", {"firms": "120"}, remark="新认定一批企业。")
    ruled.moves("liumei", "submit")
    ruled.moves("chen", "send")
    ruled.moves("wang", "accept")
    assert ruled.cast.said("an", "firms", YEAR)[-1].note == "新认定一批企业。"
