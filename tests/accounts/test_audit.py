"""The chain of entries: nothing is changed, left out or put in unseen."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from accounts import audit
from accounts.audit import Actor, Change
from accounts.models import AuditEntry
from tests.at_once import at_once

SHELL = Actor(user=None, name="shell:test")


def wrote(n: int) -> None:
    with transaction.atomic():
        change = Change(action="set", subject="thing", key=str(n), before={"v": 1}, after={"v": n})
        audit.write(change, by=SHELL)


def faults() -> list[tuple[int, str]]:
    return list(audit.broken(AuditEntry.objects.in_order()))


def test_a_chain_as_it_was_written_holds(db: None) -> None:
    for n in range(5):
        wrote(n)
    assert [entry.number for entry in AuditEntry.objects.in_order()] == [1, 2, 3, 4, 5]
    assert faults() == []


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        pytest.param("UPDATE accounts_auditentry SET after='{\"v\":9}' WHERE number=2", (2, "was changed"), id="content"),
        pytest.param("UPDATE accounts_auditentry SET actor_name='x' WHERE number=2", (2, "was changed"), id="actor"),
        pytest.param("DELETE FROM accounts_auditentry WHERE number=2", (3, "follows 1"), id="left out"),
    ],
)  # fmt: skip
def test_tampering_shows(db: None, tampering: str, fault: tuple[int, str]) -> None:
    for n in range(4):
        wrote(n)
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    assert fault in faults()


def test_an_entry_rewritten_with_a_fitting_digest_breaks_the_next(db: None) -> None:
    for n in range(3):
        wrote(n)
    entry = AuditEntry.objects.get(number=2)
    entry.after = '{"v":9}'
    with connection.cursor() as cursor:
        sql = "UPDATE accounts_auditentry SET after=%s, digest=%s WHERE number=2"
        cursor.execute(sql, [entry.after, audit.digest_of(entry)])
    assert faults() == [(3, "does not continue the chain")]


def test_an_entry_belongs_to_the_transaction_of_its_change(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        audit.write(Change(action="set", subject="thing", key="1"), by=SHELL)


def test_a_change_that_is_undone_leaves_no_entry_and_no_gap(transactional_db: None) -> None:
    with transaction.atomic():
        audit.write(Change(action="set", subject="thing", key="1"), by=SHELL)
        transaction.set_rollback(True)
    wrote(1)
    assert [entry.number for entry in AuditEntry.objects.all()] == [1]


def test_entries_of_many_at_once_make_one_chain(transactional_db: None) -> None:
    def write_five() -> None:
        for n in range(5):
            wrote(n)

    assert at_once(*[write_five] * 4) == []
    assert AuditEntry.objects.count() == 20
    assert faults() == []


def test_the_chain_opens_with_a_digest_of_what_was_there_and_only_once(db: None) -> None:
    audit.open_with("abc", by=SHELL)
    audit.open_with("def", by=SHELL)
    (entry,) = AuditEntry.objects.all()
    assert (entry.action, entry.after) == ("opened", '{"digest":"abc"}')


def test_an_entry_can_be_neither_changed_nor_removed(db: None) -> None:
    wrote(1)
    entry = AuditEntry.objects.get()
    with pytest.raises(TypeError, match="never changed"):
        entry.save()
    with pytest.raises(TypeError, match="never removed"):
        AuditEntry.objects.all().delete()
