"""Doorbells: each job may be lost, repeated or late without anything being said twice."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from collection import importing, reminders


@shared_task(name="collection.remind")  # type: ignore[untyped-decorator]
def remind() -> None:
    """Give the reminders whose day has come, and forget files nobody confirmed."""
    reminders.remind()
    importing.sweep(timezone.now())
