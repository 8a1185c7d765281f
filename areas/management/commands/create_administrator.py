"""manage.py create_administrator NAME: the first two people who make accounts and give seats."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import audit, people
from accounts.acting import command_actor
from accounts.models import User
from areas import seating
from areas.models import Area, Seat
from areas.opening import digest_of_what_is_there

MOST = 2
"""Everything about people takes two; who those are is said at the machine itself."""


class Command(BaseCommand):
    help = (
        "Create one of the first two account administrators, with a password that must be changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the name to sign in with")
        parser.add_argument("--full-name", default="", help="姓名")
        parser.add_argument("--area", help="code of the place; by default the only province")

    def handle(self, *, name: str, full_name: str, area: str | None, **_: Any) -> None:
        held = Seat.objects.filter(role=Seat.Role.ACCOUNTS, ended_at=None)
        if held.values("user").distinct().count() >= MOST:
            raise CommandError("there are two account administrators; they make others together")
        if User.objects.filter(username=name).exists():
            raise CommandError(f"there is a user named {name}")
        place, by = _place(area), command_actor()
        # Before the first person there is nobody whose changes could be on record.
        if not audit.begun():
            audit.open_with(digest_of_what_is_there(), by=by)
        with transaction.atomic():
            made = people.make(name, by=by, full_name=full_name)
            seating.give(made.user, Seat.Role.ACCOUNTS, place, by=by)
        self.stdout.write(
            f"{name}: {made.password}\nThe password must be changed at the first sign-in."
        )


def _place(code: str | None) -> Area:
    provinces = Area.objects.filter(kind=Area.Kind.PROVINCE)
    found = Area.objects.filter(code=code) if code else provinces
    if len(found) != 1:
        known = ", ".join(area.code for area in provinces) or "none; load a plan first"
        raise CommandError(f"name the place with --area; provinces on record: {known}")
    return found[0]
