"""How large a province is in each measure, and how fast that grows: what demo figures start from.

Everything comes from what the plan and the published figures say; what they leave open is
derived through the plan's own ratios, so that demo ratios lie where the plan's baselines do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.gauges.course import courses
from indicators.models import Actual, Indicator, Measure, Origin, Plan
from indicators.progress import Rule, target_level

NEAR = 1
"""A figure so many years from the base year may still stand for it."""
UNKNOWN = Decimal(100)
STILL, USUAL = Decimal("1.002"), Decimal("1.05")
"""Growth a year: of what others are measured by, and of all else, where nothing says more."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Numerator ÷ denominator × factor with its baseline and its growth a year."""

    numerator: int
    denominator: int
    factor: Decimal
    baseline: Decimal
    growth: Decimal


class Sizes:
    """The plan's province in its base year, by measure."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.courses = {course.indicator.pk: course for course in courses([plan])}
        rows = list(plan.indicators.order_by("order"))
        plain = [row for row in rows if row.numerator_id is None]
        self.ratios = list(self._ratios(rows))
        self.growths: dict[int, Decimal] = {}
        self.sizes = {row.measure_id: start for row in plain if (start := self._baseline(row))}
        self._take_near_figures()
        self._derive_through_ratios()
        for row in plain:
            self._aim(row)
        self._grow_through_ratios()

    def size(self, measure: Measure) -> Decimal:
        """The province's, else the last resort: any figure of it, else a round number."""
        found = self.sizes.get(measure.pk)
        return found or self._figure(measure.pk, within=100) or UNKNOWN

    def growth(self, measure: Measure) -> Decimal:
        return self.growths.get(measure.pk, USUAL)

    def _ratios(self, rows: list[Indicator]) -> Iterator[Ratio]:
        for row in rows:
            baseline = self._baseline(row)
            if row.numerator_id and row.denominator_id and row.factor and baseline:
                growth = self._growth(row, baseline)
                yield Ratio(row.numerator_id, row.denominator_id, row.factor, baseline, growth)

    def _baseline(self, row: Indicator) -> Decimal | None:
        found = row.baselines.filter(area=self.plan.area_id).order_by("id").first()
        return found.value if found else None

    def _target(self, row: Indicator) -> Decimal | None:
        """As a level: what a change on the baseline or an average growth leads to."""
        course = self.courses[row.pk]
        goal = course.goal(self.plan.area_id, self.plan.target_year)
        baselines = course.baselines_of(self.plan.area_id)
        level = target_level(goal, baselines[0].value if baselines else None) if goal else None
        return None if level is None else Decimal(level.numerator) / Decimal(level.denominator)

    def _growth(self, row: Indicator, start: Decimal) -> Decimal:
        """The growth a year that leads from `start` to the target."""
        target, years = self._target(row), self.plan.target_year - self.plan.base_year
        return (target / start) ** (Decimal(1) / years) if target and start > 0 else USUAL

    def _figure(self, measure_id: int, *, within: int) -> Decimal | None:
        real = Actual.objects.full_year().exclude(origin=Origin.DEMO)
        facts = real.filter(measure_id=measure_id, area=self.plan.area_id, value__gt=0)
        near = [fact for fact in facts if abs(fact.year - self.plan.base_year) <= within]
        near.sort(key=lambda fact: (abs(fact.year - self.plan.base_year), -fact.sequence))
        return near[0].value if near else None

    def _take_near_figures(self) -> None:
        """A figure of about the base year, but for numerators that their ratio will tell."""
        found = {
            measure_id: figure
            for measure_id in self.plan.measures.values_list("id", flat=True)
            if measure_id not in self.sizes and (figure := self._figure(measure_id, within=NEAR))
        }
        known = self.sizes.keys() | found.keys()
        told = {ratio.numerator for ratio in self.ratios if ratio.denominator in known}
        self.sizes |= {each: figure for each, figure in found.items() if each not in told}

    def _derive_through_ratios(self) -> None:
        for ratio in self.ratios:
            share = ratio.baseline / ratio.factor
            if ratio.denominator in self.sizes:
                self.sizes.setdefault(ratio.numerator, self.sizes[ratio.denominator] * share)
            elif ratio.numerator in self.sizes:
                self.sizes[ratio.denominator] = self.sizes[ratio.numerator] / share

    def _aim(self, row: Indicator) -> None:
        """A size on the way to the target, and the growth that leads there."""
        target, years = self._target(row), self.plan.target_year - self.plan.base_year
        if target is None or row.measure_id in self.growths:
            return
        match row.rule:
            case Rule.YEARLY:
                self.sizes.setdefault(row.measure_id, target)
            case Rule.CUMULATIVE:
                self.sizes.setdefault(row.measure_id, target / (years + 1))
            case _:
                start = self.sizes.setdefault(row.measure_id, target * 7 / 10)
                self.growths[row.measure_id] = self._growth(row, start)

    def _grow_through_ratios(self) -> None:
        """Parts grow so that the ratio follows its own path."""
        numerators = {ratio.numerator for ratio in self.ratios}
        flows = set(Measure.objects.filter(kind=Measure.Kind.FLOW).values_list("id", flat=True))
        # A ratio whose denominator is told by another comes after that other.
        for ratio in sorted(self.ratios, key=lambda ratio: ratio.denominator in numerators):
            if ratio.numerator in self.growths:
                self.growths.setdefault(
                    ratio.denominator, self.growths[ratio.numerator] / ratio.growth
                )
                continue
            usual = USUAL if ratio.denominator in flows else STILL
            below = self.growths.setdefault(ratio.denominator, usual)
            self.growths[ratio.numerator] = below * ratio.growth
