"""Targets printed as a change on the baseline: the level that follows, and how it is judged."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from indicators.progress import GivenAs, Goal, Operator, Path, Rule, judge, target_level
from tests.progress.cases import (
    comparable_baseline,
    goal,
    judged,
    number,
    printed_baseline,
    seen,
    verified_baseline,
)


def given(form: str, amount: str, **more: object) -> Goal:
    """比基期增加、减少 n; 累计增长、累计下降 x %."""
    return replace(goal(amount, **more), given_as=GivenAs(form))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "amount", "base", "level"),
    [
        pytest.param("level", "16000", "10247", "16000", id="the level itself"),
        pytest.param("increase", "5753", "10247", "16000", id="比基期增加5753家"),
        pytest.param("increase", "1.5", "34.8", "36.3", id="提高1.5个百分点"),
        pytest.param("decrease", "20", "120", "100", id="比基期减少20"),
        pytest.param("cumulative_growth", "30", "200", "260", id="累计增长30%"),
        pytest.param("cumulative_growth", "100", "8.5", "17", id="翻一番"),
        pytest.param("cumulative_reduction", "13.5", "0.5", "0.4325", id="累计下降13.5%"),
        pytest.param("cumulative_reduction", "18", "0.333333", "0.27333306", id="never rounded"),
        pytest.param("cumulative_reduction", "100", "7", "0", id="to nothing"),
        pytest.param("cumulative_reduction", "13.5", None, None, id="no baseline, no level"),
        pytest.param("cumulative_growth", "30", "0", None, id="no share of nought"),
        pytest.param("cumulative_growth", "30", "-5", None, id="nor of less"),
        pytest.param("increase", "30", "-5", "25", id="a number is added to anything"),
    ],
)
def test_the_level_follows_exactly_from_the_baseline(
    form: str, amount: str, base: str | None, level: str | None
) -> None:
    assert target_level(given(form, amount), number(base)) == number(level)


@pytest.mark.parametrize(
    ("form", "operator", "base", "amount", "value", "done", "schedule", "status"),
    [
        pytest.param("cumulative_reduction", "≥", "200", "50", "150", "0.5", "1", "on_schedule", id="下降, half way"),
        pytest.param("cumulative_reduction", "≥", "200", "50", "100", "1", "2", "achieved_early", id="下降, arrived"),
        pytest.param("cumulative_reduction", ">", "200", "50", "100", "1", "2", "ahead", id="下降超过, only at it"),
        pytest.param("cumulative_reduction", "≥", "200", "50", "205", "-0.05", "-0.1", "above_base", id="下降, it rose"),
        pytest.param("decrease", "≥", "200", "100", "170", "0.3", "0.6", "behind", id="减少, behind"),
        pytest.param("increase", "≥", "100", "100", "155", "0.55", "1.1", "ahead", id="增加, ahead"),
        pytest.param("increase", "≤", "100", "100", "150", None, None, "holding", id="增加不超过, a ceiling"),
        pytest.param("cumulative_growth", "≥", "100", "100", "95", "-0.05", "-0.1", "below_base", id="增长, it fell"),
    ],
)  # fmt: skip
def test_half_way_through_the_period(
    form: str,
    operator: str,
    base: str,
    amount: str,
    value: str,
    done: str | None,
    schedule: str | None,
    status: str,
) -> None:
    said = judged(given(form, amount, operator=operator), base, 2023, value)
    assert (said.done, said.schedule, said.status) == (number(done), number(schedule), status)


@pytest.mark.parametrize(
    ("value", "binding", "status"),
    [
        pytest.param("0.4325", False, "met", id="13.5 % exactly"),
        pytest.param("0.4324", False, "met", id="a little more"),
        pytest.param("0.42", False, "exceeded", id="16 %"),
        pytest.param("0.433", False, "nearly", id="within 0.1 % of the baseline: the last digit"),
        pytest.param("0.45", False, "short", id="10 %"),
        pytest.param("0.45", True, "unmet", id="10 %, binding"),
    ],
)
def test_a_cumulative_reduction_in_the_target_year(value: str, binding: bool, status: str) -> None:
    to = given("cumulative_reduction", "13.5", target_step="0.1", binding=binding)
    assert judged(to, "0.5", 2025, value).status == status


def test_the_years_between_are_changes_on_the_baseline_too() -> None:
    """累计下降2022年3%、2024年10%、2025年13.5%."""
    to = given("cumulative_reduction", "13.5", path=Path.STEPPED, steps={2022: "3", 2024: "10"})
    said = [judged(to, "200", year, "190").expected for year in (2022, 2023, 2024, 2025)]
    assert said == [194, 187, 180, 173]


def test_each_baseline_has_its_own_level() -> None:
    """Half of 200 is reached at 100; half of 180 is not."""
    said = judge(
        goal=given("cumulative_reduction", "50"),
        baselines=[printed_baseline("200"), verified_baseline("180")],
        year=2025,
        observed=seen("100"),
    )
    assert [reading.expected for reading in said.readings] == [100, 90]
    assert (said.target, said.status) == (100, "baseline_doubt")


def test_on_a_new_scope_the_change_is_asked_of_the_comparable_baseline() -> None:
    said = judge(
        goal=given("increase", "60"),
        baselines=[printed_baseline("100"), comparable_baseline("150", since=2023)],
        year=2025,
        observed=seen("210"),
        breaks=(2023,),
    )
    assert (said.baseline, said.target, said.status) == (150, 210, "met")


def test_without_a_baseline_there_is_nothing_to_judge_by() -> None:
    said = judged(given("increase", "60"), None, 2023, "100")
    assert (said.status, said.target, said.expected) == ("missing", None, None)


@pytest.mark.parametrize(
    ("form", "more"),
    [
        pytest.param("increase", {"rule": Rule.AVERAGE_GROWTH}, id="a rate has no baseline to add to"),
        pytest.param("decrease", {"upper": "30"}, id="a fall between two amounts"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_change_on_the_baseline(form: str, more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="baseline"):
        given(form, "20", **more)


@pytest.mark.parametrize("operator", Operator)
def test_a_promised_fall_bounds_the_level_from_the_other_side(operator: Operator) -> None:
    assert operator.mirrored.rising is not operator.rising
    assert operator.mirrored.mirrored is operator
    held = operator.holds(Fraction(15), Fraction(20))
    assert operator.mirrored.holds(Fraction(-15), Fraction(-20)) is held
