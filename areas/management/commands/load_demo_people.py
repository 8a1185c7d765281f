"""manage.py load_demo_people: somebody in every role, to try the collection with. Never in production."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import audit, people
from accounts.acting import command_actor
from accounts.audit import Actor, Change
from accounts.models import User
from areas import seating
from areas.models import Area, Seat

Role = Seat.Role
IN_THE_CITY = (("demo-reporter", Role.REPORTER), ("demo-head", Role.HEAD))
IN_THE_PROVINCE = (
    ("demo-reviewer", Role.REVIEWER),
    ("demo-planner", Role.PLANNER),
    ("demo-planner-2", Role.PLANNER),
    ("demo-accounts", Role.ACCOUNTS),
    ("demo-analyst", Role.ANALYST),
    ("demo-leader", Role.LEADER),
    ("demo-auditor", Role.AUDITOR),
)


class Command(BaseCommand):
    help = "Make a demo account for every role, all with one new password. Refused in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--city", help="code of the city that reports; by default the first")

    def handle(self, *, city: str | None, **_: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("demo accounts are refused in production")
        cities = Area.objects.cities().filter(adds_to__isnull=False).in_order()
        place = (cities.filter(code=city) if city else cities).first()
        province = Area.objects.filter(kind=Area.Kind.PROVINCE).in_order().first()
        if place is None or province is None:
            raise CommandError(f"no such city: {city}" if city else "load a plan first")
        password, by = f"Demo-{secrets.token_urlsafe(8)}1a", command_actor()
        with transaction.atomic():
            for name, role in IN_THE_CITY:
                _account(name, role, place, password, by)
            for name, role in IN_THE_PROVINCE:
                _account(name, role, province, password, by)
        for name, role in (*IN_THE_CITY, *IN_THE_PROVINCE):
            self.stdout.write(f"{name} ({Role(role).label})")
        self.stdout.write(f"password of all: {password}")


def _account(name: str, role: str, place: Area, password: str, by: Actor) -> None:
    user = User.objects.filter(username=name).first()
    if user is None:
        user = people.make(name, by=by, full_name=f"演示{place.short_name}").user
    user.set_password(password)
    user.password_set_at = timezone.now()
    user.save()
    audit.write(Change(action="password_reset", subject="user", key=name), by=by)
    if not user.seats.filter(role=role, area=place, ended_at=None).exists():
        seating.give(user, role, place, by=by)
