"""How much of the change of a ratio comes from each of its two parts."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioSplit:
    """In the unit of the ratio; the two add up to its change exactly."""

    numerator: Fraction
    denominator: Fraction

    @property
    def total(self) -> Fraction:
        return self.numerator + self.denominator


def ratio_split(
    before: tuple[Fraction, Fraction], after: tuple[Fraction, Fraction], *, factor: Fraction
) -> RatioSplit | None:
    """`before` and `after` are (numerator, denominator); None where a denominator is 0.

    Each part is moved with the other held at the mean of its two ends, so neither order of the
    moves is preferred and nothing is left over: Δr = ΔN · mean(1/D) + mean(N) · Δ(1/D).
    """
    (first_n, first_d), (last_n, last_d) = before, after
    if first_d == 0 or last_d == 0:
        return None
    first, last = 1 / first_d, 1 / last_d
    return RatioSplit(
        numerator=factor * (last_n - first_n) * (first + last) / 2,
        denominator=factor * (first_n + last_n) / 2 * (last - first),
    )
