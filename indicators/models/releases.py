"""Releases: what the public sees from one publication to the next."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.added import Added
from indicators.models.plan import Plan


class Proposal(Added):
    """Somebody's wish to publish what stands now; another person has to confirm the same."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="proposals")
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)


class Release(Added):
    """发布: a numbered, frozen edition of all gauges of a plan. Its id is the edition of the gauges.

    Facts, steps of milestones and notes after `last_fact`, `last_step` and `last_note` are not
    part of it. The first one of a plan is made
    when collection begins, so that nothing accepted is public before it is published.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    last_fact = models.BigIntegerField()
    last_step = models.BigIntegerField(default=0)
    last_note = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("plan", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "number"), name="one_release_per_plan_and_number"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="releases_count_from_1"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}号"
