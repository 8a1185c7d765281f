"""A small named cast: who sits where in a province with two cities."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from accounts.audit import Actor
from accounts.models import User
from areas.models import Area, Seat

SHELL = Actor(user=None, name="shell:test")


def area(code: str, kind: str = "city", parent: Area | None = None) -> Area:
    found, _ = Area.objects.get_or_create(
        code=code,
        defaults={
            "kind": kind,
            "name": f"{code}市",
            "short_name": code,
            "name_en": code.title(),
            "place": "附",
            "parent": parent,
            "adds_to": parent if kind == "city" else None,
        },
    )
    return found


def person(name: str) -> User:
    found = User.objects.filter(username=name).first()
    if found is None:
        found = User.objects.create(username=name, full_name=name, password_set_at=timezone.now())
    return found


def seat(name: str, role: str, place: Area, *, days: int | None = None) -> Seat:
    """Held since yesterday, until `days` from today."""
    today: date = timezone.localdate()
    return Seat.objects.create(
        user=person(name),
        role=role,
        area=place,
        begins=today - timedelta(days=1),
        ends=None if days is None else today + timedelta(days=days),
    )
