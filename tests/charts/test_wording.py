"""A figure is rounded once, when shown, halves away from zero, as in Excel."""

from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.charts.wording import Number, Text, amount, printed, stated, stated_computed


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        pytest.param(Decimal("2.5"), 0, "3", id="half goes up, not to even"),
        pytest.param(Decimal("-2.5"), 0, "−3", id="half below zero goes away from zero"),
        pytest.param(Decimal("4.855"), 2, "4.86", id="a half no float can hold"),
        pytest.param(Fraction(1, 3), 2, "0.33", id="a third"),
        pytest.param(Decimal("-0.004"), 2, "0.00", id="no minus before a zero"),
        pytest.param(Decimal("23576"), 0, "23,576", id="thousands"),
        pytest.param(Decimal("5.9"), 2, "5.90", id="places kept"),
        pytest.param(0, 1, "0.0", id="zero is a figure"),
        pytest.param(None, 1, "—", id="unknown is not zero"),
        pytest.param(
            Decimal("9223372036854.775807"), 6, "9,223,372,036,854.775807", id="largest stored"
        ),
    ],
)
def test_a_figure_is_printed(value: Number | None, decimals: int, shown: str) -> None:
    assert printed(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        pytest.param(Decimal("11685.25"), 0, "11,685.25", id="a count keeps its quarter"),
        pytest.param(Decimal("25082"), 0, "25,082", id="nothing to keep"),
        pytest.param(Decimal("6.2"), 1, "6.2", id="own places"),
        pytest.param(Decimal("97"), 1, "97", id="no place it does not have"),
        pytest.param(Decimal("4.4475"), 2, "4.45", id="at most two"),
        pytest.param(None, 0, "—", id="unknown"),
    ],
)
def test_a_computed_figure_is_printed(value: Number | None, decimals: int, shown: str) -> None:
    assert stated_computed(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        pytest.param(Decimal("29600"), 1, "29,600", id="a whole figure of a finer measure"),
        pytest.param(Decimal("5.9"), 2, "5.9", id="one place of two"),
        pytest.param(Decimal("1396.74"), 2, "1,396.74", id="all places"),
        pytest.param(Fraction("6.004"), 2, "6.00", id="rounded: the zeros are known"),
        pytest.param(Decimal("-0.5"), 1, "−0.5", id="below zero"),
        pytest.param(0, 2, "0", id="zero is a figure"),
        pytest.param(None, 2, "—", id="unknown is not zero"),
    ],
)
def test_a_figure_is_stated_with_the_places_it_has(
    value: Number | None, decimals: int, shown: str
) -> None:
    assert stated(value, decimals) == shown


def test_an_amount_carries_its_unit_as_each_language_writes_it() -> None:
    enterprises, percentage = Text("家", "enterprises"), Text("%", "%")
    assert amount(18700, 0, enterprises, about="≈") == Text("≈18,700家", "≈18,700 enterprises")
    assert amount(Decimal("5.9"), 2, percentage) == Text("5.9%", "5.9%")
    assert amount(None, 2, percentage) == Text("—", "—")


def test_labels_cannot_carry_markup_into_plotly() -> None:
    text = Text('<a href="javascript:x">&', "<b>")
    assert text.plain("zh") == '&lt;a href="javascript:x"&gt;&amp;'
    assert text.plain("en") == "&lt;b&gt;"
