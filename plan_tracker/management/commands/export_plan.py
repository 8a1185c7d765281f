"""manage.py export_plan SLUG: print the plan's file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.models import Plan
from plan_tracker import planfile


class Command(BaseCommand):
    help = "Print a stored plan as the file that load_plan reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")

    def handle(self, *, slug: str, **_: Any) -> None:
        plan = Plan.objects.filter(slug=slug).first()
        if plan is None:
            known = ", ".join(Plan.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"there is no plan '{slug}'; stored plans: {known}")
        self.stdout.write(planfile.export(plan), ending="")
