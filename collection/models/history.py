"""往年数据: a file of many places' accepted figures of years that no round asks for any more."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.models import Plan


class HistoryUpload(models.Model):
    """One file, as it was read: brought in by one, confirmed by another, all of it or nothing.

    `lines` are figures ready to be recorded; a file with an error is not kept.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="history_uploads")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    lines = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    kept = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "digest"),
                condition=Q(confirmed_by__isnull=True, taken_back_at__isnull=True),
                name="one_open_history_upload_per_file",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("by")),
                name="history_is_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
