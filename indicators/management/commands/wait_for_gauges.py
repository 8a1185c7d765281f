"""manage.py wait_for_gauges: wait until the worker has recomputed everything that is due."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators import doorbell
from indicators.models import DueFigure, DueIndicator, Gauge

PAUSE = 0.5


class Command(BaseCommand):
    help = "Wait until no gauge is due; fails after --timeout seconds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--timeout", type=int, default=300)

    def handle(self, *, timeout: int, **_: Any) -> None:
        doorbell.ring()
        last = time.monotonic() + timeout
        while any(due := (DueFigure.objects.count(), DueIndicator.objects.count())):
            if time.monotonic() > last:
                raise CommandError(
                    f"{due[0]} cells and {due[1]} indicators are still due after {timeout} s: "
                    "is a worker running?"
                )
            time.sleep(PAUSE)
        self.stdout.write(f"nothing is due; {Gauge.objects.count()} gauges stand")
