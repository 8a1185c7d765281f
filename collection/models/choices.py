"""Which of several figures of a cell should count: proposed by one, confirmed by another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.models import Actual


class ChoiceProposal(models.Model):
    """One person's proposal that a figure counts, with the reason. It lies until it is confirmed or taken
    back."""

    actual = models.ForeignKey(Actual, on_delete=models.PROTECT, related_name="proposals")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("actual",),
                condition=Q(confirmed_by__isnull=True, taken_back_at__isnull=True),
                name="one_open_proposal_per_figure",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("by")),
                name="a_choice_is_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
