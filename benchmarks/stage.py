"""One benchmark on one fresh database whose commits wait for the disk, as in production."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

from tests import services  # starts Redis, and gives this process a state folder of its own


def main() -> None:
    work, database, size, pairs = sys.argv[1:]
    if database == "postgresql":
        use_postgresql()
    os.environ["DJANGO_SETTINGS_MODULE"] = "plan_tracker.settings"
    os.environ["LOG_LEVEL"] = "WARNING"
    django.setup()
    call_command("migrate", verbosity=0)
    # Models can be imported only now.
    benchmark = importlib.import_module(f"benchmarks.{work}")
    benchmark.main(size=size, pairs=int(pairs or benchmark.PAIRS))


def use_postgresql() -> None:
    """PostgreSQL with Redis, as in production; a commit there is worth something."""
    services.UNSAFE_BUT_FAST.clear()
    base = Path(os.environ["PLAN_TRACKER_TEST_STATE"])
    os.environ["DATABASE_URL"] = services.start_postgresql(base)
    os.environ["REDIS_URL"] = os.environ["PLAN_TRACKER_TEST_REDIS_URL"]


if __name__ == "__main__":
    main()
