"""manage.py verify: what must always hold, and what breaks it. Exit code 1 if anything does."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from plan_tracker.verify import INVARIANTS


class Command(BaseCommand):
    help = "Check the data against what must always hold. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, as_json: bool = False, **_: Any) -> None:
        found = {each.code: list(each.broken()) for each in INVARIANTS}
        if as_json:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            for each in INVARIANTS:
                faults = found[each.code]
                self.stdout.write(f"{'broken' if faults else 'holds '}  {each.code}: {each.says}")
                for fault in faults:
                    self.stdout.write(f"        {fault}")
        if any(found.values()):
            sys.exit(1)
