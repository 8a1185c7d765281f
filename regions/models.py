"""重点区域 and the high-tech zones."""

from django.db import models

from areas.models import Area
from indicators.models import Indicator, Milestone, Plan


class KeyRegion(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="key_regions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="key_regions")
    code = models.CharField(max_length=64)
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    summary = models.TextField()
    place = models.CharField(max_length=200)
    indicators = models.ManyToManyField(Indicator, related_name="key_regions")
    milestones = models.ManyToManyField(Milestone, related_name="key_regions")

    class Meta:
        ordering = ("no",)
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="one_region_per_plan_and_code")
        ]

    def __str__(self) -> str:
        return self.name


class RegionFunction(models.Model):
    """A function the plan gives a key region."""

    region = models.ForeignKey(KeyRegion, on_delete=models.CASCADE, related_name="functions")
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ("region", "no")


class Zone(models.Model):
    """What is known of a high-tech zone: its level and when it was approved."""

    class Level(models.TextChoices):
        NATIONAL = "national", "国家级"
        PROVINCIAL = "provincial", "省级"

    class Certainty(models.TextChoices):
        VERIFIED = "verified", "已核实"
        BACKGROUND = "background", "待核实"

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="zone")
    level = models.CharField(max_length=16, choices=Level)
    approved = models.CharField(max_length=10, blank=True)
    certainty = models.CharField(max_length=16, choices=Certainty)
    note = models.TextField(blank=True)
