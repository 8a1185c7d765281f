"""B2: one accepted figure → every gauge it moves up to the nation, committed.

The floor is the least a database can do for a change: one UPDATE by primary
key and its commit. The work is `record` (the fact, the figure that counts, the
due row, the ring at the broker; committed) and `drain` (committed). Cells are
drawn from all areas, measures and years, so quotas that touch every year of an
area take their share.
"""

from __future__ import annotations

import itertools
from typing import Final

from django.db import connection, transaction

from benchmarks.data import Data, derived, load, rebuilt, revisions
from benchmarks.machine import machine
from benchmarks.pairs import Pairs, Step, in_turns
from benchmarks.sizes import SIZES
from indicators import gauges, record
from indicators.models import DueFigure, Gauge

PAIRS: Final = 300
UPDATE = f"""UPDATE {Gauge._meta.db_table} SET computed_at = %s
    WHERE area_id = %s AND indicator_id = %s AND year = %s AND edition = %s"""


def main(*, size: str, pairs: int) -> None:
    data = load(SIZES[size])
    print(f"\nB2 one accepted figure → every gauge it moves, committed ({pairs} pairs)")
    print(f"{data}\n{machine()}\n{measure(data, pairs=pairs).table()}")


def measure(data: Data, *, pairs: int, unmeasured: int = 5) -> Pairs:
    """Take the times, and show that what they led to is what the facts lead to."""
    found = in_turns(
        floor=floor(),
        work=work(data, figures=pairs + unmeasured),
        pairs=pairs,
        unmeasured=unmeasured,
    )
    if DueFigure.objects.exists():
        raise AssertionError("something is still due after the last drain")
    if derived() != rebuilt(data.plan):
        raise AssertionError("the incremental state differs from the full rebuild")
    return found


def floor() -> Step:
    rows = Gauge.objects.order_by("?")
    keys = rows.values_list("computed_at", "area_id", "indicator_id", "year", "edition")
    endless = itertools.cycle(list(keys[:1000]))

    def update() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(UPDATE, list(next(endless)))

    return update


def work(data: Data, *, figures: int) -> Step:
    waiting = iter(list(itertools.islice(revisions(data.figures), figures)))

    def accept() -> None:
        if record.record([next(waiting)]) != 1 or gauges.drain() < 4:
            raise AssertionError("an accepted figure moves its city and every total above it")

    return accept
