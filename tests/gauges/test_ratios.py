"""How a ratio is found: whose parts, in which order, and never an average."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.figures.cast import Cast, coverage, everywhere, revenue


def test_the_ratio_of_the_whole_is_not_the_average_of_ratios(cast: Cast) -> None:
    revenue(cast, 2022, an=("50", "100"), bo=("10", "100"), ci=("90", "800"))
    assert [cast.gauge(city, "share", 2022).value for city in ("an", "bo", "ci")] == [
        50,
        10,
        Fraction(45, 4),
    ]
    assert cast.gauge("plain", "share", 2022).value == 30
    province = cast.gauge("shu", "share", 2022)
    assert (province.value, *coverage(province)) == (15, "sum", 3, 3)


def test_a_published_ratio_outranks_the_sum_of_parts(cast: Cast) -> None:
    revenue(cast, 2022, an=("50", "100"), bo=("10", "100"), ci=("90", "800"))
    cast.say("shu", "share", 2022, "32.5")
    gauge = cast.gauge("shu", "share", 2022)
    assert (gauge.value, gauge.basis) == (Fraction("32.5"), "published")
    assert (gauge.sum_num, gauge.sum_den) == (150_000_000, 1_000_000_000)


def test_official_parts_outrank_a_published_ratio(cast: Cast) -> None:
    cast.say("shu", "share", 2022, "32.5")
    revenue(cast, 2022, shu=("330", "1000"))
    gauge = cast.gauge("shu", "share", 2022)
    assert (gauge.value, gauge.basis) == (33, "official")


def test_a_published_ratio_outranks_derived_parts(cast: Cast) -> None:
    cast.say("shu", "share", 2022, "32.5")
    cast.say("shu", "hitech", 2022, "330")
    cast.say("shu", "revenue", 2022, "1000", origin="derived")
    gauge = cast.gauge("shu", "share", 2022)
    assert (gauge.value, gauge.basis) == (Fraction("32.5"), "published")


def test_an_official_part_is_never_mixed_with_a_city_sum(cast: Cast) -> None:
    revenue(cast, 2022, an=("50", "100"), bo=("10", "100"), ci=("90", "800"))
    cast.say("shu", "hitech", 2022, "500")
    gauge = cast.gauge("shu", "share", 2022)
    assert (gauge.value, gauge.basis) == (15, "sum")


def test_only_areas_that_have_both_parts_stand_in_a_ratio(cast: Cast) -> None:
    revenue(cast, 2022, an=("50", "100"), ci=("90", "800"))
    cast.say("bo", "hitech", 2022, "99")
    gauge = cast.gauge("shu", "share", 2022)
    assert (gauge.value, *coverage(gauge)) == (Fraction(140, 9), "partial", 2, 3)
    assert gauge.status == "missing"


def test_a_whole_of_nought_makes_no_ratio(cast: Cast) -> None:
    revenue(cast, 2022, an=("0", "0"))
    assert cast.gauge("an", "share", 2022).value is None


def test_a_denominator_with_a_lag_is_that_of_the_year_before(cast: Cast) -> None:
    everywhere(cast, "people", 2021, an="100")
    everywhere(cast, "people", 2022, an="200")
    everywhere(cast, "patents", 2022, an="400")
    assert cast.gauge("an", "density", 2022).value == 4
    assert cast.gauge("an", "density", 2021).value is None
    everywhere(cast, "people", 2021, an="80")
    assert cast.gauge("an", "density", 2022).value == 5


def test_the_vintage_is_that_of_the_figures_the_value_rests_on(cast: Cast) -> None:
    cast.say("shu", "share", 2022, "32.5", vintage="flash")
    assert cast.gauge("shu", "share", 2022).vintage == "flash"
    cast.say("shu", "hitech", 2022, "330", vintage="final")
    cast.say("shu", "revenue", 2022, "1000", vintage="annual")
    assert cast.gauge("shu", "share", 2022).vintage == "annual"


def test_a_sum_has_no_vintage_of_its_own(cast: Cast) -> None:
    everywhere(cast, "firms", 2022, an="100", bo="20", ci="5")
    cast.say("shu", "firms", 2022, None, mark="pending", vintage="flash")
    gauge = cast.gauge("shu", "firms", 2022)
    assert (gauge.value, gauge.vintage) == (125, "")


@pytest.mark.parametrize(
    ("hitech", "whole"),
    [
        pytest.param("999999999999.999999", "0.000001", id="huge"),
        pytest.param("0.000001", "999999999999.999999", id="tiny"),
        pytest.param("999999999998.999999", "999999999999.999989", id="many digits"),
    ],
)
def test_a_ratio_of_the_longest_figures_is_kept_exactly(
    cast: Cast, hitech: str, whole: str
) -> None:
    cast.baseline("share", "29.999999", "verified")
    cast.say("shu", "hitech", 2023, hitech, step=Decimal("0.000001"), exactness="≈")
    cast.say("shu", "revenue", 2023, whole, step=Decimal("0.000001"), exactness="≈")
    value = Fraction(hitech) / Fraction(whole) * 100
    assert cast.gauge("shu", "share", 2023).value == value
