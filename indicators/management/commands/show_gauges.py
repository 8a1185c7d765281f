"""manage.py show_gauges --plan SLUG --year Y --area CODE --format table|json."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from indicators.management.naming import area_named, check_year, plan_named
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
        found = plan_named(plan)
        place = area_named(area) if area else found.area
        check_year(found, year)
        rows = gauge_rows(found, place, year)
        if shape == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(_lines(rows)))


def _lines(rows: list[Row]) -> list[str]:
    table = [COLUMNS, *[["" if row[c] is None else str(row[c]) for c in COLUMNS] for row in rows]]
    widths = [max(len(line[n]) for line in table) for n in range(len(COLUMNS))]
    return ["  ".join(cell.ljust(widths[n]) for n, cell in enumerate(line)) for line in table]
