"""manage.py close_plan SLUG [--reopen]: a plan whose period is over is no longer changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from indicators.management.naming import plan_named
from plan_tracker import planfile


class Command(BaseCommand):
    help = "Close a plan (已收官): files no longer change it. --reopen allows changes again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--reopen", action="store_true")

    def handle(self, *, slug: str, reopen: bool, **_: Any) -> None:
        plan = plan_named(slug)
        moved = planfile.reopen(plan) if reopen else planfile.close(plan)
        state = "open" if reopen else "closed"
        self.stdout.write(f"{slug}: {'now' if moved else 'already'} {state}")
