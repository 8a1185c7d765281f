"""manage.py show_gauges --plan SLUG --year Y --area CODE --format table|json."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.models import Area
from indicators.models import Plan
from indicators.queries.table import Row, gauge_rows

COLUMNS = ("no", "code", "value", "unit", "baseline", "target", "expected", "done", "status")


class Command(BaseCommand):
    help = "Show every indicator of a plan in one place and year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", required=True)
        parser.add_argument("--year", type=int, required=True)
        parser.add_argument("--area", help="area code (default: the plan's own area)")
        parser.add_argument("--format", dest="shape", choices=["table", "json"], default="table")

    def handle(self, *, plan: str, year: int, area: str | None, shape: str, **_: Any) -> None:
        found = Plan.objects.select_related("area").filter(slug=plan).first()
        if found is None:
            known = ", ".join(Plan.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"there is no plan '{plan}'; stored plans: {known}")
        place = Area.objects.filter(code=area).first() if area else found.area
        if place is None:
            raise CommandError(f"there is no area '{area}'")
        rows = gauge_rows(found, place, year)
        if shape == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(rows)))


def _lines(rows: list[Row]) -> list[str]:
    table = [COLUMNS, *[["" if row[c] is None else str(row[c]) for c in COLUMNS] for row in rows]]
    widths = [max(len(line[n]) for line in table) for n in range(len(COLUMNS))]
    return ["  ".join(cell.ljust(widths[n]) for n, cell in enumerate(line)) for line in table]
