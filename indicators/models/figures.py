"""What was measured: facts that are only ever added to, and which of them counts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.added import Added, AddedQuerySet
from areas.models import Area
from indicators.fields import FigureField
from indicators.models.plan import Measure


class Source(models.Model):
    """Where something was published. `dated` is ISO and may be partial (2023-06)."""

    key = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    dated = models.CharField(max_length=10)
    url = models.URLField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"{self.publisher}《{self.title}》（{self.dated}）"


class Mark(models.TextChoices):
    """Why a cell has no value."""

    NOT_APPLICABLE = "na", "不适用"
    NO_DATA = "none", "无此数据"
    TINY = "tiny", "不足最小单位"
    PENDING = "pending", "尚不掌握（待公布）"


class Vintage(models.TextChoices):
    """How settled a figure is, from first to last."""

    FORECAST = "forecast", "预计数"
    FLASH = "flash", "快报数"
    ANNUAL = "annual", "年报数"
    FINAL = "final", "最终核实数"


class Origin(models.TextChoices):
    PUBLISHED = "published", "公开发布"
    REPORTED = "reported", "市（州）填报"
    ASSESSED = "assessed", "省级评估"
    DERIVED = "derived", "推算"
    DEMO = "demo", "演示数据"


class ActualQuerySet(AddedQuerySet["Actual"]):
    def full_year(self) -> ActualQuerySet:
        return self.filter(as_at__isnull=True)


class Actual(Added):
    """实际值: one statement about measure × area × year, by one source, at one time.

    One that `withdraws` says that what the same source said before, in the same vintage,
    no longer stands; it is marked 尚不掌握 itself.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="actuals")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="actuals")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    value = FigureField(null=True)
    mark = models.CharField(max_length=8, choices=Mark, blank=True, default="")
    step = FigureField(default=0)
    exactness = models.CharField(max_length=1, default="=")
    as_at = models.DateField(null=True)
    withdraws = models.BooleanField(default=False, db_default=False)
    vintage = models.CharField(max_length=8, choices=Vintage)
    origin = models.CharField(max_length=12, choices=Origin)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="actuals")
    note = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ActualQuerySet.as_manager()

    class Meta:
        ordering = ("measure", "area", "year", "sequence")
        constraints = [
            models.UniqueConstraint(
                fields=("area", "measure", "year", "sequence"),
                name="one_actual_per_cell_and_sequence",
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=False) & Q(mark=""))
                | (Q(value__isnull=True) & ~Q(mark="")),
                name="actual_has_a_value_or_a_mark",
            ),
            models.CheckConstraint(
                condition=Q(exactness__in=["=", "≈", ">"]), name="exactness_is_a_known_sign"
            ),
            models.CheckConstraint(
                condition=Q(withdraws=False) | Q(mark=Mark.PENDING),
                name="what_withdraws_is_marked_pending",
            ),
        ]
        indexes = [
            # Few among very many.
            models.Index(
                fields=("area", "measure", "year"), condition=Q(withdraws=True), name="withdrawals"
            )
        ]


class FigureChoice(Added):
    """A recorded decision which Actual counts for a cell, with its reason. The last one stands."""

    actual = models.ForeignKey(Actual, on_delete=models.PROTECT, related_name="choices")
    reason = models.TextField()
    chosen_at = models.DateTimeField(auto_now_add=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="choice_of_figure_has_a_reason")
        ]


class CurrentFigure(models.Model):
    """采用值: the full-year Actual that counts for a cell. Holds no facts: rebuilt at will."""

    pk = models.CompositePrimaryKey("area_id", "measure_id", "year")
    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, db_constraint=False, related_name="+", db_index=False
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, db_constraint=False, related_name="current_figures"
    )
    year = models.PositiveSmallIntegerField()
    actual = models.ForeignKey(
        Actual, on_delete=models.CASCADE, db_constraint=False, related_name="+", db_index=False
    )
    value = FigureField(null=True)
    mark = models.CharField(max_length=8, blank=True, default="")
    step = FigureField(default=0)
    exactness = models.CharField(max_length=1)
    vintage = models.CharField(max_length=8)
    origin = models.CharField(max_length=12)


class ScopeBreak(models.Model):
    """统计口径调整: from this year on the measure no longer means what it meant before."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="breaks")
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    text_en = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("year",)
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "year"), name="one_break_per_measure_and_year"
            )
        ]
