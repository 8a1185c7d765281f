"""When a sign-in is refused without a look at the password; counted in the database alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from accounts.models import SecurityEvent

WINDOW: Final = timedelta(minutes=15)
MOST_FOR_A_NAME, MOST_FROM_AN_ADDRESS = 5, 20
"""Failures within the window after which nothing is tried any more."""

Kind = SecurityEvent.Kind


def locked(name: str, address: str) -> bool:
    """Whether so many have failed for the name, or from the address, that this one is not tried."""
    since = timezone.now() - WINDOW
    failed = SecurityEvent.objects.filter(kind=Kind.FAILED, at__gt=since)
    for_name = failed.filter(subject=key_of(name))
    ended = SecurityEvent.objects.filter(
        subject=key_of(name), kind__in=[Kind.SIGNED_IN, Kind.UNLOCKED], at__gt=since
    ).first()
    if ended is not None:
        for_name = for_name.filter(id__gt=ended.pk)
    if for_name.count() >= MOST_FOR_A_NAME:
        return True
    return failed.filter(address=address).count() >= MOST_FROM_AN_ADDRESS


def note(kind: Kind, name: str, address: str, detail: str = "") -> None:
    SecurityEvent.objects.create(
        kind=kind, subject=key_of(name), address=address, detail=detail[:400]
    )


def key_of(name: str) -> str:
    """A name as it is counted: letter case and what is too long make no other name of it."""
    return name.strip().casefold()[:150]
