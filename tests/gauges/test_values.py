"""What a gauge says: whose figures stand in it, how they are added, and what may be judged."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from areas.models import Area
from indicators import gauges, record
from indicators.models import ScopeBreak
from tests.figures.cast import BASE, END, Cast, coverage, everywhere, rebuilt, revenue, standing

ADVERSE = ("behind", "far_behind", "below_base", "short", "unmet", "quota_missed")


# --- Sums -------------------------------------------------------------------------------


def test_cities_add_up_to_economic_areas_and_these_to_the_province(cast: Cast) -> None:
    everywhere(cast, "firms", 2022, an="100", bo="20", ci="5")
    assert cast.gauge("plain", "firms", 2022).value == 120
    province = cast.gauge("shu", "firms", 2022)
    assert (province.value, *coverage(province)) == (125, "sum", 3, 3)
    assert province.status == "on_schedule"


def test_zones_and_counties_are_never_counted_twice(cast: Cast) -> None:
    everywhere(cast, "firms", 2022, an="100", bo="20", ci="5")
    for area, kept in (("an-zone", "60"), ("an-county", "30")):
        cast.say(area, "firms", 2022, kept)
        assert cast.gauge(area, "firms", 2022).value == Fraction(kept)
    assert cast.gauge("an", "firms", 2022).value == 100
    assert cast.gauge("shu", "firms", 2022).value == 125


def test_sums_are_never_facts(cast: Cast) -> None:
    everywhere(cast, "firms", 2022, an="100", bo="20", ci="5")
    assert cast.gauge("shu", "firms", 2022).value == 125
    assert cast.said("shu", "firms", 2022) == []


def test_an_official_figure_outranks_the_sum_and_both_are_kept(cast: Cast) -> None:
    everywhere(cast, "firms", 2022, an="100", bo="20", ci="5", shu="130")
    gauge = cast.gauge("shu", "firms", 2022)
    assert (gauge.value, gauge.basis) == (130, "official")
    assert (gauge.own_num, gauge.sum_num) == (130_000_000, 125_000_000)
    everywhere(cast, "firms", 2022, ci="9")
    later = cast.gauge("shu", "firms", 2022)
    assert (later.value, later.sum_num) == (130, 129_000_000)


def test_the_official_figure_of_an_area_between_joins_the_total_above(cast: Cast) -> None:
    everywhere(cast, "firms", 2022, an="100", bo="20", plain="121", ci="5")
    assert cast.gauge("shu", "firms", 2022).value == 126


def test_partial_coverage_is_shown_but_earns_no_adverse_status(cast: Cast) -> None:
    everywhere(cast, "firms", 2022, an="10", bo="20")
    gauge = cast.gauge("shu", "firms", 2022)
    assert (gauge.value, *coverage(gauge)) == (30, "partial", 2, 3)
    assert gauge.status == "missing"
    everywhere(cast, "firms", 2022, ci="5")
    full = cast.gauge("shu", "firms", 2022)
    assert (full.value, full.status) == (35, "below_base")


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        pytest.param("tiny", (120, "sum", 3, 3), id="不足最小单位 counts as nought"),
        pytest.param("na", (120, "sum", 2, 2), id="不适用 is not due"),
        pytest.param("none", (120, "sum", 2, 2), id="无此数据 is not due"),
        pytest.param("pending", (120, "partial", 2, 3), id="尚不掌握 is missing"),
        pytest.param(None, (120, "partial", 2, 3), id="未填报 is missing"),
    ],
)
def test_each_mark_counts_in_its_own_way(
    cast: Cast, mark: str | None, said: tuple[int, str, int, int]
) -> None:
    everywhere(cast, "firms", 2022, an="100", bo="20")
    if mark:
        cast.say("ci", "firms", 2022, None, mark=mark)
    gauge = cast.gauge("shu", "firms", 2022)
    assert (gauge.value, *coverage(gauge)) == said


def test_nought_and_nothing_are_two_things(cast: Cast) -> None:
    cast.say("an", "firms", 2022, "0")
    cast.say("bo", "firms", 2022, None, mark="pending")
    assert cast.gauge("an", "firms", 2022).value == 0
    assert cast.gauge("bo", "firms", 2022).value is None


def test_a_measure_that_cannot_be_added_has_no_sum(cast: Cast) -> None:
    everywhere(cast, "share", 2022, an="40", bo="20", ci="30")
    gauge = cast.gauge("shu", "share", 2022)
    assert (gauge.value, gauge.basis) == (None, "none")


@pytest.mark.parametrize("largest", ["999999999999.999999", "-999999999999.999999"])
def test_figures_too_large_to_add_leave_no_sum_and_stop_no_one(cast: Cast, largest: str) -> None:
    """Ten such cities go beyond what a database keeps; all else must still be recomputed."""
    for n in range(10):
        cast.areas[f"city-{n}"] = Area.objects.create(
            code=f"city-{n}", kind="city", adds_to=cast.areas["hills"], name="城", place="表"
        )
        cast.say(f"city-{n}", "firms", 2022, largest)
    everywhere(cast, "firms", 2022, an="100", bo="20")
    assert cast.gauge("plain", "firms", 2022).value == 120
    assert cast.gauge("hills", "firms", 2022).value is None
    assert cast.gauge("shu", "firms", 2022).status == "missing"
    cast.say("ci", "firms", 2022, "1")
    gauges.drain()
    assert standing() == rebuilt()


# --- Demo figures -----------------------------------------------------------------------


def demonstrate(cast: Cast, measure: str, year: int, **values: str) -> None:
    for area, value in values.items():
        cast.say(area, measure, year, value, origin="demo")


def test_demo_figures_of_every_city_show_up_but_never_enter_the_province(cast: Cast) -> None:
    demonstrate(cast, "firms", 2022, an="100", bo="20", ci="5")
    city, area = (cast.gauge(code, "firms", 2022) for code in ("an", "plain"))
    assert (city.value, city.demo) == (100, True)
    assert (area.value, area.demo) == (120, True)
    province = cast.gauge("shu", "firms", 2022)
    assert (province.value, province.demo, province.status) == (None, False, "missing")
    assert (province.counted, province.demo_counted, province.due) == (0, 3, 3)


def test_one_demo_figure_is_enough_to_withhold_the_sum(cast: Cast) -> None:
    everywhere(cast, "firms", 2022, an="100", bo="20")
    demonstrate(cast, "firms", 2022, ci="5")
    assert cast.gauge("shu", "firms", 2022).value is None


def test_a_demo_figure_about_the_province_itself_is_not_shown_either(cast: Cast) -> None:
    demonstrate(cast, "firms", 2022, shu="150")
    demonstrate(cast, "hitech", 2022, shu="30")
    demonstrate(cast, "revenue", 2022, shu="100")
    for indicator in ("firms", "share"):
        gauge = cast.gauge("shu", indicator, 2022)
        assert (gauge.value, gauge.demo, gauge.status) == (None, False, "missing")


def test_demo_parts_beside_a_real_ratio_never_pass_for_real(cast: Cast) -> None:
    revenue(cast, 2022, bo=("10", "100"), ci=("90", "800"))
    demonstrate(cast, "hitech", 2022, an="50")
    demonstrate(cast, "revenue", 2022, an="100")
    cast.say("an", "share", 2022, "44")
    assert cast.gauge("an", "share", 2022).demo is False
    cast.say("bo", "hitech", 2022, "11")
    gauges.drain()
    assert standing() == rebuilt()
    assert cast.gauge("plain", "share", 2022).demo is False
    assert cast.gauge("shu", "share", 2022).value == Fraction(101, 9)


def test_a_real_figure_takes_the_place_of_a_demo_one(cast: Cast) -> None:
    demonstrate(cast, "firms", 2022, an="100")
    everywhere(cast, "firms", 2022, an="90", bo="20", ci="5")
    province = cast.gauge("shu", "firms", 2022)
    assert (province.value, province.demo, province.demo_counted) == (115, False, 0)


# --- Time -------------------------------------------------------------------------------


def test_a_late_revision_changes_the_gauge(cast: Cast) -> None:
    """快报 → 年报: the later vintage is judged, the earlier stays on record."""
    cast.say("shu", "firms", 2023, "149", vintage="flash")
    assert cast.gauge("shu", "firms", 2023).status == "on_schedule"
    cast.say("shu", "firms", 2023, "156", vintage="annual")
    revised = cast.gauge("shu", "firms", 2023)
    assert (revised.status, revised.vintage) == ("ahead", "annual")
    assert len(cast.said("shu", "firms", 2023)) == 2


@pytest.mark.parametrize(
    ("in_force_from", "targets"),
    [
        pytest.param(date(2023, 12, 31), {2022: 200, 2023: 300, 2024: 300}, id="on 31 December"),
        pytest.param(date(2024, 1, 1), {2022: 200, 2023: 200, 2024: 300}, id="a day later"),
    ],
)
def test_a_year_is_judged_by_the_target_in_force_at_its_end(
    cast: Cast, in_force_from: date, targets: dict[int, int]
) -> None:
    cast.target("firms", "300", in_force_from=in_force_from)
    found = {year: cast.gauge("shu", "firms", year).target for year in targets}
    assert found == targets


def test_before_the_plan_was_issued_its_first_target_already_counts(cast: Cast) -> None:
    cast.target("firms", "300", in_force_from=date(2024, 6, 1))
    assert cast.gauge("shu", "firms", BASE).target == 200


def test_one_data_point_is_judged(cast: Cast) -> None:
    cast.say("shu", "firms", 2024, "175")
    gauge = cast.gauge("shu", "firms", 2024)
    assert (gauge.expected, gauge.done, gauge.schedule) == (175, Fraction(3, 4), 1)
    assert cast.gauge("shu", "firms", 2023).status == "missing"


@pytest.mark.parametrize(
    ("year", "expected", "after_period", "status"),
    [
        pytest.param(END, 200, False, "exceeded", id="target year"),
        pytest.param(END + 1, 200, True, "exceeded", id="the year after"),
        pytest.param(END + 2, 200, True, "exceeded", id="two years after"),
    ],
)
def test_after_the_target_year_the_target_stays_what_is_expected(
    cast: Cast, year: int, expected: int, after_period: bool, status: str
) -> None:
    cast.say("shu", "firms", year, "210")
    gauge = cast.gauge("shu", "firms", year)
    assert (gauge.expected, gauge.after_period, gauge.status) == (expected, after_period, status)


def test_nothing_is_judged_across_a_change_of_scope_until_a_comparable_baseline_stands(
    cast: Cast,
) -> None:
    ScopeBreak.objects.create(measure=cast.measures["firms"], year=2023, text="经济普查")
    record.plan_changed(cast.plan)
    for year in (2022, 2023):
        cast.say("shu", "firms", year, "160")
    assert cast.gauge("shu", "firms", 2022).status == "ahead"
    broken = cast.gauge("shu", "firms", 2023)
    assert (broken.status, broken.done, broken.schedule) == ("scope_break", None, None)
    cast.baseline("firms", "120", "comparable", since=2023)
    mended = cast.gauge("shu", "firms", 2023)
    assert (mended.status, mended.baseline, mended.done) == ("on_schedule", 120, Fraction(1, 2))


def test_a_break_of_a_part_breaks_the_ratio(cast: Cast) -> None:
    ScopeBreak.objects.create(measure=cast.measures["revenue"], year=2023, text="口径")
    record.plan_changed(cast.plan)
    cast.say("shu", "share", 2023, "36")
    assert cast.gauge("shu", "share", 2023).status == "scope_break"


def test_two_baselines_that_disagree_leave_the_status_in_doubt(cast: Cast) -> None:
    cast.baseline("firms", "130", "verified")
    cast.say("shu", "firms", 2022, "128")
    gauge = cast.gauge("shu", "firms", 2022)
    assert (gauge.status, gauge.baseline) == ("baseline_doubt", 100)


# --- Rules over several years -----------------------------------------------------------


def test_a_yearly_quota_is_told_year_by_year(cast: Cast) -> None:
    for year, value in ((2022, "50"), (2023, "49"), (2024, "70")):
        cast.say("shu", "filed", year, value)
    told: dict[int, Any] = {
        year: (gauge.status, gauge.done)
        for year in (2022, 2023, 2024)
        if (gauge := cast.gauge("shu", "filed", year))
    }
    assert told == {
        2022: ("quota_met", 1),
        2023: ("quota_missed", Fraction(1, 2)),
        2024: ("quota_met", Fraction(2, 3)),
    }


def test_a_late_figure_of_an_earlier_year_renews_the_years_after_it(cast: Cast) -> None:
    for year in (2022, 2024):
        cast.say("shu", "grants", year, "30")
    holed = cast.gauge("shu", "grants", 2024)
    assert (holed.done, holed.at_least) == (Fraction(60, 100), True)
    cast.say("shu", "grants", 2023, "20")
    whole = cast.gauge("shu", "grants", 2024)
    assert (whole.done, whole.at_least) == (Fraction(80, 100), False)


def test_average_growth_waits_for_every_year_between(cast: Cast) -> None:
    for year, value in ((2021, "1000"), (2023, "1102.5")):
        cast.say("shu", "revenue", year, value)
    assert cast.gauge("shu", "growth", 2023).status == "missing"
    cast.say("shu", "revenue", 2022, "1050")
    assert cast.gauge("shu", "growth", 2023).status == "holding"


def test_an_irrational_growth_is_kept_as_well(cast: Cast) -> None:
    for year, value in ((2021, "1000"), (2022, "1049.999999"), (2023, "1101"), (2024, "1163")):
        cast.say("shu", "revenue", year, value)
    assert cast.gauge("shu", "growth", 2024).status == "holding"
    assert standing() == rebuilt()


# --- Areas without a target of their own ------------------------------------------------


def test_an_area_without_a_target_is_shown_and_never_judged(cast: Cast) -> None:
    everywhere(cast, "firms", 2022, an="1")
    gauge = cast.gauge("an", "firms", 2022)
    assert (gauge.value, gauge.status) == (1, "not_assigned")
    assert (gauge.target, gauge.expected, gauge.done, gauge.schedule) == (None,) * 4
