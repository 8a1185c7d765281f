"""The change of a ratio, split between its two parts without a remainder."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress.ratio_split import ratio_split


@pytest.mark.parametrize(
    ("before", "after", "factor", "numerator", "denominator"),
    [
        pytest.param(
            (1, 4), (2, 4), 1, Fraction(1, 4), Fraction(0), id="the numerator alone doubled"
        ),
        pytest.param(
            (1, 4), (1, 2), 1, Fraction(0), Fraction(1, 4), id="the denominator alone halved"
        ),
        pytest.param(
            (1, 2), (2, 4), 1, Fraction(3, 8), Fraction(-3, 8), id="both doubled: no change"
        ),
        pytest.param((1, 2), (3, 4), 100, Fraction(75), Fraction(-50), id="from 50 % to 75 %"),
        pytest.param((1, 2), (1, 2), 100, Fraction(0), Fraction(0), id="nothing moved"),
        pytest.param((3, 4), (1, 4), 1, Fraction(-1, 2), Fraction(0), id="falling"),
        pytest.param((0, 5), (1, 10), 10, Fraction(3, 2), Fraction(-1, 2), id="from none"),
    ],
)
def test_how_much_each_part_did(
    before: tuple[int, int],
    after: tuple[int, int],
    factor: int,
    numerator: Fraction,
    denominator: Fraction,
) -> None:
    found = ratio_split(
        (Fraction(before[0]), Fraction(before[1])),
        (Fraction(after[0]), Fraction(after[1])),
        factor=Fraction(factor),
    )
    assert found is not None
    assert (found.numerator, found.denominator) == (numerator, denominator)
    assert found.total == factor * (Fraction(*after) - Fraction(*before))


@pytest.mark.parametrize(("first", "last"), [(0, 1), (1, 0)])
def test_there_is_no_ratio_to_split_over_nothing(first: int, last: int) -> None:
    assert (
        ratio_split(
            (Fraction(1), Fraction(first)), (Fraction(1), Fraction(last)), factor=Fraction(1)
        )
        is None
    )


parts = st.tuples(st.fractions(), st.fractions().filter(bool))


@given(parts, parts, st.fractions())
def test_the_two_add_up_exactly_and_reverse_with_time(
    before: tuple[Fraction, Fraction], after: tuple[Fraction, Fraction], factor: Fraction
) -> None:
    found = ratio_split(before, after, factor=factor)
    back = ratio_split(after, before, factor=factor)
    assert found is not None
    assert back is not None
    assert found.total == factor * (after[0] / after[1] - before[0] / before[1])
    assert (back.numerator, back.denominator) == (-found.numerator, -found.denominator)
