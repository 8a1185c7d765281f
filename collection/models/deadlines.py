"""What is said about a return's time: 催报, and what a place asks of the province when it is over."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.added import Added
from collection.models.returns import Return


class Reminder(Added):
    """催报: one reminder of one return. `key` names the occasion, so that none comes twice.

    `by` and `words` are of a reminder somebody at the province gave; without, the date gave it.
    """

    class Kind(models.TextChoices):
        BEFORE = "before", "到期提醒"
        DUE = "due", "到期当日提醒"
        OVERDUE = "overdue", "逾期催报"
        PRESSED = "pressed", "省级催报"

    report = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="reminders")
    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    words = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)


class ExceptionRequest(models.Model):
    """申请: a place asks for what the rules no longer allow it, and the province answers."""

    report = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="requests")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(granted__isnull=True),
                name="one_open_request_per_return",
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True, answered_at__isnull=True)
                | Q(granted__isnull=False, answered_at__isnull=False),
                name="a_request_is_answered_when_it_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
