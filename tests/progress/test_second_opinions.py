"""The same figures by other methods: growth rates that can be checked by hand."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from indicators.progress import ADVERSE, RUNNING, Status
from indicators.progress.outlook import Series, series
from indicators.progress.second_opinions import (
    OURS,
    Opinion,
    Verdict,
    continued_trend,
    growth_ratio,
    projected_share,
)
from tests.progress.cases import goal, printed_baseline, seen


def known(
    base: str, target: str, figures: dict[int, str], *, operator: str = "≥", until: int = 2025
) -> Series:
    found = series(
        goal=goal(target, operator=operator, target_year=until),
        baselines=[printed_baseline(base)],
        figures={when: seen(text) for when, text in figures.items()},
        year=until + 1,
    )
    assert isinstance(found, Series)
    return found


# From 10,000 to 14,641 in four years is 10 per cent a year (1.1⁴ = 1.4641).
@pytest.mark.parametrize(
    ("figures", "ratio", "verdict"),
    [
        pytest.param({2022: "11000"}, "1", "on_course", id="10 % of 10 %"),
        pytest.param({2022: "10950"}, "0.95", "on_course", id="edge 0.95"),
        pytest.param({2022: "10949"}, "0.949", "moderate", id="under 0.95"),
        pytest.param({2022: "10600"}, "0.6", "moderate", id="edge 0.6"),
        pytest.param({2022: "10599"}, "0.599", "off_course", id="under 0.6"),
        pytest.param({2022: "10000"}, "0", "off_course", id="edge 0: nothing moved"),
        pytest.param({2022: "9999"}, "-0.001", "moving_away", id="under 0"),
        pytest.param({2023: "10816"}, "0.4", "off_course", id="4 % a year over two years"),
        pytest.param({2024: "13310"}, "1", "on_course", id="three years of 10 %"),
        pytest.param({2025: "12155.0625"}, "0.5", "off_course", id="target year: 5 % a year"),
    ],
)
def test_the_ratio_of_growth_rates(figures: dict[int, str], ratio: str, verdict: str) -> None:
    said = growth_ratio(series=known("10000", "14641", figures))
    assert (said.measure, said.verdict, said.met) == (Fraction(ratio), verdict, False)


@pytest.mark.parametrize(
    ("value", "ratio", "verdict"),
    [
        pytest.param("9000", "1", "on_course", id="10 % less of 10 % less"),
        pytest.param("9500", "0.5", "off_course", id="half the pace"),
        pytest.param("10100", "-0.1", "moving_away", id="rising instead"),
    ],
)
def test_a_falling_target_by_growth_rates(value: str, ratio: str, verdict: str) -> None:
    said = growth_ratio(series=known("10000", "6561", {2022: value}, operator="≤"))
    assert (said.measure, said.verdict) == (Fraction(ratio), verdict)


@pytest.mark.parametrize("method", [growth_ratio, projected_share])
def test_a_target_that_is_met_has_a_word_of_its_own(method: Callable[..., Opinion]) -> None:
    said = method(series=known("10000", "14641", {2022: "15000"}))
    assert (said.verdict, said.met) == (Verdict.ON_COURSE, True)


@pytest.mark.parametrize(
    ("base", "target", "figures", "reason"),
    [
        pytest.param("0", "100", {2022: "50"}, "not_positive", id="base 0"),
        pytest.param("-10", "100", {2022: "50"}, "not_positive", id="base negative"),
        pytest.param("10", "100", {2022: "0"}, "not_positive", id="fallen to 0"),
        pytest.param("10", "100", {}, "no_figure", id="no figure"),
        pytest.param("10", "100", {2022: ">50"}, "lower_bound", id="a lower bound"),
        pytest.param("10", "100", {2026: "50"}, "period_over", id="after the target year"),
    ],
)
def test_where_growth_rates_say_nothing(
    base: str, target: str, figures: dict[int, str], reason: str
) -> None:
    known_so_far = known(base, target, figures)
    assert growth_ratio(series=known_so_far).why_not == reason
    assert projected_share(series=known_so_far).why_not == reason


def trend(last: str, *, target: str = "500", operator: str = "≥", base: str = "100") -> Opinion:
    """100 in 2021, `last` in 2024 after three years, three more to go."""
    figures = {2022: base, 2023: base, 2024: last}
    return continued_trend(series=known(base, target, figures, operator=operator, until=2027))


# Half of the period is over, so what was gained in three years is gained again.
@pytest.mark.parametrize(
    ("last", "missed", "verdict"),
    [
        pytest.param("300", "0", "on_course", id="200 and 200 more: exactly there"),
        pytest.param("350", "-2/3", "on_course", id="past the target"),
        pytest.param("296", "8/204", "on_course", id="missed by 3.9 %"),
        pytest.param("290", "20/210", "moderate", id="missed by 9.5 %"),
        pytest.param("280", "40/220", "moderate", id="missed by 18 %"),
        pytest.param("270", "60/230", "off_course", id="missed by 26 %"),
        pytest.param("100", "1", "moving_away", id="nothing moved: the gap stays"),
        pytest.param("90", "420/410", "moving_away", id="the gap widens"),
    ],
)
def test_the_trend_continued(last: str, missed: str, verdict: str) -> None:
    said = trend(last)
    assert (said.measure, said.verdict) == (Fraction(missed), verdict)


@pytest.mark.parametrize(
    ("base", "target", "verdict"),
    [
        # One year left: 100 gained in three years give 100/3 more, of `gap` to go.
        pytest.param("0", "135", "on_course", id="missed by 4.8 %"),
        pytest.param("0", "7700/57", "moderate", id="exactly 5 %"),
        pytest.param("0", "425/3", "moderate", id="exactly 20 %"),
        pytest.param("0", "142", "off_course", id="above 20 %"),
    ],
)
def test_the_edges_of_the_trend(base: str, target: str, verdict: str) -> None:
    figures = {2022: "30", 2023: "60", 2024: "100"}
    said = continued_trend(series=known(base, target, figures))
    assert said.verdict == verdict


def test_a_falling_target_by_its_trend() -> None:
    assert trend("300", base="500", target="100", operator="≤").verdict == "on_course"
    assert trend("510", base="500", target="100", operator="≤").verdict == "moving_away"


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        pytest.param({2022: "110", 2023: "120"}, "too_few_years", id="three years"),
        pytest.param({2022: "110", 2024: "130"}, "too_few_years", id="a gap"),
        pytest.param({2022: "110", 2024: "200"}, "too_few_years", id="met, but with a gap"),
        pytest.param({2022: "110", 2023: "150", 2024: ">200"}, "lower_bound", id="met by a bound"),
        pytest.param({2024: "120", 2026: "250"}, "period_over", id="met after the target year"),
        pytest.param({2024: "120", 2025: "150"}, "period_over", id="target year"),
        pytest.param({}, "no_figure", id="no figure"),
    ],
)
def test_where_the_trend_says_nothing(figures: dict[int, str], reason: str) -> None:
    assert continued_trend(series=known("100", "200", figures)).why_not == reason


def test_at_the_bound_of_a_strict_target_there_is_no_distance_to_miss() -> None:
    figures = {2022: "110", 2023: "150", 2024: "200"}
    said = continued_trend(series=known("100", "200", figures, operator=">"))
    assert said.why_not == "no_distance"


@pytest.mark.parametrize(
    ("last", "operator", "verdict"),
    [
        pytest.param("260", "≥", "on_course", id="met and rising"),
        pytest.param("130", "≥", "on_course", id="met and standing still"),
        pytest.param("120", "≥", "moderate", id="met but falling back"),
        pytest.param("50", "≤", "on_course", id="met and falling"),
        pytest.param("140", "≤", "moderate", id="met but rising"),
    ],
)
def test_a_target_that_is_met_is_judged_by_where_its_trend_leads(
    last: str, operator: str, verdict: str
) -> None:
    rising = operator == "≥"
    base, target = ("100", "110") if rising else ("200", "150")
    # Six years count, so the base year has dropped out: 130 is where they begin.
    figures = dict.fromkeys(range(2022, 2027), "130") | {2027: last}
    said = continued_trend(series=known(base, target, figures, operator=operator, until=2030))
    assert (said.verdict, said.met, said.measure) == (verdict, True, None)


# From 10,000 in 2021 to the target of 2023: the growth of 2022 comes twice.
@pytest.mark.parametrize(
    ("target", "last", "share", "verdict"),
    [
        pytest.param("12101", "11000", "2100/2101", "on_course", id="10 % twice of 21.01 %"),
        pytest.param("232000/19", "11000", "0.95", "on_course", id="edge 0.95"),
        pytest.param("12100", "10950", "199025/210000", "moderate", id="under 0.95"),
        pytest.param("31000", "11000", "0.1", "moderate", id="edge 0.10"),
        pytest.param("31000", "10999", "20978001/210000000", "off_course", id="under 0.10"),
        pytest.param("12100", "10000", "0", "off_course", id="nothing moved"),
        pytest.param("12100", "9000", "-19/21", "moving_away", id="moving away"),
    ],
)
def test_the_growth_projected(target: str, last: str, share: str, verdict: str) -> None:
    said = projected_share(series=known("10000", target, {2022: last}, until=2023))
    assert (said.measure, said.verdict) == (Fraction(share), verdict)


@pytest.mark.parametrize(
    ("figures", "operator", "target", "share"),
    [
        pytest.param({2023: "11881"}, "≥", "14641", "0.8868", id="two years left"),
        pytest.param({2025: "12000"}, "≥", "14641", "0.4309", id="the target year itself"),
        pytest.param({2024: "11000"}, "≥", "14641", "0.2920", id="an irrational growth"),
        pytest.param({2023: "9025"}, "≤", "6561", "0.5394", id="a falling target"),
    ],
)
def test_the_growth_projected_over_the_years_left(
    figures: dict[int, str], operator: str, target: str, share: str
) -> None:
    said = projected_share(series=known("10000", target, figures, operator=operator))
    assert said.measure is not None
    assert round(said.measure, 4) == Fraction(share)


@pytest.mark.parametrize("method", [growth_ratio, projected_share])
def test_a_lower_bound_beyond_the_target_is_met_by_nobody_knows_how_much(
    method: Callable[..., Opinion],
) -> None:
    said = method(series=known("10000", "12000", {2022: ">12000"}))
    assert (said.verdict, said.met, said.measure) == (Verdict.ON_COURSE, True, None)


@pytest.mark.parametrize("method", [growth_ratio, projected_share])
def test_a_lower_bound_says_nothing_of_a_falling_target(method: Callable[..., Opinion]) -> None:
    said = method(series=known("10000", "8000", {2022: ">7000"}, operator="≤"))
    assert said.why_not == "lower_bound"


def test_only_the_last_six_years_in_a_row_make_the_trend() -> None:
    figures = {2022: "900"} | {2023 + n: str(100 + 10 * n) for n in range(6)}
    said = continued_trend(series=known("50", "1000", figures, until=2030))
    assert said.measure == Fraction(1000 - 150 - 20, 1000 - 150)


def test_our_own_words_fit_the_four_verdicts() -> None:
    silent = RUNNING - set(OURS)
    assert silent == {Status.HOLDING, Status.NOT_HOLDING, Status.IN_PROGRESS}
    assert {OURS[status] for status in ADVERSE if status in OURS} == set(Verdict) - {
        Verdict.ON_COURSE
    }
