"""Asking for a file, and what its owner may still do about it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from accounts.models import User
from areas.problems import Problem
from areas.rights import Rights
from collection.refusals import NotThere, NotYours, RefusedChange, WrongState
from indicators import freshness
from indicators.doorbell import ring_for
from reports.exports.wish import Wish
from reports.models import Export

State = Export.State
JOB: Final = "reports.make_export"
OPEN: Final = (State.WAITING, State.RUNNING)
MOST_OPEN: Final = 5
"""Files one person may wait for at a time."""
MOST_PUBLIC: Final = 40
"""Files of what is public that wait at a time; they are made once for everybody."""
TOO_MANY: Final = 60
"""Seconds after which somebody may ask again where as many wait."""


def ask(wish: Wish, *, by: Actor, rights: Rights) -> Export:
    """Have the file made for this person; one that is on its way already is that one.

    Raises NotYours, or RefusedChange where too many wait.
    """
    if not allowed(rights, wish.right, wish.area.pk if wish.area else None):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    if by.user is None:
        raise TypeError("a file of one's own is a person's")
    fingerprint = wish.fingerprint(freshness.versions(wish.plan.slug))
    with transaction.atomic():
        # Held, so that two requests at once do not both find room.
        owner = User.objects.select_for_update().get(pk=by.user.pk)
        own = Export.objects.filter(owner=owner, state__in=OPEN)
        if (same := own.filter(fingerprint=fingerprint).first()) is not None:
            return same
        if own.count() >= MOST_OPEN:
            raise RefusedChange(Problem.of("E-EXPORTS-OPEN", n=MOST_OPEN))
        made = Export.objects.create(owner=owner, **_fields(wish, fingerprint))
        after = {"name": made.name, "format": made.format, "edition": made.edition}
        change = Change(action="export_asked", subject="export", key=str(made.key), after=after)
        audit.write(change, by=by)
        transaction.on_commit(lambda: ring_for(JOB, made.pk))
    return made


def ask_in_public(wish: Wish) -> Export:
    """The file of what is public: the one there is, or a new one. Raises RefusedChange."""
    fingerprint = wish.fingerprint(freshness.versions(wish.plan.slug))
    same = Export.objects.filter(owner=None, fingerprint=fingerprint)
    if (found := same.first()) is not None:
        return again(found) if found.state in (State.FAILED, State.CANCELLED) else found
    if Export.objects.filter(owner=None, state__in=OPEN).count() >= MOST_PUBLIC:
        raise RefusedChange(Problem.of("E-RATE", n=TOO_MANY))
    made, new = Export.objects.get_or_create(
        owner=None, fingerprint=fingerprint, defaults=_fields(wish, fingerprint)
    )
    if new:
        ring_for(JOB, made.pk)
    return made


def _fields(wish: Wish, fingerprint: str) -> dict[str, object]:
    return {
        "right": wish.right, "area": wish.area, "plan": wish.plan, "edition": wish.plan.edition,
        "kind": wish.kind, "format": wish.format, "asked": dict(wish.asked),
        "language": wish.language, "fingerprint": fingerprint, "name": wish.name,
    }  # fmt: skip


def export_for(user: User | None, rights: Rights, key: UUID) -> Export:
    """The file with this key, for whoever may have it now. Raises NotThere for everybody else.

    What is public has no owner. What somebody asked for is theirs alone, and only as long as they
    may still see what is in it.
    """
    mine = Q(owner=None) if user is None else Q(owner=None) | Q(owner=user)
    found = Export.objects.filter(mine, key=key).select_related("plan", "area").first()
    if found is None or not still_allowed(found, rights):
        raise NotThere
    return found


def still_allowed(export: Export, rights: Rights) -> bool:
    return export.owner_id is None or allowed(rights, export.right, export.area_id)


def allowed(rights: Rights, right: str, area_id: int | None) -> bool:
    """For one place, or else for every place: a right for the own place alone is not enough."""
    if area_id is None:
        return rights.places(right) is None
    return rights.may(right, area_id=area_id)


def own_exports(user: User, rights: Rights) -> list[Export]:
    rows = Export.objects.filter(owner=user).select_related("plan", "area")
    return [row for row in rows if still_allowed(row, rights)]


def cancel(export: Export) -> None:
    """Whatever run works on it stops at its next word of progress. Raises WrongState."""
    changed = Export.objects.filter(pk=export.pk, state__in=OPEN).update(
        state=State.CANCELLED, claim=None, finished_at=timezone.now()
    )
    if not changed:
        raise WrongState(Problem.of("E-STATE", state="已结束", state_en="over already"))


def again(export: Export) -> Export:
    """Try once more what failed or was cancelled. Raises WrongState."""
    changed = Export.objects.filter(pk=export.pk, state__in=(State.FAILED, State.CANCELLED)).update(
        state=State.WAITING, runs=0, done=0, due=0, problem="", claim=None, beat_at=None
    )
    if not changed:
        raise WrongState(Problem.of("E-STATE", state="正在生成或已生成", state_en="under way"))
    ring_for(JOB, export.pk)
    export.refresh_from_db()
    return export


def remove(export: Export) -> None:
    export.delete()
