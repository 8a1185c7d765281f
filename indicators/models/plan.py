"""The plan as adopted: what is measured, what is judged, from where to where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from areas.models import Area
from indicators.fields import FigureField

if TYPE_CHECKING:
    from indicators.models.releases import Release


class PlanQuerySet(models.QuerySet["Plan"]):
    def renew(self) -> None:
        """Have everything that is kept for a version of these plans, rules and pages, made anew."""
        self.update(version=F("version") + 1)


class Plan(models.Model):
    """A government plan. Its thresholds say where the bands of progress begin.

    `closed_on`: 已收官, no file changes it any more. `beside` are the other stored plans, where
    a page has asked for them.
    """

    beside: Sequence[Plan] = ()

    slug = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_name_en = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=200)
    issued_on = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="plans")
    base_year = models.PositiveSmallIntegerField()
    target_year = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200)
    succeeds = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="succeeded_by"
    )
    closed_on = models.DateField(null=True, blank=True)
    ahead = FigureField()
    on_schedule = FigureField()
    behind = FigureField()
    exceeded = FigureField()
    nearly = FigureField()
    version = models.PositiveIntegerField(default=1)
    measures: models.ManyToManyField[Measure, Measure] = models.ManyToManyField(
        "Measure", related_name="plans"
    )

    # Which figures a reader is shown; not stored. See indicators/editions.py.
    edition: int = 0
    last_fact: int | None = None
    release: Release | None = None

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-target_year", "slug")
        constraints = [
            models.CheckConstraint(
                condition=Q(target_year__gt=F("base_year")),
                name="plan_ends_after_its_base_year",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Unit(models.Model):
    """A unit of measurement; quotients such as 件/万人 have no base of their own."""

    symbol = models.CharField(max_length=200, unique=True)
    name_en = models.CharField(max_length=200)
    base = models.CharField(max_length=200, null=True, blank=True)
    times = FigureField(null=True, blank=True)

    def __str__(self) -> str:
        return self.symbol


class Measure(models.Model):
    """A quantity that is collected. Measures belong to no single plan: series outlive plans.

    `counted_by`: code of the measure that counts the units it is of, perhaps itself; figures of
    one or two units are not published.
    """

    class Kind(models.TextChoices):
        FLOW = "flow", "时期数"
        STOCK = "stock", "时点数"

    class Collection(models.TextChoices):
        CITY = "city", "市（州）填报"
        PROVINCE = "province", "省级统一取数"
        PRESET = "preset", "省级预置、市（州）核对"

    class Disclosure(models.TextChoices):
        OPEN = "open", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        INTERNAL = "internal", "内部使用"

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="measures")
    decimals = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind)
    additive = models.BooleanField(default=True)
    lag_months = models.PositiveSmallIntegerField(null=True, blank=True)
    collection = models.CharField(max_length=16, choices=Collection)
    disclosure = models.CharField(max_length=16, choices=Disclosure)
    counted_by = models.CharField(max_length=64, blank=True)
    scope = models.TextField(blank=True)
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(decimals__lte=6), name="measure_has_six_decimals_at_most"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Producer(models.Model):
    """责任部门 of a measure, from a date on."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="producers")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("since", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "name"), name="one_row_per_measure_and_producer"
            )
        ]


