"""Reading a figure that somebody typed: the number cases, and what holds for any text at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collection.numbers import Blank, Question, Read, Refused, Stored, Wanted, read_figure
from tests.cases import CASES

COUNT = Wanted(decimals=0, unit="家")
AMOUNT = Wanted(decimals=2, unit="亿元")
FINE = Wanted(decimals=6, unit="亿元")
SIGNED = Wanted(decimals=2, unit="亿元", signed=True)
SHARE = Wanted(decimals=2, unit="%", percentage=True, last=Decimal("12.1"))

# Case, what is typed, where, and what is kept, asked or refused.
TYPED: list[tuple[str, str, Wanted, str, str | None]] = [
    ("N01", "１２３", COUNT, "A", "123"),
    ("N02", "１２３．５", AMOUNT, "A", "123.5"),
    ("N04", "1,234.5", AMOUNT, "A", "1234.5"),
    ("N06", "12,34", COUNT, "R", None),
    ("N09", "3万", COUNT, "Q", "30000"),
    ("N11", "12%", SHARE, "A", "12"),
    ("N11", "12%", COUNT, "R", None),
    ("N13", "0.12", SHARE, "Q", "0.12"),
    ("N14", "NaN", COUNT, "R", None),
    ("N14", "nan", COUNT, "R", None),
    ("N14", "sNaN", COUNT, "R", None),
    ("N16", "1e309", AMOUNT, "R", None),
    ("N17", "1e5", AMOUNT, "R", None),
    ("N17", "1E+2", AMOUNT, "R", None),
    ("N17", "１e３", AMOUNT, "R", None),
    ("N18", "1_000", COUNT, "R", None),
    ("N19", "٣٤", COUNT, "R", None),
    ("N19", "३४", COUNT, "R", None),
    ("N20", "−5", SIGNED, "A", "-5"),
    ("N20", "－5", SIGNED, "A", "-5"),
    ("N21", "-5", COUNT, "R", None),
    ("N22", "-0", COUNT, "A", "0"),
    ("N22", "-0.00", AMOUNT, "A", "0"),
    ("N23", "", COUNT, "B", None),
    ("N23", " \t", COUNT, "B", None),
    ("N24", "0", COUNT, "A", "0"),
    ("N25", "-", COUNT, "R", None),
    ("N25", "—", COUNT, "R", None),
    ("N25", "一", COUNT, "R", None),
    ("N26", "…", COUNT, "R", None),
    ("N26", "...", COUNT, "R", None),
    ("N26", "……", COUNT, "R", None),
    ("N28", "12元", AMOUNT, "R", None),
    ("N28", "12个", COUNT, "R", None),
    ("N28", "约12", COUNT, "R", None),
    ("N28", "12左右", COUNT, "R", None),
    ("N28", ">12", COUNT, "R", None),
    ("N30", "99999999999999999999.123456", FINE, "R", None),
    ("N31", "0.1234567", FINE, "R", None),
    ("N31", "0.123", AMOUNT, "R", None),
    ("N33", "\u200b12", COUNT, "R", None),
    ("N33", "12\u202e", COUNT, "R", None),
    ("N33", "\ufeff12", COUNT, "R", None),
    ("N36", "0x1F", COUNT, "R", None),
    ("N36", "1/3", AMOUNT, "R", None),
    ("N36", "=1+1", COUNT, "R", None),
    ("N36", "2^3", COUNT, "R", None),
    ("N37", "true", COUNT, "R", None),
    ("N38", "5.", COUNT, "A", "5"),
    ("N38", ".5", AMOUNT, "A", "0.5"),
    ("N38", "00012", COUNT, "A", "12"),
    ("N39", "\u300012\u3000", COUNT, "A", "12"),
    ("N39", "\u00a012\t", COUNT, "A", "12"),
    ("N43", "200", Wanted(decimals=0, unit="家", last=Decimal(19)), "Q", "200"),
    ("N43", "20001", Wanted(decimals=0, unit="家", target=Decimal(20)), "Q", "20001"),
    ("N44", "1e-400", AMOUNT, "R", None),
]
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
