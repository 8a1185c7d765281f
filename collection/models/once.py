"""Keys of forms that were sent: what one click did, a second does not do again."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SentForm(models.Model):
    """One form as it was shown to one person, and sent."""

    key = models.CharField(max_length=32, primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
