"""保密抑制: nobody's own figure can be read, nor worked out from what is published beside it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.progress.suppression import of_few_units, withheld

PROVINCE, EAST, WEST = 1, 2, 3
TOTALS = {EAST: PROVINCE, WEST: PROVINCE, **dict.fromkeys((10, 11, 12), EAST), 20: WEST, 21: WEST}


def figures(**by_area: int) -> dict[int, Decimal]:
    return {int(area[1:]): Decimal(n) for area, n in by_area.items()}


@pytest.mark.parametrize(
    ("n", "few"), [("0", False), ("1", True), ("2", True), ("3", False), ("2.5", True)]
)
def test_few_are_one_or_two(n: str, few: bool) -> None:
    assert (of_few_units({7: Decimal(n)}) == {7}) is few


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(figures(_10=40, _11=30, _12=9, _20=5, _21=6), set(), id="nothing is small"),
        pytest.param(
            figures(_10=40, _11=30, _12=2, _20=5, _21=6), {12, 11},
            id="one small figure: the next smallest of its area is withheld with it",
        ),
        pytest.param(
            figures(_10=40, _11=1, _12=2, _20=5, _21=6), {11, 12},
            id="two small ones of three units together hide one another",
        ),
        pytest.param(
            figures(_10=40, _11=1, _12=1, _20=5, _21=6), {10, 11, 12},
            id="two of one unit each do not: what is missing from the total is two units",
        ),
        pytest.param(
            figures(_10=40, _11=30, _12=2, _20=1, _21=0), {11, 12, 20, WEST, EAST},
            id="a zero hides nobody: the area's own total is withheld, and another area's with it",
        ),
        pytest.param(
            figures(_10=2, _20=5, _21=6), {10, 20, EAST, WEST},
            id="the only one of its area is its total: both go, and another area's with one part",
        ),
    ],
)  # fmt: skip
def test_what_is_withheld(values: dict[int, Decimal], expected: set[int]) -> None:
    found = withheld(values, primary=of_few_units(values), totals=TOTALS, units=values)
    assert found == expected


def test_a_figure_of_one_dominant_unit_takes_another_with_it() -> None:
    values = figures(_10=900, _11=30, _12=20, _20=5, _21=6)
    assert withheld(values, primary={10}, totals=TOTALS) == {10, 12}


def test_a_place_that_joins_no_total_is_withheld_alone() -> None:
    assert withheld(figures(_30=2), primary={30}, totals={}) == {30}


counts = st.dictionaries(
    st.sampled_from([10, 11, 12, 20, 21]), st.integers(0, 12).map(Decimal), max_size=5
)


@given(counts)
def test_no_withheld_figure_follows_from_what_is_published(values: dict[int, Decimal]) -> None:
    """Solved as equations: every total is the sum of its parts, what is published is known."""
    found = withheld(values, primary=of_few_units(values), totals=TOTALS, units=values)
    assert of_few_units(values) <= found
    areas = [area for area in TOTALS if area in values or area in (EAST, WEST)]
    if not any(values.get(area) for area in (10, 11, 12, 20, 21) if area not in found):
        return  # everything but zeros is withheld, and only the province's own figure is known
    equations = [_equation(total, values) for total in (PROVINCE, EAST, WEST)]
    unknown = [area for area in areas if area in found]
    rows = [[Fraction(row.get(area, 0)) for area in unknown] for row in equations]
    determined = {unknown[n] for n in _determined(rows, len(unknown))}
    assert determined & of_few_units(values) == set()


def _equation(total: int, values: dict[int, Decimal]) -> dict[int, int]:
    parts = {
        area: 1
        for area, joins in TOTALS.items()
        if joins == total and (area in values or any(TOTALS.get(c) == area for c in values))
    }
    return {**parts, **({total: -1} if total != PROVINCE else {})}


def _determined(rows: list[list[Fraction]], width: int) -> list[int]:
    """The columns that a reduced system names alone in a row."""
    reduced, pivot = [list(row) for row in rows], 0
    for column in range(width):
        found = next((n for n in range(pivot, len(reduced)) if reduced[n][column]), None)
        if found is None:
            continue
        reduced[pivot], reduced[found] = reduced[found], reduced[pivot]
        lead = reduced[pivot][column]
        reduced[pivot] = [each / lead for each in reduced[pivot]]
        for n, row in enumerate(reduced):
            if n != pivot and row[column]:
                reduced[n] = [a - row[column] * b for a, b in zip(row, reduced[pivot], strict=True)]
        pivot += 1
    alone = [[n for n, each in enumerate(row) if each] for row in reduced]
    return [row[0] for row in alone if len(row) == 1]
