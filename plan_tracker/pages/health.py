"""For machines: is the process up, and is everything behind it ready."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from indicators.models import DueFigure, DueIndicator, Heartbeat

STALE = timedelta(seconds=60)
Finding = dict[str, object]


def healthz(_: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def readyz(_: HttpRequest) -> JsonResponse:
    """503 if the database, a migration or the worker is missing; ages are in whole seconds."""
    found = {name: _asked(check) for name, check in CHECKS.items()}
    ready = all(finding["ok"] for finding in found.values())
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


def _asked(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except DatabaseError:
        return {"ok": False, "reason": "the database does not answer this question"}


def _database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True}


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return {"ok": not missing, "missing": [str(migration) for migration, _ in missing]}


def _worker() -> Finding:
    at = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    return {"ok": at is not None and timezone.now() - at <= STALE, "heartbeat_age": _age(at)}


def _due() -> Finding:
    """Waiting work is no reason to refuse readers: the age is for those who watch."""
    found = [
        model.objects.aggregate(oldest=Min("since"))["oldest"]
        for model in (DueFigure, DueIndicator)
    ]
    return {"ok": True, "oldest_age": _age(min((at for at in found if at), default=None))}


def _age(at: datetime | None) -> int | None:
    return None if at is None else int((timezone.now() - at).total_seconds())


CHECKS: dict[str, Callable[[], Finding]] = {
    "database": _database,
    "migrations": _migrations,
    "worker": _worker,
    "due": _due,
}
