"""不予公开: single figures that nobody outside may see, whatever their measure allows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.models import Area
from indicators.models.plan import Measure


class Concealment(models.Model):
    """One cell that no release shows from now on, such as one that a single unit dominates.

    It stands until somebody lifts it; both are kept.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="concealments")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="concealments")
    year = models.PositiveSmallIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "area", "year"),
                condition=Q(lifted_at__isnull=True),
                name="one_standing_concealment_per_cell",
            )
        ]

    def __str__(self) -> str:
        return self.reason
