"""Files that are made in the background, from the asking to the last day they are kept."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.models import Area
from indicators.models import Plan


class Export(models.Model):
    """A file somebody asked for. `owner` None: of what is public, made once for everybody.

    `right` and `area` say what its owner must be allowed, when it is asked for, when it is made
    and whenever it is fetched. `done` of `due` rows or parts are written. `claim` names the run
    that works on it; what an earlier run still does finds that it is no longer the one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待生成"
        RUNNING = "running", "正在生成"
        READY = "ready", "可下载"
        FAILED = "failed", "未能生成"
        CANCELLED = "cancelled", "已取消"

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="exports"
    )
    right = models.CharField(max_length=32)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="exports")
    edition = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    format = models.CharField(max_length=8)
    asked = models.JSONField()
    language = models.CharField(max_length=8)
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    due = models.PositiveBigIntegerField(default=0)
    runs = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True)
    problem = models.CharField(max_length=32, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=("fingerprint",),
                condition=Q(owner__isnull=True),
                name="one_public_export_of_the_same",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(expires_at__isnull=False) & ~Q(digest="")),
                name="a_ready_export_has_a_digest_and_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Chunk(models.Model):
    """A piece of a finished file, in order. Kept in the database: every worker and web process
    reaches it, and it is there whole or not at all."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="chunks")
    no = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ("export", "no")
        constraints = [
            models.UniqueConstraint(fields=("export", "no"), name="one_chunk_per_export_and_number")
        ]


class SavedView(models.Model):
    """A question of 数据查询 that somebody wants to ask again: its address, under a name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                fields=("user", "plan", "name"), name="one_saved_view_per_user_plan_and_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
