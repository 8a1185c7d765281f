"""年度进展 on its way: what a place writes of a chapter or a milestone, until it is accepted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from areas.models import Area
from collection.models.returns import STATES, Moved
from collection.states import State
from indicators.models import ChapterNote, Milestone, Plan

MILESTONE = "milestone"
KINDS = [*ChapterNote.Kind.choices, (MILESTONE, "节点")]


class NoteDraft(models.Model):
    """What one place writes of one chapter, or of one milestone, in one year.

    `code` is the chapter's or milestone's within its plan. `stage` and `dated` (ISO, perhaps only
    the month or year) are a milestone's alone. `version` rises with every change and every move.
    `reason` is why it was returned or withdrawn last.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="note_drafts")
    kind = models.CharField(max_length=12, choices=KINDS)
    code = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="note_drafts")
    state = models.CharField(max_length=12, choices=STATES, default=State.UNREPORTED)
    version = models.PositiveIntegerField(default=1)
    progress = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    stage = models.CharField(max_length=16, choices=Milestone.Stage, blank=True)
    dated = models.CharField(max_length=10, blank=True)
    reason = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("plan", "-year", "kind", "code", "area")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "kind", "code", "year", "area"),
                name="one_draft_per_chapter_year_and_area",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="a_note_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(kind=MILESTONE) | Q(stage="", dated=""),
                name="only_a_milestone_has_a_stage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year} {self.kind} {self.code}"

    @property
    def address(self) -> str:
        """Where it is written and read."""
        subject = (self.plan.slug, self.year, self.kind, self.code, self.area.code)
        return reverse("note", args=subject)

    @property
    def about_milestone(self) -> bool:
        return self.kind == MILESTONE


class NoteMove(Moved):
    """One step of a note."""

    note = models.ForeignKey(NoteDraft, on_delete=models.PROTECT, related_name="moves")

    class Meta:
        ordering = ("note", "version")
        constraints = [
            models.UniqueConstraint(fields=("note", "version"), name="one_note_move_per_version")
        ]
