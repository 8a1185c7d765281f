"""What was computed, and what waits to be computed. Nothing here is a fact."""

from __future__ import annotations

from typing import Final

from django.db import models

from areas.models import Area
from indicators.fields import FractionField
from indicators.models.plan import Indicator, Measure

LIVE: Final = 0
"""The edition that follows the figures; releases carry numbers from 1 on."""


class Gauge(models.Model):
    """进度 of one indicator in one area and year, exact and ready to be shown.

    `own_*` are the area's own parts and `sum_*` what the areas under it add up
    to (numerator and denominator, in millionths); the total above reads them
    and nothing further down. `counted`, `demo_counted` and `due` count areas.
    """

    pk = models.CompositePrimaryKey("area_id", "indicator_id", "year", "edition")
    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="gauges"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, db_constraint=False, related_name="gauges"
    )
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveIntegerField(default=LIVE)
    value = FractionField()
    step = FractionField()
    exactness = models.CharField(max_length=1, default="=")
    basis = models.CharField(max_length=12)
    vintage = models.CharField(max_length=8, blank=True, default="")
    demo = models.BooleanField(default=False)
    baseline = FractionField()
    target = FractionField()
    expected = FractionField()
    done = FractionField()
    achieved = FractionField()
    schedule = FractionField()
    status = models.CharField(max_length=16)
    borderline = models.BooleanField(default=False)
    after_period = models.BooleanField(default=False)
    at_least = models.BooleanField(default=False)
    own_num = models.BigIntegerField(null=True)
    own_den = models.BigIntegerField(null=True)
    sum_num = models.BigIntegerField(null=True)
    sum_den = models.BigIntegerField(null=True)
    counted = models.PositiveIntegerField(default=0)
    demo_counted = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField()


class DueFigure(models.Model):
    """A cell whose gauges wait to be recomputed. `bumps` tells a late change from a done one."""

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    bumps = models.PositiveIntegerField(default=1)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("area", "measure", "year"), name="one_due_row_per_cell")
        ]


class DueIndicator(models.Model):
    """An indicator all of whose gauges wait to be recomputed."""

    indicator = models.OneToOneField(Indicator, on_delete=models.CASCADE, related_name="+")
    bumps = models.PositiveIntegerField(default=1)
    since = models.DateTimeField(auto_now_add=True)


class DrainLock(models.Model):
    """The row a drain locks, so that one works at a time; `drained` counts them."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    drained = models.PositiveBigIntegerField(default=0)


class Heartbeat(models.Model):
    """When the worker last said it is alive."""

    name = models.CharField(max_length=32, primary_key=True)
    at = models.DateTimeField()
