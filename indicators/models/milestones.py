"""What a plan promises without a number, and what has become of it so far."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.added import Added, AddedQuerySet
from areas.models import Area
from indicators.models.figures import Source
from indicators.models.plan import Plan


class Milestone(models.Model):
    """节点: a plan item without a number. How far it has come is said by its steps alone."""

    class Kind(models.TextChoices):
        PLATFORM = "platform", "科技创新平台"
        SPECIAL_PROJECT = "special_project", "重大科技专项"
        ZONE_UPGRADE = "zone_upgrade", "创建国家高新区"
        MEASURE = "measure", "保障举措"
        COVERAGE = "coverage", "覆盖事项"

    class Stage(models.TextChoices):
        PLANNED = "planned", "规划提出"
        UNDER_WAY = "under_way", "推进中"
        DONE = "done", "已完成"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="milestones")
    code = models.CharField(max_length=64)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones"
    )
    due_year = models.PositiveSmallIntegerField(null=True, blank=True)
    summary = models.TextField(blank=True)
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="one_milestone_per_plan_and_code")
        ]

    def __str__(self) -> str:
        return self.name


class MilestoneStepQuerySet(AddedQuerySet["MilestoneStep"]):
    def shown_in(self, plan: Plan) -> MilestoneStepQuerySet:
        """The last word on every date, newest date first, as readers of this edition see it."""
        if plan.release is None:
            return self.last_words()
        return self.filter(pk__lte=plan.release.last_step).last_words(plan.release.last_step)

    def last_words(self, upto: int | None = None) -> MilestoneStepQuerySet:
        """The latest of every date; `upto`: of those recorded until then."""
        later = MilestoneStep.objects.filter(
            milestone=models.OuterRef("milestone"),
            dated=models.OuterRef("dated"),
            sequence__gt=models.OuterRef("sequence"),
        )
        if upto is not None:
            later = later.filter(pk__lte=upto)
        return self.filter(~models.Exists(later)).order_by("milestone", "-dated")


class MilestoneStep(Added):
    """进展: what was done about a milestone, when, and who says so.

    `dated` is ISO and may be partial (2023, 2023-06); what is only known to the year stands
    before what that year dates more exactly. A later step of the same date corrects the earlier.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="steps")
    dated = models.CharField(max_length=10)
    sequence = models.PositiveIntegerField()
    stage = models.CharField(max_length=16, choices=Milestone.Stage)
    wording = models.TextField()
    wording_en = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="steps")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = MilestoneStepQuerySet.as_manager()

    class Meta:
        ordering = ("milestone", "dated", "sequence")
        constraints = [
            models.UniqueConstraint(
                fields=("milestone", "dated", "sequence"),
                name="one_step_per_milestone_date_and_sequence",
            ),
            models.CheckConstraint(condition=~models.Q(wording=""), name="step_says_what_was_done"),
        ]
