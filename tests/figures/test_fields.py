"""Figures are kept exactly or refused; nothing is ever rounded on the way in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.fields import LIMIT, from_millionths, to_millionths
from indicators.models import Actual, Gauge
from tests.figures.cast import Cast

kept = st.integers(-(LIMIT * 10**6) + 1, LIMIT * 10**6 - 1).map(lambda n: Decimal(n).scaleb(-6))
anything = st.decimals(allow_nan=True, allow_infinity=True)


@pytest.mark.parametrize(
    ("figure", "millionths"),
    [
        pytest.param("0", 0, id="nought"),
        pytest.param("34.8", 34_800_000, id="one decimal"),
        pytest.param("0.000001", 1, id="the smallest"),
        pytest.param("-0.000001", -1, id="the smallest below nought"),
        pytest.param("999999999999.999999", 999_999_999_999_999_999, id="the largest"),
        pytest.param("1.50000000000000000000000000000000000", 1_500_000, id="trailing zeros"),
        pytest.param("1E+3", 1_000_000_000, id="exponent"),
    ],
)
def test_a_figure_is_a_whole_number_of_millionths(figure: str, millionths: int) -> None:
    assert to_millionths(Decimal(figure)) == millionths
    assert from_millionths(millionths) == Decimal(figure)


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        pytest.param("NaN", "E-NUM-FINITE", id="NaN"),
        pytest.param("sNaN", "E-NUM-FINITE", id="signalling NaN"),
        pytest.param("-Infinity", "E-NUM-FINITE", id="infinity"),
        pytest.param("1e309", "E-NUM-FINITE", id="too large for a float"),
        pytest.param("1000000000000", "E-NUM-FINITE", id="one over the largest"),
        pytest.param("-1000000000000", "E-NUM-FINITE", id="one under the smallest"),
        pytest.param("0.0000001", "E-NUM-SCALE", id="seven decimals"),
        pytest.param("1e-400", "E-NUM-SCALE", id="too small for a float"),
        pytest.param("123456789012.1234560000000000000000000001", "E-NUM-SCALE", id="digit 40"),
    ],
)
def test_what_cannot_be_kept_exactly_is_refused(figure: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        to_millionths(Decimal(figure))
    assert refused.value.code == code


def test_a_float_is_never_a_figure() -> None:
    with pytest.raises(TypeError, match="never a float"):
        to_millionths(0.1)  # type: ignore[arg-type]


@settings(deadline=None)
@given(figure=anything)
def test_a_figure_is_kept_exactly_or_refused(figure: Decimal) -> None:
    fits = (
        figure.is_finite() and abs(figure) < LIMIT and (Fraction(figure) * 10**6).denominator == 1
    )
    if fits:
        assert Fraction(to_millionths(figure), 10**6) == Fraction(figure)
    else:
        with pytest.raises(ValidationError):
            to_millionths(figure)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(figures=st.lists(kept, min_size=1, max_size=25))
def test_the_database_gives_back_the_figure_that_was_stored(
    cast: Cast, figures: list[Decimal]
) -> None:
    cell = cast.cell("an", "firms", 2022)._asdict()
    first = Actual.objects.count() + 1
    rows = [
        Actual(**cell, sequence=first + n, value=value, vintage="annual", origin="published")
        for n, value in enumerate(figures)
    ]
    Actual.objects.bulk_create(rows)
    read = Actual.objects.filter(sequence__gte=first).order_by("sequence")
    assert [row.value for row in read] == figures
    wanted: Any = figures
    assert read.filter(value__in=wanted).count() == len(figures)


@settings(deadline=None, max_examples=40)
@given(number=st.fractions(max_denominator=10**30))
def test_a_computed_number_is_kept_as_its_exact_fraction(number: Fraction) -> None:
    field = Gauge._meta.get_field("done")
    assert field.from_db_value(field.get_prep_value(number)) == number
