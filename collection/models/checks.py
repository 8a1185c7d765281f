"""The rules of a plan for figures that come in."""

from __future__ import annotations

from django.db import models

from indicators.fields import FigureField
from indicators.models import Measure, Plan


class CheckRule(models.Model):
    """One rule of a plan for figures that come in; see `collection/checks.py`."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=64)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="+")
    whole = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="+")
    limit = FigureField(null=True)
    floor = FigureField(default=0)

    class Meta:
        ordering = ("plan", "order")
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="one_check_per_plan_and_code")
        ]
