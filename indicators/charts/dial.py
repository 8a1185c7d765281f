"""One indicator's standing as a half-circle: from where it started to where it must arrive."""

from dataclasses import dataclass
from fractions import Fraction

from .theme import Tone
from .wording import Number, Text

HEADROOM = Fraction(5, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """Figures in the indicator's unit; None is unknown or, for targets, not set.

    `expected` is 时序参考值, where the indicator should be in `year`. `about` holds
    the sign of a figure that is not exact (≈ or >).
    """

    name: Text
    unit: Text
    decimals: int
    year: int
    value: Number | None
    status: Text
    tone: Tone
    baseline: Number | None = None
    base_year: int | None = None
    expected: Number | None = None
    target: Number | None = None
    upper: Number | None = None
    target_year: int | None = None
    operator: str = "≥"
    about: str = ""
    demo: bool = False

    @property
    def rising(self) -> bool:
        return self.operator in "≥>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The stretch the half-circle stands for; `journey` if it runs from baseline to target."""

    start: Fraction
    end: Fraction
    journey: bool

    def share(self, value: Number) -> Fraction:
        """How far along the half-circle `value` lies, held between 0 and 1 for the picture."""
        return min(
            max((Fraction(value) - self.start) / (self.end - self.start), Fraction(0)), Fraction(1)
        )


def span(dial: Dial) -> Span | None:
    """None where there is nothing to measure against: no target, or no stretch above zero."""
    if dial.target is None:
        return None
    target = Fraction(dial.target)
    if dial.baseline is not None and (
        target > dial.baseline if dial.rising else target < dial.baseline
    ):
        return Span(start=Fraction(dial.baseline), end=target, journey=True)
    return Span(start=Fraction(0), end=target * HEADROOM, journey=False) if target > 0 else None


def mark(dial: Dial) -> Number | None:
    """Where the line stands: at 时序参考值 on a journey, else at the target to be held."""
    found = span(dial)
    if found is None:
        return None
    return dial.expected if found.journey else dial.target
