"""What a waterfall is drawn from: a whole in two years and the parts that moved it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .wording import Number, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One part of the whole, with its figures in the two years."""

    name: Text
    before: Number
    after: Number
    share: Fraction | None = None

    @property
    def by(self) -> Fraction:
        return Fraction(self.after) - Fraction(self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """`start` and `end` are the whole's; with `own_sum` they are what the parts add up to.

    `left_out` are parts whose figures cannot be compared: their change is in what remains, or,
    with `own_sum`, nowhere. `demo` says that every figure is a demonstration.
    """

    name: Text
    unit: Text
    decimals: int
    since: int
    until: int
    whole: Text
    start: Number
    end: Number
    steps: Sequence[Step]
    about: tuple[str, str] = ("", "")
    own_sum: bool = False
    left_out: Sequence[Text] = ()
    demo: bool = False

    @property
    def by(self) -> Fraction:
        return Fraction(self.end) - Fraction(self.start)

    @property
    def remains(self) -> Fraction:
        """What the parts do not explain."""
        return self.by - sum((step.by for step in self.steps), Fraction(0))

    @property
    def ordered(self) -> list[Step]:
        """The largest increase first, the largest decrease last."""
        return sorted(self.steps, key=lambda step: -step.by)
