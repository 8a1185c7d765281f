"""Doorbells: each job may be lost, repeated or late without anything being said twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from collection import importing, notices, once, reminders


@shared_task(name="collection.remind")  # type: ignore[untyped-decorator]
def remind() -> None:
    """Give the reminders whose day has come, and forget files nobody confirmed."""
    reminders.remind()
    importing.sweep(timezone.now())
    once.sweep(timezone.now())


@shared_task(name="collection.send_notices")  # type: ignore[untyped-decorator]
def send_notices() -> None:
    """Send what waits to be sent by mail or through the gateway."""
    notices.send_notices()
