"""A clerk's own sheet while it is being matched to the form, and what was said of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from areas.models import Area
from collection.models.returns import Return
from indicators.models import Plan


class OwnSheet(models.Model):
    """A file that is no form of ours, as it was read: its cells wait for their measures."""

    report = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="own_sheets")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    sheets = models.JSONField(default=list)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("report", "brought_by", "digest"), name="one_own_sheet_per_person_and_file"
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class SheetMapping(models.Model):
    """What a place said of its own sheet: kept for the next one.

    `content`: which headings (with the year as `{year}`) hold names, figures and remarks, and
    the measure, by code, that each line is; empty for a line that is none.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sheet_mappings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="sheet_mappings")
    content = models.JSONField(default=dict)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "area"), name="one_sheet_mapping_per_plan_and_area"
            )
        ]

    def __str__(self) -> str:
        return str(self.area)
