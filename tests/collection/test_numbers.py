"""Reading a figure that somebody typed: the number cases, and what holds for any text at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collection.numbers import Blank, Question, Read, Refused, Stored, Wanted, read_figure
from tests.cases import CASES
from tests.cases.numbers import AMOUNT, COUNT, TYPED

ELSEWHERE = {
    "N40": "exact sums: tests/gauges/test_values.py",
    "N42": "targets of nought or none: tests/progress/test_level.py",
}


def outcome(read: Read) -> tuple[str, str | None, str]:
    match read:
        case Stored(value, note):
            return "A", str(value), note.code if note else "-"
        case Question(value, problem):
            return "Q", str(value), problem.code
        case Blank(note):
            return "B", None, note.code
        case Refused(problem):
            return "R", None, problem.code


@pytest.mark.parametrize(
    ("case", "typed", "wanted", "comes", "kept"),
    [pytest.param(*row, id=f"{row[0]} {row[1]!a} {row[2].unit}") for row in TYPED],
)
def test_what_is_typed_is_kept_asked_about_or_refused(
    case: str, typed: str, wanted: Wanted, comes: str, kept: str | None
) -> None:
    said, value, code = outcome(read_figure(typed, wanted))
    assert said == comes
    assert (None if value is None else Decimal(value)) == (None if kept is None else Decimal(kept))
    codes = {each.strip() for each in CASES[case]["code"].split(",")}
    assert code in codes


def test_every_number_case_is_taken_here_or_named_elsewhere() -> None:
    numbers = {case for case in CASES if case.startswith("N")}
    assert {row[0] for row in TYPED} | set(ELSEWHERE) == numbers
    assert not {row[0] for row in TYPED} & set(ELSEWHERE)


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_guess_or_an_error(text: str) -> None:
    read = read_figure(text, AMOUNT)
    if isinstance(read, Stored):
        assert read.value >= 0
        assert read.value == round(read.value, AMOUNT.decimals)


@given(st.decimals(0, 999_999_999_999, places=2))
def test_a_figure_comes_back_as_it_was_written(value: Decimal) -> None:
    for text in (f"{value:f}", f"{value:,f}"):
        read = read_figure(text, AMOUNT)
        assert isinstance(read, Stored)
        assert read.value == value


@pytest.mark.parametrize(
    ("typed", "suggested"), [("3万", "30000"), ("1.5亿", "150000000"), ("2,000万", "20000000")]
)
def test_a_question_proposes_what_it_took_it_for(typed: str, suggested: str) -> None:
    read = read_figure(typed, COUNT)
    assert isinstance(read, Question)
    assert suggested in read.problem.zh


@pytest.mark.parametrize("typed", ["3万家", "99999999亿", "0.00001万"])
def test_a_multiple_that_would_not_fit_is_refused_not_asked(typed: str) -> None:
    assert isinstance(read_figure(typed, COUNT), Refused)
