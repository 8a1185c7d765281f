"""Doorbells: each job may be lost, repeated or late without a file being half made."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from reports.exports import making

# A workbook of a million rows takes its time; whoever dies on the way is found by the sweep.
LIMITS = {"soft_time_limit": 1500, "time_limit": 1560}


@shared_task(name="reports.make_export", **LIMITS)  # type: ignore[untyped-decorator]
def make_export(pk: int) -> None:
    """Make the file that was asked for."""
    making.make(pk)


@shared_task(name="reports.sweep_exports")  # type: ignore[untyped-decorator]
def sweep_exports() -> None:
    """Ring again for what still waits, and forget what has had its time."""
    making.sweep(timezone.now())
