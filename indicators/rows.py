"""Rows in plain SQL, alike on SQLite and PostgreSQL, for the path every single figure takes.

Composing a query through the ORM takes several times as long as running it.
`record` and the drain therefore speak to the tables directly, in the values of
the columns: figures in millionths, fractions as text, dates as ISO text. Every name
in a statement is that of a table or column of our own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model

ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
COPIED_AT_ONCE = 1000

RowT = TypeVar("RowT", bound=NamedTuple)
T = TypeVar("T")
Values = Sequence[Any]

MOST_PARAMETERS = 900
"""In one statement; older SQLite takes no more than 999."""


def query(row: type[RowT], sql: str, parameters: Values = ()) -> list[RowT]:
    """What the statement finds, each as a `row`."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row(*values) for values in cursor.fetchall()]


def read(row: type[RowT], model: type[Model], **among: Collection[Any]) -> list[RowT]:
    """The rows whose columns hold one of the values given; the fields of `row` are columns."""
    if not all(among.values()):
        return []
    where, parameters = _condition(among)
    sql = f"SELECT {', '.join(row._fields)} FROM {model._meta.db_table} WHERE {where}"  # noqa: S608
    return query(row, sql, parameters)


def delete(model: type[Model], key: str, **among: Collection[Any]) -> None:
    """Remove the rows whose columns hold one of the values given, but for those being written.

    To wait for a writer who may be waiting for us would end in one of the two being refused.
    """
    where, parameters = _condition(among)
    table, can_skip = model._meta.db_table, connection.features.has_select_for_update_skip_locked
    free = connection.ops.for_update_sql(skip_locked=True) if can_skip else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {where} {free})",  # noqa: S608
            parameters,
        )


def _condition(among: Mapping[str, Collection[Any]]) -> tuple[str, list[Any]]:
    conditions = (f"{column} IN ({marks(len(values))})" for column, values in among.items())
    return " AND ".join(conditions), [value for values in among.values() for value in values]


def append(model: type[Model], rows: Iterable[Values], *, columns: Values) -> None:
    """Add rows none of which is there yet: the quickest way the database has for many."""
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks(len(columns))})"  # noqa: S608
            cursor.executemany(sql, list(rows))
            return
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            waiting = iter(rows)
            while some := list(islice(waiting, COPIED_AT_ONCE)):
                copy.write("".join(map(_line, some)))


def _line(row: Values) -> str:
    """A row as COPY reads it."""
    return "\t".join(map(_copied, row)) + "\n"


def _copied(value: Any) -> str:
    if isinstance(value, str):
        return value.translate(ESCAPED)
    return "\\N" if value is None else str(value)


def insert(model: type[Model], rows: Iterable[Values], *, columns: Values, but: str = "") -> None:
    """Add the rows; `but` says what becomes of one that is there already."""
    row = f"({marks(len(columns))})"
    with connection.cursor() as cursor:
        for some in batches(rows, each=len(columns)):
            sql = (
                f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "  # noqa: S608
                f"VALUES {', '.join([row] * len(some))} {but}"
            )
            cursor.execute(sql, [value for values in some for value in values])


def upsert(model: type[Model], rows: Iterable[Values], *, columns: Values, key: Values) -> None:
    """Add the rows, or renew those whose key is there already."""
    renewed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    but = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {renewed}"
    insert(model, rows, columns=columns, but=but)


def batches(rows: Iterable[T], *, each: int = 1) -> Iterator[list[T]]:
    """As many rows at a time as one statement takes with `each` parameters a row."""
    waiting = iter(rows)
    while some := list(islice(waiting, max(1, MOST_PARAMETERS // each))):
        yield some


def marks(count: int) -> str:
    return ", ".join(["%s"] * count)


def keep_writers_out(model: type[Model]) -> None:
    """Until the transaction ends nobody else writes to the table; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
