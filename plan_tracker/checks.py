"""What production refuses to start with, one sentence for each reason."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

SHORTEST_KEY = 50
FEWEST_DIFFERENT = 5
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def unsafe_settings(**_: Any) -> list[CheckMessage]:
    """Registered as a deployment check: `manage.py check --deploy` shows the same lines."""
    found = ((name, rule()) for name, rule in RULES.items())
    return [Error(reason, id=f"plan_tracker.{name}") for name, reason in found if reason]


def missing_migrations() -> str | None:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        first_line = str(error).strip().partition("\n")[0]
        return f"The database does not answer ({first_line}); check DATABASE_URL."
    finally:
        # The worker forks after this; children must not share its connection.
        connection.close()
    if not missing:
        return None
    return f"The database lacks {len(missing)} migrations; run 'python manage.py migrate'."


def reasons_not_to_start() -> list[str]:
    reasons = [str(message.msg) for message in unsafe_settings()]
    # An unsafe address is not opened just to count its migrations.
    return reasons or [reason for reason in [missing_migrations()] if reason]


def _secret_key() -> str | None:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:
        return f"SECRET_KEY is missing; set a random text of {SHORTEST_KEY} characters or more."
    if key.startswith("django-insecure-") or len(set(key)) < FEWEST_DIFFERENT:
        return "SECRET_KEY is a default or a pattern; set a random text."
    if len(key) < SHORTEST_KEY:
        return f"SECRET_KEY has {len(key)} characters; use {SHORTEST_KEY} or more, at random."
    return None


def _debug() -> str | None:
    return (
        "DEBUG is true; production must not show its inside: remove it." if settings.DEBUG else None
    )


def _allowed_hosts() -> str | None:
    if not settings.ALLOWED_HOSTS:
        return "ALLOWED_HOSTS is missing; name the site's hosts, separated by commas."
    if _any_host(settings.ALLOWED_HOSTS):
        return "ALLOWED_HOSTS contains '*'; name the site's hosts instead."
    return None


def _any_host(hosts: Iterable[str]) -> bool:
    return any(host in {"*", "."} for host in hosts)


def _database() -> str | None:
    advice = "use PostgreSQL: postgres://user:password@host:5432/name."
    if not settings.DATABASE_GIVEN:
        return f"DATABASE_URL is missing; {advice}"
    if settings.DATABASE["ENGINE"] == "django.db.backends.sqlite3":
        return f"DATABASE_URL names SQLite, which one machine alone can use; {advice}"
    return None


def _redis() -> str | None:
    address = urlsplit(settings.REDIS_URL)
    if address.scheme == "redis+socket" or not settings.REDIS_URL:
        return None
    if address.password or address.hostname in LOOPBACK:
        return None
    return "REDIS_URL has no password though Redis is on another host; protect it with one."


RULES: dict[str, Callable[[], str | None]] = {
    "safe_secret_key": _secret_key,
    "no_debug": _debug,
    "named_hosts": _allowed_hosts,
    "postgresql": _database,
    "protected_redis": _redis,
}
