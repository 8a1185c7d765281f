"""How the value of an indicator is found: from an area's own figures, or from the areas under it.

Order: the area's own official parts, a published ratio, derived figures, and
only then the sum of the areas that have both parts. Official parts are never
mixed with sums, and ratios are never averaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from indicators.progress.types import Basis, Exactness, Observation, Printed


class Cell(NamedTuple):
    """An area's own current figure of one measure, or why there is none.

    `amount` and `step` in millionths. `not_due`: 不适用 or 无此数据, so nothing is owed.
    """

    amount: int | None = None
    step: int = 0
    exactness: Exactness = Exactness.EXACT
    derived: bool = False
    demo: bool = False
    not_due: bool = False


class Total(NamedTuple):
    """What an area brings to the total above it, in millionths, and how many areas stand in it."""

    num: int | None = None
    den: int | None = None
    counted: int = 0
    demo_counted: int = 0
    due: int = 0


class Found(NamedTuple):
    """The value of an indicator in one area and year, and how it was found.

    `below` is None where no area adds to this one.
    """

    observed: Observation
    demo: bool
    own: Total
    below: Total | None

    @property
    def coverage(self) -> Total:
        """Who counts: the areas below where there are any, else the area itself."""
        return self.below or self.own

    @property
    def joins(self) -> Total:
        """What this area hands upwards: its own parts where it has them, else the sum below it."""
        if self.own.num is None:
            return self.coverage
        due = self.coverage.due
        counted, demo = (0, due) if self.own.demo_counted else (due, 0)
        return Total(
            num=self.own.num, den=self.own.den, counted=counted, demo_counted=demo, due=due
        )


MILLION = 10**6
NOTHING = Cell()
LARGEST = 2**63 - 1
"""What a database keeps of a whole number."""


def add_up(totals: Sequence[Total], *, additive: bool) -> Total | None:
    """The sum of what the areas bring, None where there are none.

    Only coverage where the measure cannot be added, or the sum cannot be kept.
    """
    if not totals:
        return None
    num: int | None = None
    den: int | None = None
    counted = demo = due = 0
    for total in totals:
        counted, demo, due = counted + total.counted, demo + total.demo_counted, due + total.due
        if additive and total.num is not None:
            num = (num or 0) + total.num
            den = None if total.den is None else (den or 0) + total.den
    if max(abs(num or 0), abs(den or 0)) > LARGEST:
        num = den = None
    return Total(num=num, den=den, counted=counted, demo_counted=demo, due=due)


def find_plain(*, own: Cell, below: Total | None, demo_may_count: bool) -> Found:
    """The value of a single measure: the area's own figure, else the sum below it."""
    mine = Total(
        num=own.amount,
        counted=int(own.amount is not None and not own.demo),
        demo_counted=int(own.amount is not None and own.demo),
        due=int(not own.not_due),
    )
    if own.amount is not None:
        return Found(
            observed=_observed(_printed(own), _basis(own), mine, below),
            demo=own.demo,
            own=mine,
            below=below,
        )
    amount = Fraction(below.num, MILLION) if below and below.num is not None else None
    return _from_below(amount, mine, below, demo_may_count)


def find_ratio(
    *,
    published: Cell,
    numerator: Cell,
    denominator: Cell,
    factor: Fraction,
    below: Total | None,
    demo_may_count: bool,
) -> Found:
    """The value of numerator ÷ denominator × factor."""
    parts = _ratio_of_parts(numerator, denominator, factor)
    mine = _own_parts(published, numerator, denominator, parts is not None)
    demo_parts = numerator.demo or denominator.demo
    derived_parts = numerator.derived or denominator.derived
    candidates: list[tuple[bool, Printed | None, Basis, bool]] = [
        (not (derived_parts or demo_parts), parts, Basis.OFFICIAL, False),
        (not published.demo, _printed(published), _published_basis(published), False),
        (not demo_parts, parts, Basis.DERIVED, False),
        (True, parts, Basis.OFFICIAL, True),
        (True, _printed(published), Basis.PUBLISHED, True),
    ]
    for allowed, printed, basis, demo in candidates:
        if allowed and printed is not None:
            return Found(
                observed=_observed(printed, basis, mine, below), demo=demo, own=mine, below=below
            )
    amount = (
        Fraction(below.num, below.den) * factor
        if below and below.num is not None and below.den
        else None
    )
    return _from_below(amount, mine, below, demo_may_count)


def _own_parts(published: Cell, numerator: Cell, denominator: Cell, both: bool) -> Total:
    """The parts as they count in the total above. Demo parts do not beside a real ratio."""
    demo = numerator.demo or denominator.demo
    if demo and published.amount is not None and not published.demo:
        both = False
    owed = not (published.not_due or numerator.not_due or denominator.not_due)
    return Total(
        num=numerator.amount if both else None,
        den=denominator.amount if both else None,
        counted=int(both and not demo),
        demo_counted=int(both and demo),
        due=int(owed),
    )


def _ratio_of_parts(numerator: Cell, denominator: Cell, factor: Fraction) -> Printed | None:
    """The ratio and the width that the printed parts leave open."""
    top, bottom = numerator.amount, denominator.amount
    if top is None or bottom is None or 2 * bottom <= denominator.step:
        return None
    low = Fraction(2 * top - numerator.step, 2 * bottom + denominator.step)
    high = Fraction(2 * top + numerator.step, 2 * bottom - denominator.step)
    exact = {numerator.exactness, denominator.exactness} == {Exactness.EXACT}
    return Printed(
        amount=Fraction(top, bottom) * factor,
        step=abs((high - low) * factor),
        exactness=Exactness.EXACT if exact else Exactness.ABOUT,
    )


def _printed(cell: Cell) -> Printed | None:
    if cell.amount is None:
        return None
    return Printed(
        amount=Fraction(cell.amount, MILLION), step=_step(cell.step), exactness=cell.exactness
    )


@lru_cache(maxsize=64)
def _step(millionths: int) -> Fraction:
    """There are few steps: the places figures are printed with."""
    return Fraction(millionths, MILLION)


def _basis(cell: Cell) -> Basis:
    return Basis.DERIVED if cell.derived else Basis.OFFICIAL


def _published_basis(cell: Cell) -> Basis:
    return Basis.DERIVED if cell.derived else Basis.PUBLISHED


def _observed(
    printed: Printed | None, basis: Basis, mine: Total, below: Total | None
) -> Observation:
    coverage = below or mine
    return Observation(printed=printed, basis=basis, counted=coverage.counted, due=coverage.due)


def _from_below(
    amount: Fraction | None, mine: Total, below: Total | None, demo_may_count: bool
) -> Found:
    """The sum of the areas below, if it may stand for the area at all."""
    demo = below is not None and below.demo_counted > 0
    if below is None or amount is None or (demo and not demo_may_count):
        observed = _observed(None, Basis.NONE, mine, below)
    else:
        full = below.counted + below.demo_counted == below.due
        basis = Basis.SUM if full else Basis.PARTIAL
        observed = _observed(Printed(amount=amount), basis, mine, below)
    shown = observed.printed is not None
    return Found(observed=observed, demo=demo and shown, own=mine, below=below)
