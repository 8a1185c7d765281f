"""The words a judgement may use, and what a goal may not be."""

from __future__ import annotations

from fractions import Fraction

import pytest

from indicators.progress import (
    ADVERSE,
    FINAL,
    NOT_JUDGED,
    RUNNING,
    STATUS_WORDS,
    YEARLY,
    Goal,
    Operator,
    Printed,
    Rule,
    Status,
    Thresholds,
)
from tests.progress.cases import goal


def test_every_status_has_its_words_and_its_own_place() -> None:
    assert set(STATUS_WORDS) == set(Status)
    assert sorted(said.rank for said in STATUS_WORDS.values()) == list(range(len(Status)))
    assert len({said.zh for said in STATUS_WORDS.values()}) == len(Status)


def test_every_status_is_in_exactly_one_group() -> None:
    groups = (RUNNING, FINAL, YEARLY, NOT_JUDGED)
    assert all(sum(status in group for group in groups) == 1 for status in Status)


def test_laggards_come_first_and_reasons_for_not_judging_last() -> None:
    rank = {status: STATUS_WORDS[status].rank for status in Status}
    rest = set(Status) - ADVERSE - NOT_JUDGED
    assert max(rank[s] for s in ADVERSE) < min(rank[s] for s in rest)
    assert max(rank[s] for s in rest) < min(rank[s] for s in NOT_JUDGED)


def test_colour_follows_the_judgement() -> None:
    assert {STATUS_WORDS[status].tone for status in ADVERSE} == {"warn", "bad"}
    assert {STATUS_WORDS[status].tone for status in NOT_JUDGED} == {"none"}


@pytest.mark.parametrize(
    ("operator", "value", "upper", "holds"),
    [
        pytest.param("≥", "10", None, True, id="≥ at the target"),
        pytest.param(">", "10", None, False, id="> at the target"),
        pytest.param("≤", "10", None, True, id="≤ at the target"),
        pytest.param("<", "10", None, False, id="< at the target"),
        pytest.param("≥", "12", "12", True, id="upper end belongs to the range"),
        pytest.param("≥", "12.1", "12", False, id="above the range"),
    ],
)
def test_an_operator_at_its_target(
    operator: str, value: str, upper: str | None, holds: bool
) -> None:
    top = None if upper is None else Fraction(upper)
    assert Operator(operator).holds(Fraction(value), Fraction(10), top) is holds


@pytest.mark.parametrize(
    "bands",
    [
        pytest.param({"ahead": "0.9"}, id="ahead not above on schedule"),
        pytest.param({"behind": "0.95"}, id="behind above on schedule"),
        pytest.param({"behind": "0"}, id="behind at nought"),
        pytest.param({"exceeded": "0.99"}, id="exceeded below the target"),
        pytest.param({"nearly": "1.01"}, id="nearly above the target"),
    ],
)
def test_thresholds_out_of_order_are_refused(bands: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="thresholds"):
        Thresholds(**{name: Fraction(text) for name, text in bands.items()})


def _plain(**changed: object) -> Goal:
    given: dict[str, object] = {
        "rule": Rule.LEVEL,
        "operator": Operator.AT_LEAST,
        "target": Fraction(10),
        "base_year": 2021,
        "target_year": 2025,
    }
    return Goal(**(given | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({"target": None}, "no target", id="judged without a target"),
        pytest.param({"target_year": 2021}, "target year", id="target year is the base year"),
        pytest.param({"upper": Fraction(9)}, "range", id="range upside down"),
        pytest.param({"rule": Rule.YEARLY}, "first and last", id="quota without years"),
        pytest.param(
            {"rule": Rule.CUMULATIVE, "first_year": 2025, "last_year": 2022}, "last", id="backwards"
        ),
        pytest.param(
            {"rule": Rule.AVERAGE_GROWTH, "target": Fraction(-100)},
            "shrinks",
            id="growth of −100 %",
        ),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused(changed: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        _plain(**changed)


def test_a_printed_step_is_not_negative() -> None:
    with pytest.raises(ValueError, match="step"):
        Printed(amount=Fraction(1), step=Fraction(-1))


def test_goals_in_the_tables_are_plain_goals() -> None:
    assert goal("10") == _plain()
