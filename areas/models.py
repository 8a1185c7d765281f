"""Places: whatever a figure can be about, and whose total it joins."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class AreaQuerySet(models.QuerySet["Area"]):
    def cities(self) -> AreaQuerySet:
        return self.filter(kind=Area.Kind.CITY)

    def in_order(self) -> AreaQuerySet:
        return self.order_by("order", "code")


class Area(models.Model):
    """A place. `parent` says where it lies, `adds_to` whose total it joins.

    The two differ on purpose: a high-tech zone lies in a city and joins no
    total, because its figures are already part of the city's.

    `tile_column` and `tile_row`, counted from 1 at the top left, say where it
    stands in a schematic map of its neighbours; both or neither are known.
    """

    class Kind(models.TextChoices):
        NATION = "nation", "全国"
        PROVINCE = "province", "省"
        ECONOMIC_AREA = "economic_area", "经济区"
        CITY = "city", "市（州）"
        COUNTY = "county", "县（市、区）"
        ZONE = "zone", "高新区"
        KEY_REGION = "key_region", "重点区域"
        COMPARATOR = "comparator", "对比地区"

    ADDING_KINDS = (Kind.PROVINCE, Kind.ECONOMIC_AREA, Kind.CITY)

    code = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="lies_within"
    )
    adds_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    order = models.PositiveIntegerField(default=0)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=200)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ("order", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(adds_to__isnull=True) | ~Q(adds_to=F("id")),
                name="area_does_not_add_to_itself",
            ),
            models.CheckConstraint(
                condition=Q(adds_to__isnull=True)
                | Q(kind__in=["province", "economic_area", "city"]),
                name="only_cities_and_up_add_to_a_total",
            ),
            models.CheckConstraint(
                condition=Q(tile_column__isnull=True, tile_row__isnull=True)
                | Q(tile_column__gte=1, tile_row__gte=1),
                name="a_tile_has_a_column_and_a_row",
            ),
        ]

    def __str__(self) -> str:
        return self.name
