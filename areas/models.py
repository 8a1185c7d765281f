"""Places: whatever a figure can be about, whose total it joins, and who speaks for them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.matrix import matrix


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


class SeatQuerySet(models.QuerySet["Seat"]):
    def with_places(self) -> SeatQuerySet:
        return self.select_related("area", "lent_by")


class Seat(models.Model):
    """席位: a person in a role for a place, from one day to another. Rights come from seats alone.

    `department` is the 责任处室 of a seat at the province. `lent_by` is the seat
    it was delegated from for a time. An ended seat stays, so that the record
    can be read.
    """

    class Role(models.TextChoices):
        REPORTER = "reporter", "填报人"
        HEAD = "head", "审核人"
        FIRST_REVIEWER = "first_reviewer", "省级初审"
        REVIEWER = "reviewer", "省级审核"
        PLANNER = "planner", "规划管理"
        ACCOUNTS = "accounts", "账号管理"
        ANALYST = "analyst", "分析人员"
        LEADER = "leader", "厅领导（只读）"
        AUDITOR = "auditor", "审计员"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats"
    )
    role = models.CharField(max_length=16, choices=Role)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="seats")
    department = models.CharField(max_length=100, blank=True)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    lent_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="lent"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("user", "area", "role")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "role", "area", "department"),
                condition=Q(ended_at__isnull=True),
                name="one_seat_per_person_role_and_place",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="seat_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(lent_by__isnull=True) | Q(ends__isnull=False),
                name="a_lent_seat_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area.short_name} {self.get_role_display()}"

    @property
    def role_words(self) -> tuple[str, str]:
        return matrix().roles[self.role]

    def in_force(self, today: date) -> bool:
        if self.ended_at is not None or today < self.begins:
            return False
        return self.ends is None or today <= self.ends


class PersonChange(models.Model):
    """人员变更: what one administrator proposes about a person; another confirms or refuses it.

    `content` is what the kind needs: of a new person name, phone and seat. One change of a
    person at a time.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "新建账号"
        SEAT = "seat", "分配席位"
        END = "end", "结束席位"
        DISABLE = "disable", "停用账号"
        ENABLE = "enable", "启用账号"
        PASSWORD = "password", "重置密码"
        FACTOR = "factor", "重置两步验证"

    kind = models.CharField(max_length=8, choices=Kind)
    username = models.CharField(max_length=150)
    content = models.JSONField(default=dict)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    confirmed = models.BooleanField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("username",),
                condition=Q(confirmed__isnull=True),
                name="one_open_change_per_person",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("by")),
                name="a_change_of_a_person_is_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.username}"
