"""时序参考值 of the ten headline indicators, and the lines a plan may draw."""

from __future__ import annotations

from fractions import Fraction

import pytest

from indicators.progress import Path, compound_refusal, expected
from tests.progress.cases import goal, number

TABLE_1 = [
    pytest.param("23576", "29600", "25082 26588 28094 29600", id="1 高新技术产业营业收入"),
    pytest.param("34.8", "38", "35.6 36.4 37.2 38", id="2 占工业营业收入比重"),
    pytest.param("10247", "16000", "11685.25 13123.5 14561.75 16000", id="3 高新技术企业数"),
    pytest.param("125", "130", "126.25 127.5 128.75 130", id="4 每万家企业中高企数"),
    pytest.param("14817", "20000", "16112.75 17408.5 18704.25 20000", id="5 科技型中小企业数"),
    pytest.param("152", "400", "214 276 338 400", id="6 瞪羚企业数"),
    pytest.param("1396.74", "1600", "1447.555 1498.37 1549.185 1600", id="7 技术合同成交额"),
    pytest.param("4.04", "5.67", "4.4475 4.855 5.2625 5.67", id="8 高价值发明专利"),
    pytest.param("5.9", "6.5", "6.05 6.2 6.35 6.5", id="9 基础研究经费比重"),
    pytest.param("44", "50", "45.5 47 48.5 50", id="10 研发人员数"),
]


@pytest.mark.parametrize(("base", "target", "line"), TABLE_1)
def test_the_linear_line_has_four_steps_from_2021(base: str, target: str, line: str) -> None:
    years = {2022 + n: Fraction(text) for n, text in enumerate(line.split())}
    assert {year: expected(goal(target), Fraction(base), year) for year in years} == years


COMPOUND = [
    pytest.param("23576", "29600", "24956.0 26416.8 27963.2", 1, id="1"),
    pytest.param("10247", "16000", "11454.5 12804.4 14313.3", 1, id="3"),
    pytest.param("14817", "20000", "15970.8 17214.5 18555.1", 1, id="5"),
    pytest.param("152", "400", "193.6 246.6 314.1", 1, id="6"),
    pytest.param("1396.74", "1600", "1445.0 1494.9 1546.6", 1, id="7"),
    pytest.param("4.04", "5.67", "4.40 4.79 5.21", 2, id="8"),
]


@pytest.mark.parametrize(("base", "target", "line", "decimals"), COMPOUND)
def test_the_compound_line_grows_by_the_same_rate_each_year(
    base: str, target: str, line: str, decimals: int
) -> None:
    to, margin = goal(target, path=Path.COMPOUND), Fraction(1, 2 * 10**decimals)
    for year, shown in enumerate(line.split(), start=2022):
        point = expected(to, Fraction(base), year)
        assert point is not None
        assert abs(point - Fraction(shown)) <= margin


@pytest.mark.parametrize(
    ("base", "target", "target_year", "point"),
    [
        pytest.param("100", "121", 2023, "110", id="rational point is exact"),
        pytest.param("400", "100", 2023, "200", id="falling"),
        pytest.param("1", "2", 2023, "1.414214", id="irrational point to the millionth"),
    ],
)
def test_a_compound_point(base: str, target: str, target_year: int, point: str) -> None:
    to = goal(target, path=Path.COMPOUND, target_year=target_year)
    assert expected(to, Fraction(base), 2022) == Fraction(point)


@pytest.mark.parametrize(
    ("year", "point"),
    [
        pytest.param(2020, None, id="before the base year"),
        pytest.param(2021, "100", id="base year"),
        pytest.param(2022, "105", id="half way to the first step"),
        pytest.param(2023, "110", id="the step itself"),
        pytest.param(2024, "155", id="from the step to the target"),
        pytest.param(2025, "200", id="target year"),
        pytest.param(2027, "200", id="after the target year"),
    ],
)
def test_a_stepped_line_goes_through_the_years_the_plan_sets(year: int, point: str | None) -> None:
    to = goal("200", path=Path.STEPPED, steps={2023: "110"})
    assert expected(to, Fraction(100), year) == number(point)


def test_only_steps_within_the_period_bend_the_line() -> None:
    to = goal("200", path=Path.STEPPED, steps={2020: "1", 2021: "2", 2025: "3", 2026: "4"})
    assert expected(to, Fraction(100), 2023) == 150


def test_steps_do_not_bend_a_linear_line() -> None:
    assert expected(goal("200", steps={2023: "110"}), Fraction(100), 2023) == 150


@pytest.mark.parametrize(
    ("base", "target", "percentage", "reason"),
    [
        pytest.param("152", "400", False, None, id="two positive counts"),
        pytest.param("34.8", "38", True, "compound_percentage", id="percentage"),
        pytest.param("0", "400", False, "compound_baseline_not_positive", id="base 0"),
        pytest.param("-5", "400", False, "compound_baseline_not_positive", id="negative base"),
        pytest.param("152", "0", False, "compound_target_not_positive", id="target 0"),
    ],
)
def test_a_compound_line_is_refused_with_a_reason(
    base: str, target: str, percentage: bool, reason: str | None
) -> None:
    refusal = compound_refusal(Fraction(base), Fraction(target), unit_is_percentage=percentage)
    assert refusal == reason
    if reason and not percentage:
        with pytest.raises(ValueError, match=reason):
            expected(goal(target, path=Path.COMPOUND), Fraction(base), 2022)
