"""操作日志: every change leaves one entry in the same transaction, chained so that tampering shows.

Writing an entry is the last thing a transaction does: it holds the head of the
chain until the commit, and nobody may wait for anything else while holding it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import AuditEntry, AuditHead, User

GENESIS: Final = "0" * 64
ENTRY_FIELDS: Final = (
    *("number", "at", "actor_id", "actor_name", "address", "action", "subject", "subject_key"),
    *("place", "before", "after", "reason", "previous"),
)
"""What a digest covers, in this order."""

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts and from where; a command has no user and the name of the machine's account."""

    user: User | None
    name: str
    address: str = ""

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one thing; `subject` is its kind and `key` what tells it from its like."""

    action: str
    subject: str
    key: str
    before: Content | None = None
    after: Content | None = None
    place: str = ""
    reason: str = ""


def write(change: Change, *, by: Actor) -> AuditEntry:
    """Add the entry. Raises RuntimeError outside a transaction: it belongs to the change's own."""
    (entry,) = write_all([change], by=by)
    return entry


def write_all(changes: Iterable[Change], *, by: Actor) -> list[AuditEntry]:
    """Add one entry a change, in order."""
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry is written in the transaction of the change")
    head = _held_head()
    entries = []
    for change in changes:
        entry = _entry(change, by, number=head.number + 1, previous=head.digest)
        head.number, head.digest = entry.number, entry.digest
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.filter(id=1).update(number=head.number, digest=head.digest)
    return entries


def begun() -> bool:
    return AuditEntry.objects.exists()


def open_with(digest: str, *, by: Actor) -> None:
    """Begin the chain with a digest of what was there before it. Does nothing once it is begun."""
    with transaction.atomic():
        if not begun():
            after = {"digest": digest}
            write(Change(action="opened", subject="audit", key="1", after=after), by=by)


def broken(entries: Iterable[AuditEntry]) -> Iterator[tuple[int, str]]:
    """Number and fault of every entry that does not fit the one before it, or its own content."""
    number, digest = 0, GENESIS
    for entry in entries:
        if entry.number != number + 1:
            yield entry.number, f"follows {number}"
        if entry.previous != digest:
            yield entry.number, "does not continue the chain"
        if entry.digest != digest_of(entry):
            yield entry.number, "was changed"
        number, digest = entry.number, entry.digest


def digest_of(entry: AuditEntry) -> str:
    values = [getattr(entry, name) for name in ENTRY_FIELDS]
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def canonical(content: Any) -> str:
    """JSON that is the same for the same content, figures as text."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_as_text
    )


def _as_text(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def _held_head() -> AuditHead:
    """The head, held until the transaction ends."""
    found = AuditHead.objects.select_for_update().filter(id=1).first()
    if found is None:
        AuditHead.objects.get_or_create(id=1, defaults={"number": 0, "digest": GENESIS})
        return _held_head()
    return found


def _entry(change: Change, by: Actor, *, number: int, previous: str) -> AuditEntry:
    entry = AuditEntry(
        number=number,
        at=timezone.now(),
        actor=by.user,
        actor_name=by.name,
        address=by.address,
        action=change.action,
        subject=change.subject,
        subject_key=change.key,
        place=change.place,
        before="" if change.before is None else canonical(change.before),
        after="" if change.after is None else canonical(change.after),
        reason=change.reason,
        previous=previous,
    )
    entry.digest = digest_of(entry)
    return entry
