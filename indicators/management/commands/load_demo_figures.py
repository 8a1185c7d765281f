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
        codes = "codes of cities in order of their size, separated by commas"
        parser.add_argument("--largest-first", default="", help=codes)

    def handle(self, *, plan: str, largest_first: str = "", **_: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("演示数据 are refused in production")
        found = plan_named(plan)
        if demo.refuses(found):
            raise CommandError("reported figures stand: demo figures are not put beside them")
        codes = [code for code in largest_first.split(",") if code]
        try:
            added = demo.load(found, largest_first=codes)
        except ValueError as error:
            raise CommandError(f"no such city: {error}") from error
        self.stdout.write(f"{added} demo figures recorded")
