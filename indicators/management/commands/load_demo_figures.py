"""manage.py load_demo_figures --plan SLUG: labelled figures for every 市(州)."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indicators import demo
from indicators.management.naming import plan_named


class Command(BaseCommand):
    help = "Record labelled demo figures for all cities and measures. Refused in production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", required=True)

    def handle(self, *, plan: str, **_: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("演示数据 are refused in production")
        found = plan_named(plan)
        if demo.refuses(found):
            raise CommandError("reported figures stand: demo figures are not put beside them")
        self.stdout.write(f"{demo.load(found)} demo figures recorded")
