"""What goes out to people besides the page: one row a person, channel and occasion."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """A message on its way. It is claimed before it is sent, so that none goes out twice.

    `failed`: why it was given up; `tries` counts attempts that certainly reached nobody.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", "电子邮件"
        HOOK = "hook", "短信（政务微信）接口"

    key = models.CharField(max_length=160, unique=True)
    channel = models.CharField(max_length=8, choices=Channel)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failed = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.subject
