"""What is said about a form or one of its cells; every word is kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.added import Added
from collection.models.returns import Return
from indicators.models import Measure


class Comment(Added):
    """意见: a remark on a cell, or on the form where no measure is named."""

    report = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="comments")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
