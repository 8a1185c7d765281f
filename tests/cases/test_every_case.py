"""All cases of bad input, each driven by a test or listed here with what it waits for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.cases import CASES
from tests.cases.numbers import TYPED

TESTS = Path(__file__).parents[1]
WAITING = {
    "W40": "nobody resets a password by mail: an administrator sets a new one",
}
ELSEWHERE = {
    "N40": "tests/gauges/test_values.py",
    "N42": "tests/progress/test_level.py",
    "T23": "tests/gauges/test_concurrency.py",
}
"""Driven by tables of their own that speak of more than input."""


def driven() -> Iterator[str]:
    """Every id a test names with `case(...)`, and those of the number table."""
    yield from (row[0] for row in TYPED)
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "case":
                names = [each.value for each in node.args if isinstance(each, ast.Constant)]
                yield from (str(name) for name in names if name in CASES)


def test_there_are_as_many_as_were_collected() -> None:
    assert len(CASES) == 178


def test_every_case_is_driven_or_listed_with_what_it_waits_for() -> None:
    assert sorted(set(CASES) - set(driven()) - set(ELSEWHERE)) == sorted(WAITING)


def test_no_case_waits_that_is_driven() -> None:
    assert set(WAITING) & set(driven()) == set()


def test_what_is_driven_elsewhere_is_there() -> None:
    assert all((TESTS.parent / path).exists() for path in ELSEWHERE.values())
