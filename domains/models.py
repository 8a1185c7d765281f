"""重点领域: what the plan wants done, field by field."""

from django.db import models

from indicators.models import Indicator, Milestone, Plan


class Domain(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="domains")
    code = models.CharField(max_length=64)
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    summary = models.TextField()
    place = models.CharField(max_length=200)
    indicators = models.ManyToManyField(Indicator, related_name="domains")
    milestones = models.ManyToManyField(Milestone, related_name="domains")

    class Meta:
        ordering = ("no",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="one_domain_per_plan_and_code")
        ]

    def __str__(self) -> str:
        return self.name


class Field(models.Model):
    """A field of a domain; `text_missing` where the copy of the plan has no text for it."""

    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="fields")
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    text_missing = models.BooleanField(default=False)
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ("domain", "no")
        constraints = [
            models.UniqueConstraint(fields=("domain", "no"), name="one_field_per_domain_and_no")
        ]


class Special(models.Model):
    """专栏: the boxed programme beside a domain."""

    domain = models.OneToOneField(Domain, on_delete=models.CASCADE, related_name="special")
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    summary = models.TextField()
    place = models.CharField(max_length=200)
