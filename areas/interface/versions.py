"""Two programs never overwrite each other silently: a change says which version it was read at."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from areas.interface.faults import Refused
from areas.problems import Problem

HEADER: Final = {
    "name": "If-Match", "in": "header", "required": True,
    "description": "The ETag that the form was read with.",
    "schema": {"type": "string"},
}  # fmt: skip


def must_match(request: HttpRequest, etag: str, stale: Problem) -> None:
    """Raises Refused: 428 without If-Match, 412 with one that is not the present version."""
    sent = request.headers.get("If-Match", "").strip()
    if not sent:
        raise Refused(428, Problem.of("E-PRECOND"))
    if sent != etag:
        raise Refused(412, stale, headers={"ETag": etag})
