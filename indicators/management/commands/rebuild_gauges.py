"""manage.py rebuild_gauges: derive current figures and gauges from the facts again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from indicators import gauges, record
from indicators.management.naming import plan_named
from indicators.models import Plan


class Command(BaseCommand):
    help = "Compute every gauge afresh from the recorded figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", help="only this plan")

    def handle(self, *, plan: str | None, **_: Any) -> None:
        plans = [plan_named(plan)] if plan else list(Plan.objects.all())
        with transaction.atomic():
            figures = record.rebuild_current_figures()
            record.all_due(plans)
        try:
            written = gauges.rebuild(plans)
        except gauges.NotRebuilt as error:
            raise CommandError(f"not computed, see the log: {error}") from error
        self.stdout.write(f"{figures} current figures, {written} gauges")
