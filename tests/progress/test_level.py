"""A target to reach by its year: what is said of a value, and on which numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from indicators.progress import Basis, Path, Status, judge
from tests.progress.cases import goal, judged, number, printed_baseline, seen, verified_baseline

HALF = 2023
END = 2025


@pytest.mark.parametrize(
    ("operator", "base", "target", "value", "done", "schedule", "status"),
    [
        pytest.param("≥", "100", "200", "155", "0.55", "1.1", "ahead", id="edge 1.1"),
        pytest.param("≥", "100", "200", "154.9", "0.549", "1.098", "on_schedule", id="under 1.1"),
        pytest.param("≥", "100", "200", "145", "0.45", "0.9", "on_schedule", id="edge 0.9"),
        pytest.param("≥", "100", "200", "144.9", "0.449", "0.898", "behind", id="under 0.9"),
        pytest.param("≥", "100", "200", "130", "0.3", "0.6", "behind", id="edge 0.6"),
        pytest.param("≥", "100", "200", "129.9", "0.299", "0.598", "far_behind", id="under 0.6"),
        pytest.param("≥", "100", "200", "100", "0", "0", "far_behind", id="nothing moved"),
        pytest.param("≥", "100", "200", "95", "-0.05", "-0.1", "below_base", id="regression"),
        pytest.param("≥", "100", "200", "200", "1", "2", "achieved_early", id="target reached"),
        pytest.param("≥", "100", "200", "250", "1.5", "3", "achieved_early", id="overshoot"),
        pytest.param(">", "100", "200", "200", "1", "2", "ahead", id="strict > not at target"),
        pytest.param("≤", "200", "100", "150", "0.5", "1", "on_schedule", id="falling, half way"),
        pytest.param("≤", "200", "100", "205", "-0.05", "-0.1", "above_base", id="falling, worse"),
        pytest.param("≤", "200", "100", "99", "1.01", "2.02", "achieved_early", id="falling, met"),
        pytest.param("<", "200", "100", "100", "1", "2", "ahead", id="strict < not at target"),
        pytest.param("≥", "0", "100", "30", "0.3", "0.6", "behind", id="base 0"),
        pytest.param("≤", "100", "0", "50", "0.5", "1", "on_schedule", id="target 0"),
        pytest.param("≥", "-10", "-2", "-6", "0.5", "1", "on_schedule", id="negative values"),
        pytest.param("≥", "-10", "10", "-12", "-0.1", "-0.2", "below_base", id="through nought"),
    ],
)
def test_half_way_through_the_period(
    operator: str, base: str, target: str, value: str, done: str, schedule: str, status: str
) -> None:
    said = judged(goal(target, operator=operator), base, HALF, value)
    assert (said.done, said.schedule, said.status) == (Fraction(done), Fraction(schedule), status)


@pytest.mark.parametrize(
    ("operator", "base", "target", "value", "options", "status"),
    [
        pytest.param("≥", "100", "200", "205", {}, "exceeded", id="edge 1.05"),
        pytest.param("≥", "100", "200", "204.9", {}, "met", id="under 1.05"),
        pytest.param("≥", "100", "200", "200", {}, "met", id="exactly the target"),
        pytest.param(">", "100", "200", "200", {}, "nearly", id="strict > at the target"),
        pytest.param("≥", "100", "200", "190", {}, "nearly", id="edge 0.9"),
        pytest.param("≥", "100", "200", "189.9", {}, "short", id="under 0.9"),
        pytest.param("≥", "100", "200", "189.9", {"binding": True}, "unmet", id="binding"),
        pytest.param("≥", "100", "200", "190", {"binding": True}, "nearly", id="binding, nearly"),
        pytest.param("≥", "6.4", "6.5", "6.4", {"target_step": "0.1"}, "nearly", id="last digit"),
        pytest.param("≥", "6.4", "6.5", "6.39", {"target_step": "0.1"}, "short", id="two digits"),
        pytest.param("≤", "200", "100", "95", {}, "exceeded", id="falling, exceeded"),
        pytest.param("≤", "200", "100", "110", {}, "nearly", id="falling, nearly"),
        pytest.param("≤", "200", "100", "150", {}, "short", id="falling, short"),
        pytest.param("≥", "100", "200", "80", {}, "short", id="below the base, final words"),
    ],
)
def test_in_the_target_year(
    operator: str, base: str, target: str, value: str, options: dict[str, object], status: str
) -> None:
    to = goal(target, operator=operator, **options)  # type: ignore[arg-type]
    said = judged(to, base, END, value)
    assert (said.status, said.after_period) == (status, False)
    assert said.schedule == said.done


def test_a_year_after_the_target_year_has_the_final_words_and_says_so() -> None:
    said = judged(goal("200"), "100", 2026, "190")
    assert (said.status, said.expected, said.after_period) == (Status.NEARLY, Fraction(200), True)


def test_what_was_achieved_early_is_judged_anew_each_year() -> None:
    said = [
        judged(goal("200"), "100", year, value).status
        for year, value in ((2023, "201"), (2024, "190"), (2025, "199"))
    ]
    assert said == [Status.ACHIEVED_EARLY, Status.AHEAD, Status.NEARLY]


def test_done_and_achieved_are_two_numbers() -> None:
    said = judged(goal("130"), "125", 2022, "125")
    assert (said.done, said.achieved) == (Fraction(0), Fraction(125, 130))


def test_achieved_is_undefined_for_a_target_of_nought() -> None:
    assert judged(goal("0", operator="≤"), "100", HALF, "50").achieved is None


@pytest.mark.parametrize(
    ("operator", "base", "target", "value", "running", "final"),
    [
        pytest.param("≥", "12", "10", "11", "holding", "met", id="already past at base"),
        pytest.param("≥", "12", "10", "9", "not_holding", "short", id="fell out of it"),
        pytest.param("≤", "8", "10", "9", "holding", "met", id="falling, already under"),
        pytest.param("≥", "10", "10", "10", "holding", "met", id="target = base"),
        pytest.param(">", "10", "10", "10", "not_holding", "short", id="target = base, strict >"),
        pytest.param("≥", "10", "10", "30", "holding", "met", id="no exceeded without a way"),
    ],
)
def test_a_target_the_base_already_meets_is_one_to_keep(
    operator: str, base: str, target: str, value: str, running: str, final: str
) -> None:
    for year, status in ((HALF, running), (END, final)):
        said = judged(goal(target, operator=operator), base, year, value)
        assert (said.status, said.done, said.schedule) == (status, None, None)


@pytest.mark.parametrize(
    ("step", "value", "status"),
    [
        pytest.param("100", "100", "on_schedule", id="E = b: at the line"),
        pytest.param("100", "99", "behind", id="E = b: under the line"),
        pytest.param("220", "221", "achieved_early", id="E past T: target counts first"),
        pytest.param("220", "199", "behind", id="E past T: under the line"),
        pytest.param("90", "95", "on_schedule", id="E behind b: over the line"),
        pytest.param("90", "89", "behind", id="E behind b: under the line"),
    ],
)
def test_where_the_line_leaves_no_schedule_only_the_operator_speaks(
    step: str, value: str, status: str
) -> None:
    to = goal("200", path=Path.STEPPED, steps={2023: step})
    said = judged(to, "100", 2023, value)
    assert (said.schedule, said.status) == (None, status)


def test_gazelles_2022_lie_exactly_on_the_linear_line_and_above_the_compound_one() -> None:
    linear = judged(goal("400"), "152", 2022, "214")
    compound = judged(goal("400", path=Path.COMPOUND), "152", 2022, "214")
    assert (linear.schedule, linear.status) == (Fraction(1), Status.ON_SCHEDULE)
    assert compound.expected is not None
    assert 193 < compound.expected < 194
    assert compound.status == Status.AHEAD


@pytest.mark.parametrize(
    ("path", "base", "year", "value", "status"),
    [
        pytest.param(Path.LINEAR, None, HALF, "3000", "in_progress", id="no baseline, running"),
        pytest.param(Path.LINEAR, None, HALF, "4000", "achieved_early", id="no baseline, reached"),
        pytest.param(Path.LINEAR, None, END, "5000", "met", id="no baseline: never exceeded"),
        pytest.param(Path.LINEAR, None, END, "3900", "short", id="no baseline: no share of way"),
        pytest.param(Path.COMPOUND, "0", HALF, "3000", "in_progress", id="compound from nought"),
    ],
)
def test_without_a_line_nothing_is_said_of_pace(
    path: Path, base: str | None, year: int, value: str, status: str
) -> None:
    said = judged(goal("4000", path=path), base, year, value)
    assert (said.status, said.schedule if year < END else None) == (status, None)


def test_a_late_revision_is_judged_like_any_other_figure() -> None:
    to = goal("29600")
    flash, revised = (judged(to, "23576", 2022, value).status for value in ("25000", "26594"))
    assert (flash, revised) == (Status.ON_SCHEDULE, Status.AHEAD)


def test_a_target_revised_mid_term_changes_the_line_with_it() -> None:
    before, after = (judged(goal(target), "100", 2023, "150") for target in ("200", "300"))
    assert (before.expected, before.status) == (Fraction(150), Status.ON_SCHEDULE)
    assert (after.expected, after.status) == (Fraction(200), Status.FAR_BEHIND)


def test_one_data_point_is_enough() -> None:
    assert judged(goal("16000"), "10247", 2022, "14500").status == Status.AHEAD


@pytest.mark.parametrize(
    ("value", "status"),
    [
        pytest.param("5.9", "baseline_doubt", id="far behind on one, ahead on the other"),
        pytest.param("6.5", "achieved_early", id="both say the same"),
    ],
)
def test_two_baselines_that_disagree_put_the_status_in_doubt(value: str, status: str) -> None:
    said = judge(
        goal=goal("6.5"),
        baselines=[verified_baseline("4.8"), printed_baseline("5.9")],
        year=2022,
        observed=seen(value),
    )
    assert said.status == status
    assert (said.baseline, said.expected) == (Fraction("5.9"), Fraction("6.05"))
    assert [reading.baseline for reading in said.readings] == [Fraction("5.9"), Fraction("4.8")]


def test_what_is_not_judged_is_not_borderline_either() -> None:
    said = judge(
        goal=goal("6.5"),
        baselines=[printed_baseline("5.9"), verified_baseline("4.8")],
        year=2022,
        observed=seen("5.9", step="0.1"),
    )
    on_printed = judged(goal("6.5"), "5.9", 2022, "5.9", step="0.1")
    assert (on_printed.borderline, said.borderline) == (True, False)


def test_both_readings_of_indicator_9_are_kept() -> None:
    said = judge(
        goal=goal("6.5"),
        baselines=[printed_baseline("5.9"), verified_baseline("4.8")],
        year=2022,
        observed=seen("5.9"),
    )
    assert [reading.status for reading in said.readings] == [Status.FAR_BEHIND, Status.AHEAD]
    assert [reading.done for reading in said.readings] == [0, Fraction(11, 17)]


@pytest.mark.parametrize(
    ("value", "step", "status", "borderline"),
    [
        pytest.param("155", "0", "ahead", False, id="exact count on the edge"),
        pytest.param("155", "1", "ahead", True, id="printed on the edge"),
        pytest.param("154", "2", "on_schedule", True, id="upper end reaches the edge"),
        pytest.param("150", "2", "on_schedule", False, id="well inside the band"),
        pytest.param("≈150", "2", "on_schedule", False, id="≈ well inside the band"),
        pytest.param("≈150", "20", "on_schedule", True, id="≈ wider than the band"),
        pytest.param("200", "1", "achieved_early", True, id="target by a hair"),
    ],
)
def test_a_printed_figure_stands_for_its_rounding_interval(
    value: str, step: str, status: str, borderline: bool
) -> None:
    said = judged(goal("200"), "100", HALF, value, step=step)
    assert (said.status, said.borderline) == (status, borderline)


@pytest.mark.parametrize(
    ("operator", "base", "target", "year", "value", "status", "borderline"),
    [
        pytest.param("≥", "1396.74", "1600", 2023, ">1900", "achieved_early", False, id="ind. 7"),
        pytest.param("≥", "100", "200", 2023, ">150", "on_schedule", True, id="at least on time"),
        pytest.param("≥", "100", "200", 2023, ">120", "missing", False, id="never adverse"),
        pytest.param("≥", "100", "200", 2025, ">150", "missing", False, id="never short"),
        pytest.param("≥", "100", "200", 2025, ">210", "exceeded", False, id="certainly exceeded"),
        pytest.param("≥", "100", "200", 2025, ">201", "met", True, id="perhaps exceeded"),
        pytest.param("≤", "200", "100", 2023, ">90", "missing", False, id="mute on a ceiling"),
    ],
)
def test_a_lower_bound_never_earns_an_adverse_status(
    operator: str, base: str, target: str, year: int, value: str, status: str, borderline: bool
) -> None:
    said = judged(goal(target, operator=operator), base, year, value)
    assert (said.status, said.borderline, said.at_least) == (status, borderline, True)


@pytest.mark.parametrize(
    ("basis", "judged_at_all"),
    [
        pytest.param(Basis.OFFICIAL, True, id="official"),
        pytest.param(Basis.PUBLISHED, True, id="published ratio"),
        pytest.param(Basis.DERIVED, True, id="derived"),
        pytest.param(Basis.SUM, True, id="sum with full coverage"),
        pytest.param(Basis.PARTIAL, False, id="partial sum"),
        pytest.param(Basis.NONE, False, id="nothing"),
    ],
)
def test_only_an_official_figure_or_full_coverage_earns_a_status(
    basis: Basis, judged_at_all: bool
) -> None:
    said = judged(goal("200"), "100", HALF, "120", basis=basis)
    assert (said.status != Status.MISSING) == judged_at_all
    assert (said.done is not None) == judged_at_all
    assert said.expected == 150


@pytest.mark.parametrize("value", [pytest.param(None, id="none"), pytest.param("0", id="nought")])
def test_missing_and_nought_are_two_things(value: str | None) -> None:
    said = judged(goal("200"), "100", HALF, value)
    assert said.status == (Status.MISSING if value is None else Status.BELOW_BASE)
    assert said.done == number(None if value is None else "-1")
