"""年度进展: what was accepted of a chapter of a plan, year by year, in words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.added import Added, AddedQuerySet
from areas.models import Area
from indicators.models.plan import Plan


class ChapterNoteQuerySet(AddedQuerySet["ChapterNote"]):
    def shown_in(self, plan: Plan) -> ChapterNoteQuerySet:
        """What readers of this edition see: of a release the department's own words alone.

        What a place writes is for internal use, as its figures are.
        """
        notes = self.filter(plan=plan)
        if plan.release is None:
            return notes.last_words()
        public = notes.filter(area=plan.area_id, pk__lte=plan.release.last_note)
        return public.last_words(plan.release.last_note)

    def last_words(self, upto: int | None = None) -> ChapterNoteQuerySet:
        """The latest of each chapter, year and place; `upto`: of those recorded until then."""
        same = {name: models.OuterRef(name) for name in ("plan", "kind", "code", "year", "area")}
        later = ChapterNote.objects.filter(**same, sequence__gt=models.OuterRef("sequence"))
        if upto is not None:
            later = later.filter(pk__lte=upto)
        return self.filter(~models.Exists(later))


class ChapterNote(Added):
    """What one place says of one chapter in one year: 进展、问题、下一步.

    `code` is the chapter's within its plan and kind. A later one of the same chapter, year and
    place corrects the earlier; both stay.
    """

    class Kind(models.TextChoices):
        DOMAIN = "domain", "重点领域"
        REGION = "region", "重点区域"
        TASK = "task", "重点任务"
        SAFEGUARD = "safeguard", "保障措施"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="chapter_notes")
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="chapter_notes")
    sequence = models.PositiveIntegerField()
    progress = models.TextField()
    problems = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ChapterNoteQuerySet.as_manager()

    class Meta:
        ordering = ("plan", "kind", "code", "-year", "area", "sequence")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "kind", "code", "year", "area", "sequence"),
                name="one_note_per_chapter_year_area_and_sequence",
            ),
            models.CheckConstraint(condition=~Q(progress=""), name="a_note_says_what_was_done"),
        ]

    def __str__(self) -> str:
        return self.progress
