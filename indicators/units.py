"""What units mean to each other: 件 ÷ 万人 is 件/万人, 家 ÷ 家 is 家/万家 once multiplied by 10⁴."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

RATIO_BASE = "1"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`times` of a product of base units (exponents; the pure number has none)."""

    times: Fraction
    bases: Mapping[str, int]

    def over(self, other: Quantity) -> Quantity:
        bases = Counter(self.bases)
        bases.subtract(other.bases)
        kept = {base: power for base, power in bases.items() if power}
        return Quantity(self.times / other.times, kept)


class UnknownUnit(Exception):
    """The symbol is not declared, or a part of a quotient is not."""


def quantity(symbol: str, simple: Mapping[str, tuple[str, Decimal]]) -> Quantity:
    """The meaning of a unit, given the simple ones as symbol → (base, times)."""
    if symbol in simple:
        base, times = simple[symbol]
        bases = {} if base == RATIO_BASE else {base: 1}
        return Quantity(Fraction(times), bases)
    above, slash, below = symbol.partition("/")
    if not slash:
        raise UnknownUnit(symbol)
    return quantity(above, simple).over(quantity(below, simple))


def due_factor(numerator: Quantity, denominator: Quantity, result: Quantity) -> Fraction | None:
    """What numerator ÷ denominator must be multiplied by, or None if the units do not fit."""
    quotient = numerator.over(denominator)
    return quotient.times / result.times if quotient.bases == result.bases else None
