"""What is still to be done, where the pace leads, at which values the word changes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress import Goal, Path, Rule, Status
from indicators.progress.outlook import (
    Edge,
    Refusal,
    Required,
    Series,
    edges,
    projected,
    required,
    series,
)
from tests.progress.cases import (
    comparable_baseline,
    goal,
    judged,
    printed_baseline,
    seen,
    verified_baseline,
)


def known(to: Goal, base: str, figures: Mapping[int, str], *, year: int = 2025) -> Series:
    found = series(
        goal=to,
        baselines=[printed_baseline(base)],
        figures={when: seen(text) for when, text in figures.items()},
        year=year,
    )
    assert isinstance(found, Series)
    return found


@pytest.mark.parametrize(
    ("operator", "base", "target", "figures", "percentage", "years", "per_year", "rate"),
    [
        pytest.param("≥", "100", "200", {2023: "150"}, False, 2, "25", "15.47", id="two left"),
        pytest.param("≥", "100", "200", {2024: "100"}, False, 1, "100", "100", id="one left"),
        pytest.param("≤", "200", "100", {2023: "160"}, False, 2, "-30", "-20.94", id="falling"),
        pytest.param("≥", "1.0", "2.0", {2023: "1.2"}, True, 2, "0.4", None, id="per cent"),
        pytest.param("≥", "-10", "10", {2023: "-2"}, False, 2, "6", None, id="not positive"),
        pytest.param("≥", "10247", "16000", {2022: "11600"}, False, 3, "4400/3", "11.31", id="1"),
    ],
)
def test_what_each_year_left_must_add(
    operator: str,
    base: str,
    target: str,
    figures: dict[int, str],
    percentage: bool,
    years: int,
    per_year: str,
    rate: str | None,
) -> None:
    course = known(goal(target, operator=operator), base, figures)
    found = required(series=course, unit_is_percentage=percentage)
    assert isinstance(found, Required)
    assert (found.years, found.per_year) == (years, Fraction(per_year))
    shown = None if found.rate is None else f"{float(found.rate):.2f}".removesuffix(".00")
    assert shown == rate


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        pytest.param({}, "no_figure", id="only the baseline"),
        pytest.param({2023: "200"}, "target_met", id="at the target"),
        pytest.param({2025: "190"}, "period_over", id="target year"),
        pytest.param({2023: ">150"}, "lower_bound", id="a lower bound is no figure"),
    ],
)
def test_nothing_is_required_where_it_cannot_be_told(figures: dict[int, str], reason: str) -> None:
    course = known(goal("200"), "100", figures)
    assert required(series=course, unit_is_percentage=False) == reason


@pytest.mark.parametrize(
    ("figures", "value", "low", "high"),
    [
        pytest.param({2022: "110", 2023: "140"}, "180", "160", "200", id="10 and 30 a year"),
        pytest.param({2023: "120", 2024: "150"}, "500/3", "160", "180", id="a gap: 10, 10, 30"),
        pytest.param({2022: "90", 2023: "120"}, "140", "100", "180", id="down, then up"),
        pytest.param({2022: "120", 2023: "140"}, "180", "180", "180", id="steady: no range"),
        pytest.param({2022: "250", 2023: "260"}, "420", "280", "560", id="target met already"),
    ],
)
def test_where_the_present_pace_leads(
    figures: dict[int, str], value: str, low: str, high: str
) -> None:
    found = projected(series=known(goal("200"), "100", figures))
    assert not isinstance(found, Refusal)
    assert (found.value, found.low, found.high) == tuple(map(Fraction, (value, low, high)))
    assert found.points == len(figures) + 1


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        pytest.param({}, "no_figure", id="only the baseline"),
        pytest.param({2024: "150"}, "too_few_points", id="two points"),
        pytest.param({2022: "110", 2024: ">150"}, "too_few_points", id="a bound is no point"),
        pytest.param({2023: "120", 2025: "150"}, "period_over", id="the target year is there"),
    ],
)
def test_no_pace_is_carried_on_where_too_little_is_known(
    figures: dict[int, str], reason: str
) -> None:
    assert projected(series=known(goal("200"), "100", figures)) == reason


def test_a_later_figure_is_not_looked_at() -> None:
    course = known(goal("200"), "100", {2022: "110", 2023: "120", 2024: "190"}, year=2023)
    assert (course.last_year, course.last) == (2023, 120)


@pytest.mark.parametrize(
    ("to", "base", "reason"),
    [
        pytest.param(None, "100", "no_target", id="no target"),
        pytest.param(goal("200"), None, "no_baseline", id="no baseline"),
        pytest.param(goal("200", rule=Rule.MAINTAIN), "100", "not_a_level", id="to be kept"),
        pytest.param(goal(None, rule=Rule.STATED), "100", "not_a_level", id="stated"),
        pytest.param(goal("200"), "200", "kept", id="baseline at the target"),
        pytest.param(goal("200", upper="300"), "100", "kept", id="a range"),
    ],
)
def test_only_a_level_with_a_way_to_it_has_an_outlook(
    to: Goal | None, base: str | None, reason: str
) -> None:
    baselines = [] if base is None else [printed_baseline(base)]
    assert series(goal=to, baselines=baselines, figures={}, year=2023) == reason


def test_the_printed_baseline_speaks_first() -> None:
    both = [verified_baseline("90"), printed_baseline("100")]
    found = series(goal=goal("200"), baselines=both, figures={}, year=2023)
    assert isinstance(found, Series)
    assert found.baseline.value == 100


def test_nothing_is_carried_across_a_break_of_scope() -> None:
    figures = {2022: seen("110"), 2023: seen("400"), 2024: seen("410")}
    old = [printed_baseline("100")]
    across = series(goal=goal("500"), baselines=old, figures=figures, year=2024, breaks=[2023])
    assert across == Refusal.SCOPE_BREAK
    new = [*old, comparable_baseline("380", since=2023)]
    on_new = series(goal=goal("500"), baselines=new, figures=figures, year=2024, breaks=[2023])
    assert isinstance(on_new, Series)
    assert on_new.points == {2021: 380, 2023: 400, 2024: 410}


@pytest.mark.parametrize(
    ("to", "base", "year", "expected"),
    [
        pytest.param(
            goal("200"),
            "100",
            2023,
            [
                ("100", "below_base", "far_behind"),
                ("130", "far_behind", "behind"),
                ("145", "behind", "on_schedule"),
                ("155", "on_schedule", "ahead"),
                ("200", "ahead", "achieved_early"),
            ],
            id="half way",
        ),
        pytest.param(
            goal("100", operator="≤"),
            "200",
            2023,
            [
                ("200", "above_base", "far_behind"),
                ("170", "far_behind", "behind"),
                ("155", "behind", "on_schedule"),
                ("145", "on_schedule", "ahead"),
                ("100", "ahead", "achieved_early"),
            ],
            id="falling",
        ),
        pytest.param(
            goal("200"),
            "100",
            2025,
            [("190", "short", "nearly"), ("200", "nearly", "met"), ("205", "met", "exceeded")],
            id="target year",
        ),
        pytest.param(
            goal("6.5", target_step="0.1"),
            "6.4",
            2025,
            [("6.4", "short", "nearly"), ("6.5", "nearly", "met"), ("6.505", "met", "exceeded")],
            id="within the last digit",
        ),
        pytest.param(
            goal("200", path=Path.STEPPED, steps={2023: "195"}),
            "100",
            2023,
            [
                ("100", "below_base", "far_behind"),
                ("157", "far_behind", "behind"),
                ("185.5", "behind", "on_schedule"),
                ("200", "on_schedule", "achieved_early"),
            ],
            id="ahead would lie past the target",
        ),
        pytest.param(
            goal("200", path=Path.STEPPED, steps={2023: "100"}),
            "100",
            2023,
            [("100", "behind", "on_schedule"), ("200", "on_schedule", "achieved_early")],
            id="no schedule: only the line and the target",
        ),
        pytest.param(goal("200"), "100", 2021, [], id="base year"),
    ],
)
def test_the_values_at_which_the_word_changes(
    to: Goal, base: str, year: int, expected: list[tuple[str, str, str]]
) -> None:
    found = edges(series=known(to, base, {}), year=year)
    assert [(e.value, e.short, e.reached) for e in found] == [
        (Fraction(value), short, reached) for value, short, reached in expected
    ]


def test_a_strict_target_is_reached_only_past_it() -> None:
    found = edges(series=known(goal("200", operator=">"), "100", {}), year=2023)
    assert [edge.inclusive for edge in found] == [True, True, True, True, False]


NUMBERS = st.integers(-500, 500).map(str)


@given(
    base=NUMBERS,
    target=NUMBERS,
    strict=st.booleans(),
    year=st.integers(2022, 2026),
    path=st.sampled_from([Path.LINEAR, Path.COMPOUND]),
)
def test_just_beyond_an_edge_the_neighbouring_status_holds(
    base: str, target: str, strict: bool, year: int, path: Path
) -> None:
    rising = Fraction(target) > Fraction(base)
    operator = (">" if rising else "<") if strict else ("≥" if rising else "≤")
    to = goal(target, operator=operator, path=path)
    found = series(goal=to, baselines=[printed_baseline(base)], figures={}, year=year)
    if found == Refusal.KEPT:
        return
    assert isinstance(found, Series)
    for edge in edges(series=found, year=year):
        _neighbours(to, base, year, edge, hair=Fraction(found.direction, 10**9))


def _neighbours(to: Goal, base: str, year: int, edge: Edge, *, hair: Fraction) -> None:
    def word(value: Fraction) -> Status:
        return judged(to, base, year, str(value)).status

    assert word(edge.value - hair) == edge.short
    assert word(edge.value + hair) == edge.reached
    assert (word(edge.value) == edge.reached) == edge.inclusive
