"""Doorbells: each job may be lost, repeated or late without making a gauge wrong."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from indicators import gauges
from indicators.models import Heartbeat


@shared_task(name="indicators.refresh_gauges")  # type: ignore[untyped-decorator]
def refresh_gauges() -> None:
    """Recompute whatever is due."""
    gauges.drain()


@shared_task(name="indicators.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Say that the worker is alive, and catch up with rings that were lost."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})
    if gauges.anything_due():
        gauges.drain()