class Indicator(models.Model):
    """规划指标: one measure, or numerator ÷ denominator × factor, judged by a rule."""

    class Group(models.TextChoices):
        HEADLINE = "headline", "主要指标"
        PROSE = "prose", "正文目标"
        QUOTA = "quota", "量化任务"

    class Split(models.TextChoices):
        EQUAL = "equal", "各市（州）目标之和等于全省目标"
        ENOUGH = "enough", "各市（州）目标之和足以实现全省目标"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    code = models.CharField(max_length=64)
    no = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(max_length=16, choices=Group)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="indicators")
    unit_printed = models.BooleanField(default=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    binding = models.BooleanField(default=False)
    rule = models.CharField(max_length=16)
    path = models.CharField(max_length=16)
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    base_year = models.PositiveSmallIntegerField(null=True, blank=True)
    split = models.CharField(max_length=8, choices=Split, default=Split.EQUAL)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="indicators")
    numerator = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="numerator_of"
    )
    denominator = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="denominator_of"
    )
    factor = FigureField(null=True, blank=True)
    denominator_lag = models.PositiveSmallIntegerField(default=0)
    definition = models.TextField()
    scope = models.TextField(blank=True)
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "code"), name="one_indicator_per_plan_and_code"
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True, factor__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False, factor__isnull=False),
                name="ratio_has_both_parts_and_a_factor",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """What becomes of an earlier plan's indicator in the plan that follows it."""

    class Becomes(models.TextChoices):
        SAME = "same", "继续使用"
        REDEFINED = "redefined", "口径调整"
        DROPPED = "dropped", "不再设置"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="successions")
    earlier = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="later")
    becomes = models.CharField(max_length=16, choices=Becomes)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, null=True, blank=True, related_name="successions"
    )
    reason = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "earlier"), name="one_fate_per_earlier_indicator"
            ),
            models.CheckConstraint(
                condition=Q(becomes="dropped", indicator__isnull=True)
                | (~Q(becomes="dropped") & Q(indicator__isnull=False)),
                name="only_a_dropped_indicator_has_no_heir",
            ),
            models.CheckConstraint(
                condition=~Q(becomes="redefined") | ~Q(reason=""),
                name="a_redefinition_has_a_reason",
            ),
        ]


class Baseline(models.Model):
    """Where an indicator stood: as the plan prints it and, apart, as verified."""

    class Kind(models.TextChoices):
        PRINTED = "printed", "规划基期值"
        VERIFIED = "verified", "核实基期值"
        COMPARABLE = "comparable", "可比基期值"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="baselines")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.PRINTED)
    year = models.PositiveSmallIntegerField()
    value = FigureField()
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.ForeignKey(
        "Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("indicator", "area", "kind"), name="one_baseline_per_indicator_area_kind"
            )
        ]


class Target(models.Model):
    """目标值, with the plan's own wording; a revision is a new row in force from its date.

    `value` and `operator` are as printed: `given_as` says whether that is the level itself or a
    change on the baseline. `relative_to`: the measure whose figure it is said to exceed.

    A 年度工作目标 is a department's mark for one year: shown, never the path.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", "规划目标"
        ANNUAL_GOAL = "annual_goal", "年度工作目标"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.PLAN)
    year = models.PositiveSmallIntegerField()
    operator = models.CharField(max_length=2)
    value = FigureField(null=True, blank=True)
    step = FigureField(null=True, blank=True)
    upper = FigureField(null=True, blank=True)
    given_as = models.CharField(max_length=24, default="level")
    relative_to = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wording = models.TextField(blank=True)
    aspirational = models.BooleanField(default=False)
    in_force_from = models.DateField()
    document = models.CharField(max_length=200)
    source = models.ForeignKey(
        "Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("year", "in_force_from", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("indicator", "area", "kind", "year", "in_force_from", "document"),
                name="one_target_per_year_and_revision",
            ),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) | Q(upper__gte=F("value")),
                name="upper_bound_is_not_below_the_target",
            ),
        ]


class StatusFact(models.Model):
    """现状: a figure of the plan's opening chapter."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="facts")
    code = models.CharField(max_length=64)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    value = FigureField()
    exactness = models.CharField(max_length=1)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="one_fact_per_plan_and_code")
        ]


class Note(models.Model):
    """A contradiction, gap or reading of the plan's text that stays visible."""

    class Kind(models.TextChoices):
        CONTRADICTION = "contradiction", "文本不一致"
        GAP = "gap", "原文缺失"
        READING = "reading", "理解说明"
        SPLIT = "split", "目标分解说明"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="notes")
    code = models.CharField(max_length=64)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    text = models.TextField()
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, null=True, blank=True, related_name="notes"
    )
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="one_note_per_plan_and_code")
        ]
