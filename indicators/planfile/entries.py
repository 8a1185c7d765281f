"""The numbers' part of a plan file: plan, units, measures, indicators and what goes with them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from areas.entries import (
    Code,
    Day,
    Entry,
    Figure,
    Name,
    Number,
    Text,
    Written,
    Year,
    whole_number,
)
from indicators.progress import Exactness, GivenAs, Operator, Path, Rule

Decimals = Annotated[int, whole_number(0, 6)]


class ThresholdsEntry(Entry):
    """Where the bands of progress begin, as ratios; they belong to the plan."""

    ahead: Figure = Decimal("1.1")
    on_schedule: Figure = Decimal("0.9")
    behind: Figure = Decimal("0.6")
    exceeded: Figure = Decimal("1.05")
    nearly: Figure = Decimal("0.9")


class PlanEntry(Entry):
    slug: Code
    title: Name
    short_title: Name
    name_en: Name
    short_name_en: Name
    issuer: Name
    issuer_en: Name
    issued_on: Day
    area: Code
    base_year: Year
    target_year: Year
    place: Name
    thresholds: ThresholdsEntry = ThresholdsEntry()


class SuccessionEntry(Entry):
    """What becomes of one indicator of the earlier plan; its heir has its code unless named."""

    earlier: Code
    becomes: Literal["same", "redefined", "dropped"]
    indicator: Code | None = None
    reason: Text = ""
    reason_en: Text = ""

    @property
    def heir(self) -> str | None:
        return None if self.becomes == "dropped" else self.indicator or self.earlier


class SucceedsEntry(Entry):
    """Which plan this one follows."""

    plan: Code
    indicators: list[SuccessionEntry]


class UnitEntry(Entry):
    """A unit of measurement.

    A simple unit says how many of which base unit it is (亿元: 100000000 元;
    %: 0.01 of the base "1"). A quotient such as 件/万人 needs neither: its two
    parts are units of their own.
    """

    symbol: Name
    name_en: Name
    base: Name | None = None
    times: Figure | None = None


class ProducerEntry(Entry):
    """Who is responsible for a measure, and since when (null: since ever)."""

    name: Name
    name_en: Name
    since: Day | None = None


class MeasureEntry(Entry):
    code: Code
    name: Name
    name_en: Name
    unit: Name
    decimals: Decimals = 0
    kind: Literal["flow", "stock"]
    additive: bool = True
    producers: list[ProducerEntry] = Field(min_length=1)
    lag_months: Annotated[int, whole_number(0, 36)] | None = None
    collection: Literal["city", "province", "preset"] = "city"
    disclosure: Literal["open", "on_request", "internal"] = "internal"
    counted_by: Text = ""
    scope: Text = ""
    place: Name


class RatioEntry(Entry):
    """numerator ÷ denominator × factor; the denominator may lag by whole years."""

    numerator: Code
    denominator: Code
    factor: Figure
    denominator_lag: Annotated[int, whole_number(0, 5)] = 0


class BaselineEntry(Entry):
    year: Year
    value: Figure
    area: Code | None = None
    place: Name


class TargetEntry(Entry):
    """As the plan prints it; `given_as` says whether the number is the level or a change to it."""

    year: Year
    operator: Operator = Operator.AT_LEAST
    value: Figure | None = None
    upper: Figure | None = None
    given_as: GivenAs = GivenAs.LEVEL
    relative_to: Code | None = None
    wording: Written
    aspirational: bool = False
    in_force_from: Day
    document: Name
    area: Code | None = None
    place: Name


class IndicatorEntry(Entry):
    code: Code
    no: Number | None = None
    group: Literal["headline", "prose", "quota"]
    name: Name
    name_en: Name
    unit: Name
    unit_printed: bool = True
    decimals: Decimals = 0
    binding: bool = False
    rule: Rule = Rule.LEVEL
    path: Path = Path.LINEAR
    first_year: Year | None = None
    last_year: Year | None = None
    base_year: Year | None = None
    split: Literal["equal", "enough"] = "equal"
    measure: Code
    ratio: RatioEntry | None = None
    definition: Written
    scope: Text = ""
    place: Name
    baselines: list[BaselineEntry] = []
    targets: list[TargetEntry] = Field(min_length=1)


class MilestoneEntry(Entry):
    """A plan item without a number: a platform, a special project, a zone's upgrade, a measure."""

    code: Code
    kind: Literal["platform", "special_project", "zone_upgrade", "measure", "coverage"]
    name: Name
    name_en: Name
    area: Code | None = None
    due_year: Year | None = None
    summary: Text = ""
    place: Name


class FactEntry(Entry):
    """A figure of the plan's opening chapter: where the province stood."""

    code: Code
    name: Name
    name_en: Name
    year: Year
    value: Figure
    exactness: Exactness = Exactness.EXACT
    unit: Name
    place: Name


class NoteEntry(Entry):
    """A contradiction, a gap or a reading of the text that stays visible."""

    code: Code
    kind: Literal["contradiction", "gap", "reading", "split"]
    name: Name
    name_en: Name
    text: Written
    indicator: Code | None = None
    place: Name
