"""佐证材料: files beside a figure or the form as a whole, kept in the database with the rest."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.added import Added
from collection.models.notes import NoteDraft
from collection.models.returns import Return
from indicators.models import Measure


class Content(Added):
    """The bytes of a file, once however often it is brought; the key is their SHA-256."""

    digest = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()


class Evidence(models.Model):
    """佐证材料: one file of one return, or of one note in words.

    `measure` None: of the whole, such as the stamped scan.
    """

    report = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="evidence")
    note = models.ForeignKey(
        NoteDraft, on_delete=models.PROTECT, null=True, related_name="evidence"
    )
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("measure_id", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, note__isnull=True)
                | Q(report__isnull=True, note__isnull=False, measure__isnull=True),
                name="evidence_is_of_a_return_or_of_a_note",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_is_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def holder(self) -> Return | NoteDraft:
        """What it belongs to."""
        found = self.report or self.note
        if found is None:
            raise TypeError("the database keeps no file of nothing")
        return found
