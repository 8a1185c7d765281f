"""Files that were brought in for a return, as they were read: staged until somebody confirms."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from collection.models.returns import Return


class Import(models.Model):
    """导入: one file for one return. `lines` are its cells, `notes` what was said of the file.

    The file itself is not kept, only its digest: the same file again is the same import.
    """

    report = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    lines = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    kept = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("report", "brought_by", "digest"),
                condition=Q(confirmed_at__isnull=True),
                name="one_open_import_per_person_and_file",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
