"""The invented plan and its successor: stored, printed as they were read, and loaded again."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pytest

from areas.models import Area
from indicators.gauges.course import courses
from indicators.models import Plan, Succession
from plan_tracker import planfile
from tests.plans.stage import GENG, NEXT

pytestmark = pytest.mark.django_db


def _places(ids: Iterable[int]) -> Iterable[Area]:
    return Area.objects.filter(pk__in=list(ids))


@pytest.fixture
def plan() -> Plan:
    return planfile.load(GENG)[0]


def test_the_plan_is_printed_as_it_was_read_and_loads_again(plan: Plan) -> None:
    assert planfile.export(plan) == GENG
    assert not planfile.load(GENG)[1]


def test_the_level_of_each_place_follows_from_its_own_baseline(plan: Plan) -> None:
    found = {
        (course.indicator.code, place.code): goal.target
        for course in courses([plan])
        for place in _places(course.targets)
        if (goal := course.goal(place.pk, 2025)) and goal.printed
    }
    assert found == {
        ("firms", "geng"): 1500,
        ("firms", "xin"): 900,
        ("firms", "ren"): 300,
        ("firms", "gui"): 300,
        ("energy", "geng"): Fraction("0.4325"),
        ("energy", "xin"): Fraction("0.504"),
        ("heavy", "geng"): 100,
        ("contracts", "geng"): Fraction("104.65"),
        ("basic", "geng"): Fraction("7.5"),
    }


def test_the_next_plan_is_printed_with_the_fate_of_every_earlier_indicator(plan: Plan) -> None:
    later, changes = planfile.load(NEXT)
    assert later.succeeds == plan
    assert Succession.objects.filter(plan=later).count() == plan.indicators.count()
    assert "succession of firms" in changes.created
    printed = planfile.export(later)
    assert printed[: printed.index("\nareas:")] == NEXT[: NEXT.index("\nunits:")]
    assert not planfile.load(printed)[1]
    assert not planfile.load(NEXT)[1]


def test_a_fate_that_changes_is_the_only_change(plan: Plan) -> None:
    planfile.load(NEXT)
    other = NEXT.replace("不再计入原料用能", "不计原料用能", 1)
    assert planfile.load(other)[1].changed == ["succession of energy: reason"]
