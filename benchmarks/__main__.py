"""`python -m benchmarks b2 --size 10k`: each work in a process of its own on each database."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.sizes import SIZES

HOUSE = Path(__file__).resolve().parent.parent
DATABASES = ("sqlite", "postgresql")
ON_EVERY_DATABASE = ("b1", "b2", "b7", "b8")
ON_POSTGRESQL = ("b4", "b5")
"""A web server in production refuses SQLite."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("work", choices=[*ON_EVERY_DATABASE, *ON_POSTGRESQL, "all"])
    parser.add_argument("--size", choices=list(SIZES), default="10k")
    parser.add_argument("--pairs", type=int, help="instead of as many as the work asks for")
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    given = parser.parse_args()
    chosen = [given.database] if given.database else list(DATABASES)
    works = [*ON_EVERY_DATABASE, *ON_POSTGRESQL] if given.work == "all" else [given.work]
    failed = 0
    for work in works:
        for database in chosen if work in ON_EVERY_DATABASE else ["postgresql"]:
            failed |= run(work, database=database, size=given.size, pairs=given.pairs)
    sys.exit(failed)


def run(work: str, *, database: str, size: str, pairs: int | None) -> int:
    command = [sys.executable, "-m", "benchmarks.stage", work, database, size, str(pairs or "")]
    # The stage starts its own PostgreSQL; the one of the tests does not wait for the disk.
    environment = {**os.environ, "PLAN_TRACKER_TEST_DB": "sqlite"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(command, cwd=HOUSE, env=environment, check=False).returncode


if __name__ == "__main__":
    main()
