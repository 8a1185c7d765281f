"""重点任务 with their quotas, and the safeguards. Background work is a job, never a task."""

from django.db import models

from indicators.models import Indicator, Milestone, Plan


class KeyTask(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="key_tasks")
    code = models.CharField(max_length=64)
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    summary = models.TextField()
    place = models.CharField(max_length=200)
    indicators = models.ManyToManyField(Indicator, related_name="key_tasks")
    milestones = models.ManyToManyField(Milestone, related_name="key_tasks")

    class Meta:
        ordering = ("no",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="one_task_per_plan_and_code")
        ]

    def __str__(self) -> str:
        return self.name


class Quota(models.Model):
    """量化任务: ties a task to an indicator of a yearly or cumulative rule; holds no numbers."""

    task = models.ForeignKey(KeyTask, on_delete=models.CASCADE, related_name="quotas")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="quotas")
    wording = models.TextField()
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ("task", "indicator__order")
        constraints = [
            models.UniqueConstraint(
                fields=("task", "indicator"), name="one_quota_per_task_and_indicator"
            )
        ]


class Safeguard(models.Model):
    """保障措施; its milestones are the single measures the plan promises."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="safeguards")
    code = models.CharField(max_length=64)
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    summary = models.TextField()
    place = models.CharField(max_length=200)
    milestones = models.ManyToManyField(Milestone, related_name="safeguards")

    class Meta:
        ordering = ("no",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="one_safeguard_per_plan_and_code")
        ]


class SafeguardPoint(models.Model):
    safeguard = models.ForeignKey(Safeguard, on_delete=models.CASCADE, related_name="points")
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ("safeguard", "no")
