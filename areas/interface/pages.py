"""A list a page at a time: a cursor names the last row that was given, and cannot be made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from ninja import Field, Schema

from areas.interface.faults import Refused
from areas.problems import Problem

ItemT = TypeVar("ItemT")
RowT = TypeVar("RowT", bound=Model)
SALT: Final = "interface.cursor"
MOST: Final = 1000


class Paged(Schema):
    """How much of a list, and after which row."""

    limit: int = Field(100, ge=1, le=MOST, description="Rows on a page.")
    cursor: str = Field("", max_length=300, description="`next` of the page before.")


class Page(Schema, Generic[ItemT]):
    """`next` is empty on the last page."""

    items: list[ItemT]
    next: str


def page_of(
    rows: QuerySet[RowT],
    asked: Paged,
    *,
    by: Sequence[str],
    item: Callable[[RowT], Any],
) -> dict[str, Any]:
    """The rows after the cursor, ordered by the columns `by`, which together tell a row apart."""
    if asked.cursor:
        rows = rows.filter(_after(by, _read(asked.cursor, len(by))))
    found = list(rows.order_by(*by)[: asked.limit + 1])
    given = found[: asked.limit]
    more = len(found) > asked.limit
    last = [_column(given[-1], name) for name in by] if more else []
    return {
        "items": [item(row) for row in given],
        "next": signing.dumps(last, salt=SALT) if more else "",
    }


def whole(items: Iterable[Any]) -> dict[str, Any]:
    """A list so short that it is one page."""
    return {"items": list(items), "next": ""}


def _column(row: Model, name: str) -> Any:
    found: Any = row
    for step in name.split("__"):
        found = getattr(found, step)
    return found


def _after(by: Sequence[str], last: Sequence[Any]) -> Q:
    """Greater in the first column, or the same there and greater in the next, and so on."""
    found = Q(pk__in=[])
    for n, name in enumerate(by):
        same = Q(**{by[k]: last[k] for k in range(n)})
        found |= same & Q(**{f"{name}__gt": last[n]})
    return found


def _read(cursor: str, length: int) -> list[Any]:
    try:
        found = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise Refused(400, Problem.of("E-PARAM", field="cursor"), place="cursor") from error
    if not isinstance(found, list) or len(found) != length:
        raise Refused(400, Problem.of("E-PARAM", field="cursor"), place="cursor")
    return found
