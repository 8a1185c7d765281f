"""Shorthand for the tables: numbers as a statistician writes them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from indicators.progress import (
    Baseline,
    BaselineKind,
    Basis,
    Exactness,
    Goal,
    Judgement,
    Observation,
    Operator,
    Path,
    Printed,
    Rule,
    judge,
)


def number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def goal(
    target: str | None,
    *,
    rule: Rule = Rule.LEVEL,
    operator: str = "≥",
    target_step: str = "0",
    upper: str | None = None,
    base_year: int = 2021,
    target_year: int = 2025,
    quota_years: tuple[int, int] | None = None,
    path: Path = Path.LINEAR,
    steps: Mapping[int, str] | None = None,
    binding: bool = False,
) -> Goal:
    first, last = quota_years or (None, None)
    return Goal(
        rule=rule,
        operator=Operator(operator),
        target=number(target),
        target_step=Fraction(target_step),
        upper=number(upper),
        base_year=base_year,
        target_year=target_year,
        first_year=first,
        last_year=last,
        path=path,
        steps={year: Fraction(value) for year, value in (steps or {}).items()},
        binding=binding,
    )


def seen(text: str | None, *, step: str = "0", basis: Basis = Basis.OFFICIAL) -> Observation:
    """An observation: "214", "≈18000", ">1900", or None for a year without a figure."""
    if text is None:
        return Observation(printed=None, basis=Basis.NONE)
    mark = text[0] if text[0] in "≈>" else "="
    printed = Printed(
        amount=Fraction(text.lstrip("≈>")), step=Fraction(step), exactness=Exactness(mark)
    )
    return Observation(printed=printed, basis=basis)


def printed_baseline(text: str) -> Baseline:
    return Baseline(kind=BaselineKind.PRINTED, value=Fraction(text))


def verified_baseline(text: str) -> Baseline:
    return Baseline(kind=BaselineKind.VERIFIED, value=Fraction(text))


def comparable_baseline(text: str, *, since: int) -> Baseline:
    return Baseline(kind=BaselineKind.COMPARABLE, value=Fraction(text), since=since)


def judged(
    to: Goal | None,
    base: str | None,
    year: int,
    value: str | None,
    *,
    step: str = "0",
    basis: Basis = Basis.OFFICIAL,
    earlier: Mapping[int, str | None] | None = None,
) -> Judgement:
    """Judge on the printed baseline alone."""
    return judge(
        goal=to,
        baselines=[] if base is None else [printed_baseline(base)],
        year=year,
        observed=seen(value, step=step, basis=basis),
        earlier={when: seen(text) for when, text in (earlier or {}).items()},
    )
