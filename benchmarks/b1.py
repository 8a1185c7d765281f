"""B1: every gauge of a plan computed afresh and written, committed.

The floor is what no way of doing it can save: reading every fact once, inside the
database, and writing the finished rows in bulk into an empty table with the same keys,
committed. The work is `rebuild`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction

from benchmarks.data import Data, derived, load, revisions
from benchmarks.machine import machine
from benchmarks.pairs import Pairs, Step, in_turns
from benchmarks.sizes import SIZES
from indicators import gauges, record
from indicators.models import Actual, Gauge

PAIRS: Final = 3
REVISED: Final = 40
GAUGES: Final = Gauge._meta.db_table
SCAN: Final = f"SELECT COUNT(*), SUM(value), SUM(step) FROM {Actual._meta.db_table}"


def main(*, size: str, pairs: int) -> None:
    data = load(SIZES[size])
    print(f"\nB1 all {Gauge.objects.count():,} gauges afresh, committed ({pairs} pairs)")
    print(f"{data}\n{machine()}\n{measure(data, pairs=pairs).table()}")


def measure(data: Data, *, pairs: int) -> Pairs:
    """Take the times, and show that computing afresh says what single changes have led to."""
    record.record(list(islice(revisions(data.figures), REVISED)))
    gauges.drain()
    incremental = derived()
    try:
        found = in_turns(floor=floor(), work=work(data), pairs=pairs, unmeasured=1)
    finally:
        _execute("DROP TABLE IF EXISTS finished")
    if derived() != incremental:
        raise AssertionError("the rebuilt state differs from the incremental")
    return found


def work(data: Data) -> Step:
    expected = Gauge.objects.count()

    def rebuild() -> None:
        if gauges.rebuild([data.plan]) != expected:
            raise AssertionError("a rebuild writes every gauge there is")

    return rebuild


def floor() -> Step:
    return _floor_of_postgresql() if connection.vendor == "postgresql" else _floor_of_sqlite()


def _floor_of_postgresql() -> Step:
    _execute(f"CREATE TABLE finished (LIKE {GAUGES} INCLUDING ALL)")
    finished = list(_copied_out())

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE finished")
            cursor.execute(SCAN)
            with cursor.copy("COPY finished FROM STDIN") as copy:
                for block in finished:
                    copy.write(block)

    return write


def _copied_out() -> Iterator[bytes]:
    with connection.cursor() as cursor, cursor.copy(f"COPY {GAUGES} TO STDOUT") as copy:
        lines = iter(copy)
        while some := list(islice(lines, 1000)):
            yield b"".join(bytes(line) for line in some)


def _floor_of_sqlite() -> Step:
    (made,) = _execute("SELECT sql FROM sqlite_master WHERE name = %s", GAUGES)[0]
    _execute(made.replace(f'"{GAUGES}"', "finished", 1))
    for name, columns in _keys_of_sqlite():
        _execute(f"CREATE INDEX finished_{name} ON finished ({columns})")
    rows = _execute(f"SELECT * FROM {GAUGES}")
    insert = f"INSERT INTO finished VALUES ({', '.join(['%s'] * len(rows[0]))})"

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM finished")
            cursor.execute(SCAN)
            cursor.executemany(insert, rows)

    return write


def _keys_of_sqlite() -> Iterator[tuple[int, str]]:
    """The indexes beside the primary key."""
    made = _execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
        GAUGES,
    )
    for number, (sql,) in enumerate(made):
        yield number, sql.rpartition("(")[2].rstrip(")")


def _execute(sql: str, *parameters: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []
