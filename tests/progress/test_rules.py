"""Targets of other kinds: kept, counted by year, over years, on average, or only stated."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from indicators.progress import Baseline, Basis, Rule, Status, average_growth, judge
from tests.progress.cases import (
    comparable_baseline,
    goal,
    judged,
    number,
    printed_baseline,
    seen,
    verified_baseline,
)


@pytest.mark.parametrize(
    ("operator", "upper", "value", "running", "final"),
    [
        pytest.param("≥", None, "95", "holding", "met", id="kept"),
        pytest.param("≥", None, "94", "not_holding", "short", id="lost"),
        pytest.param("≥", "97", "97", "holding", "met", id="upper end of the range"),
        pytest.param("≥", "97", "98", "not_holding", "short", id="above the range"),
        pytest.param("≥", "97", "94", "not_holding", "short", id="below the range"),
        pytest.param(">", "97", "95", "not_holding", "short", id="strict lower end"),
        pytest.param("≥", "97", ">95", "missing", "missing", id="lower bound, mute on a range"),
    ],
)
def test_a_target_to_keep(
    operator: str, upper: str | None, value: str, running: str, final: str
) -> None:
    to = goal("95", rule=Rule.MAINTAIN, operator=operator, upper=upper)
    for year, status in ((2023, running), (2025, final)):
        said = judged(to, "90", year, value)
        assert (said.status, said.done, said.schedule) == (status, None, None)
        assert said.expected == 95


def test_a_binding_target_that_was_not_kept_is_unmet() -> None:
    to = goal("95", rule=Rule.MAINTAIN, binding=True)
    assert judged(to, "96", 2025, "94").status == Status.UNMET


YEARLY = goal("50", rule=Rule.YEARLY, quota_years=(2022, 2025))


@pytest.mark.parametrize(
    ("year", "value", "earlier", "status", "done", "at_least"),
    [
        pytest.param(2022, "50", {}, "quota_met", "1", False, id="met exactly"),
        pytest.param(2022, "49", {}, "quota_missed", "0", False, id="one too few"),
        pytest.param(2023, "62", {2022: "40"}, "quota_met", "1/2", False, id="judged by year"),
        pytest.param(2023, "0", {2022: "90"}, "quota_missed", "1/2", False, id="no carrying over"),
        pytest.param(2024, "50", {2022: "50"}, "quota_met", "2/3", True, id="missing year not met"),
        pytest.param(
            2024, None, {2022: "50", 2023: "50"}, "missing", "2/3", True, id="own missing"
        ),
        pytest.param(2022, ">40", {}, "missing", "0", True, id="lower bound under the quota"),
        pytest.param(2022, ">55", {}, "quota_met", "1", True, id="lower bound over the quota"),
        pytest.param(2022, "50", {2023: "10"}, "quota_met", "1", False, id="later years unseen"),
    ],
)
def test_a_yearly_quota_is_met_or_not_year_by_year(
    year: int,
    value: str | None,
    earlier: Mapping[int, str | None],
    status: str,
    done: str,
    at_least: bool,
) -> None:
    said = judged(YEARLY, None, year, value, earlier=earlier)
    assert (said.status, said.done, said.at_least) == (status, Fraction(done), at_least)
    assert (said.expected, said.schedule) == (Fraction(50), None)


@pytest.mark.parametrize(
    ("fourth", "status", "done", "at_least"),
    [
        pytest.param("51", "met", "1", False, id="every year met"),
        pytest.param("49", "short", "3/4", False, id="one year missed"),
        pytest.param(None, "missing", "3/4", True, id="one year unknown"),
    ],
)
def test_after_the_last_year_a_yearly_quota_speaks_of_all_years(
    fourth: str | None, status: str, done: str, at_least: bool
) -> None:
    earlier = {2022: "50", 2023: "50", 2024: "50", 2025: fourth}
    said = judged(YEARLY, None, 2026, None, earlier=earlier)
    assert (said.status, said.done, said.at_least) == (status, Fraction(done), at_least)
    assert (said.expected, said.after_period) == (None, True)


def test_a_quota_that_begins_later_has_not_started() -> None:
    to = goal("50", rule=Rule.YEARLY, quota_years=(2023, 2025))
    assert judged(to, None, 2022, "60").status == Status.NOT_STARTED


@pytest.mark.parametrize(
    ("values", "status", "done", "at_least"),
    [
        pytest.param(["50"], "in_progress", "1/4", False, id="first year"),
        pytest.param(["150", "100"], "in_progress", "5/4", False, id="no status before the end"),
        pytest.param(["50", None, "60"], "in_progress", "11/20", True, id="missing middle year"),
        pytest.param(["50", "50", "50", "50"], "met", "1", False, id="total reached"),
        pytest.param(["50", "50", "50", "60"], "exceeded", "21/20", False, id="edge 1.05"),
        pytest.param(["50", "50", "50", "30"], "nearly", "9/10", False, id="edge 0.9"),
        pytest.param(["50", "50", "50", "29"], "short", "179/200", False, id="short"),
        pytest.param(["80", None, "60", "60"], "met", "1", True, id="hole, reached all the same"),
        pytest.param(["50", None, "50", "50"], "missing", "3/4", True, id="hole, never adverse"),
        pytest.param(["60", "60", "60", None], "missing", "9/10", True, id="own year missing"),
        pytest.param(["50", ">50", "50"], "in_progress", "3/4", True, id="a lower bound in it"),
    ],
)
def test_a_cumulative_quota_is_a_running_sum(
    values: list[str | None], status: str, done: str, at_least: bool
) -> None:
    to = goal("200", rule=Rule.CUMULATIVE, quota_years=(2022, 2025))
    earlier = dict(enumerate(values[:-1], start=2022))
    year = 2021 + len(values)
    said = judged(to, None, year, values[-1], earlier=earlier)
    assert (said.status, said.done, said.at_least) == (status, Fraction(done), at_least)
    assert (said.expected, said.schedule) == (Fraction(200) if year == 2025 else None, None)


def test_after_its_last_year_a_cumulative_quota_needs_no_new_figure() -> None:
    to = goal("200", rule=Rule.CUMULATIVE, quota_years=(2022, 2025), binding=True)
    earlier = {2022: "50", 2023: "40", 2024: "30", 2025: "20"}
    said = judged(to, None, 2026, None, earlier=earlier)
    assert (said.status, said.done, said.after_period) == (Status.UNMET, Fraction("0.7"), True)


def test_the_roundings_of_a_sum_add_up() -> None:
    to = goal("200", rule=Rule.CUMULATIVE, quota_years=(2022, 2023), target_year=2023)
    rounded = {2022: seen("100", step="10")}
    said = judge(goal=to, baselines=[], year=2023, observed=seen("101"), earlier=rounded)
    assert (said.status, said.borderline) == (Status.MET, True)


def test_a_ceiling_over_the_years_is_never_exceeded_well() -> None:
    to = goal("200", rule=Rule.CUMULATIVE, operator="≤", quota_years=(2022, 2023), target_year=2023)
    within, over = (judged(to, None, 2023, value, earlier={2022: "100"}) for value in ("90", "120"))
    assert (within.status, within.done) == (Status.MET, None)
    assert (over.status, over.achieved) == (Status.SHORT, Fraction("1.1"))


@pytest.mark.parametrize(
    ("year", "value", "status", "done"),
    [
        pytest.param(2023, "40", "in_progress", "0.4", id="running"),
        pytest.param(2023, "100", "in_progress", "1", id="no pace status before the end"),
        pytest.param(2025, "100", "met", "1", id="all covered"),
        pytest.param(2025, "95", "nearly", "0.95", id="nearly all"),
        pytest.param(2025, "60", "short", "0.6", id="short"),
        pytest.param(2025, None, "missing", None, id="not known"),
    ],
)
def test_coverage_is_the_share_of_listed_items_done(
    year: int, value: str | None, status: str, done: str | None
) -> None:
    said = judged(goal("100", rule=Rule.COVERAGE), None, year, value)
    assert (said.status, said.done, said.schedule) == (status, number(done), None)
    assert said.expected == (100 if year == 2025 else None)


@pytest.mark.parametrize(
    ("base", "values", "status"),
    [
        pytest.param("100", ["108"], "holding", id="level: 8 % in one year"),
        pytest.param("100", ["108", "116.64"], "holding", id="level: exactly 8 % twice"),
        pytest.param("100", ["108", "116.639"], "not_holding", id="level: a hair under"),
        pytest.param("100", [None, "130"], "missing", id="level: a gap"),
        pytest.param("0", ["108"], "missing", id="level: no growth from nought"),
        pytest.param(None, ["8"], "holding", id="rates: first year"),
        pytest.param(None, ["10", "6"], "not_holding", id="rates: mean 8, compound less"),
        pytest.param(None, ["10", "6.1"], "holding", id="rates: made up for"),
        pytest.param(None, ["10", None, "10"], "missing", id="rates: a gap"),
        pytest.param(None, ["8", "8", "8", "8"], "met", id="rates: end of the period"),
        pytest.param(None, ["8", "8", "8", "7"], "short", id="rates: short at the end"),
        pytest.param(None, ["8", "8", ">8", "8"], "met", id="rates: a lower bound reached"),
        pytest.param(None, ["8", "8", ">7", "8"], "missing", id="rates: a lower bound short"),
    ],
)
def test_average_growth_is_judged_on_the_chain_index(
    base: str | None, values: list[str | None], status: str
) -> None:
    to = goal("8", rule=Rule.AVERAGE_GROWTH)
    earlier = dict(enumerate(values[:-1], start=2022))
    said = judged(to, base, 2021 + len(values), values[-1], earlier=earlier)
    assert (said.status, said.done, said.schedule) == (status, None, None)


@pytest.mark.parametrize(
    ("base", "rate", "year", "expected", "target"),
    [
        pytest.param("100", "8", 2022, "108", "136.048896", id="level: one year on"),
        pytest.param("100", "8", 2023, "116.64", "136.048896", id="level: two years on"),
        pytest.param("1000", "-3.5", 2022, "965", "867.180001", id="level: falling by a rate"),
        pytest.param("3", "0.1", 2024, "3.009009", "3.012018", id="level: to the millionth"),
        pytest.param("0", "8", 2022, None, None, id="level: nothing grows from nought"),
        pytest.param(None, "8", 2023, "8", "8", id="rates: the rate itself"),
    ],
)
def test_what_an_average_growth_expects_is_in_the_unit_of_the_figures(
    base: str | None, rate: str, year: int, expected: str | None, target: str | None
) -> None:
    said = judged(goal(rate, rule=Rule.AVERAGE_GROWTH), base, year, "50")
    assert (said.expected, said.target) == (number(expected), number(target))


def test_average_growth_within_the_last_printed_digit_is_nearly_met() -> None:
    to = goal("8", rule=Rule.AVERAGE_GROWTH, target_step="1", target_year=2023)
    assert judged(to, None, 2023, "7.5", earlier={2022: "7.5"}).status == Status.NEARLY


def test_the_average_of_a_chain_is_its_root() -> None:
    assert average_growth(index=Fraction("1.21"), years=2) == 10
    assert abs(average_growth(index=Fraction(2), years=4) - Fraction("18.9207")) < Fraction("0.001")


@pytest.mark.parametrize("rule", [rule for rule in Rule if rule is not Rule.STATED])
@pytest.mark.parametrize("year", [2020, 2021])
def test_up_to_the_base_year_nothing_is_judged(rule: Rule, year: int) -> None:
    to = goal("50", rule=rule, quota_years=(2021, 2025))
    said = judged(to, "10", year, "60")
    assert said.status == Status.NOT_STARTED
    assert (said.expected, said.done, said.achieved, said.schedule) == (None, None, None, None)


def test_an_area_without_its_own_target_is_not_judged() -> None:
    said = judged(None, "9000", 2023, "9856")
    assert said.status == Status.NOT_ASSIGNED
    assert (said.expected, said.done, said.schedule, said.achieved) == (None, None, None, None)


@pytest.mark.parametrize(
    "target", [pytest.param(None, id="none"), pytest.param("5", id="relative")]
)
def test_a_stated_target_is_shown_and_not_judged(target: str | None) -> None:
    said = judged(goal(target, rule=Rule.STATED), "1", 2023, "3")
    assert (said.status, said.done) == (Status.STATED, None)


@pytest.mark.parametrize(
    ("year", "breaks", "extra", "status", "done", "baseline"),
    [
        pytest.param(2022, (2023,), [], "on_schedule", "1/4", "100", id="before the break"),
        pytest.param(2023, (2023,), [], "scope_break", None, "100", id="across the break"),
        pytest.param(2023, (2021,), [], "far_behind", "1/4", "100", id="break in the base year"),
        pytest.param(2023, (2023,), [2023], "ahead", "3/4", "-100", id="comparable baseline"),
        pytest.param(2022, (2023,), [2023], "on_schedule", "1/4", "100", id="not yet comparable"),
        pytest.param(2024, (2023, 2024), [2023], "scope_break", None, "100", id="a second break"),
    ],
)
def test_nothing_is_computed_across_a_change_of_scope(
    year: int,
    breaks: tuple[int, ...],
    extra: list[int],
    status: str,
    done: str | None,
    baseline: str,
) -> None:
    comparable = [comparable_baseline("-100", since=since) for since in extra]
    value = "125"
    said = judge(
        goal=goal("200"),
        baselines=[printed_baseline("100"), *comparable],
        year=year,
        observed=seen(value),
        breaks=breaks,
    )
    assert (said.status, said.done) == (status, number(done))
    assert said.baseline == Fraction(baseline)
    assert (said.schedule is None) == (done is None)


def test_the_plan_s_own_line_stays_across_a_change_of_scope() -> None:
    said = judge(
        goal=goal("200"),
        baselines=[printed_baseline("100")],
        year=2023,
        observed=seen("125"),
        breaks=(2023,),
    )
    assert (said.expected, said.achieved, said.readings) == (Fraction(150), None, ())


def test_a_missing_figure_is_missing_also_after_a_change_of_scope() -> None:
    said = judge(
        goal=goal("200"),
        baselines=[printed_baseline("100")],
        year=2023,
        observed=seen("125", basis=Basis.PARTIAL),
        breaks=(2023,),
    )
    assert said.status == Status.MISSING


@pytest.mark.parametrize(
    "baselines",
    [
        pytest.param([verified_baseline("2.26")], id="only a verified one"),
        pytest.param([printed_baseline("2.26")], id="only a printed one"),
    ],
)
def test_one_baseline_of_either_kind_is_enough(baselines: list[Baseline]) -> None:
    said = judge(goal=goal("2.4"), baselines=baselines, year=2022, observed=seen("2.14"))
    assert (said.status, said.baseline) == (Status.BELOW_BASE, Fraction("2.26"))
