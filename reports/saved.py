"""Questions that somebody keeps for themselves. The only writer of them."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from accounts import audit
from accounts.audit import Actor, Change
from accounts.models import User
from areas.problems import Problem
from collection.refusals import NotThere, RefusedChange
from indicators.models import Plan
from reports.models import SavedView

MOST: Final = 50
LONGEST_NAME: Final = 60
LONGEST_QUERY: Final = 4000


def saved_by(user: User | AbstractBaseUser | AnonymousUser, plan: Plan) -> list[SavedView]:
    if not isinstance(user, User):
        return []
    return list(SavedView.objects.filter(user=user, plan=plan))


def save_view(plan: Plan, name: str, query: str, *, by: Actor) -> SavedView:
    """Under a name that is taken, the new question takes the place of the old. Raises RefusedChange."""
    if by.user is None:
        raise TypeError("a view is a person's")
    if not name:
        raise RefusedChange(Problem.of("E-PARAM", field="name"))
    if len(query) > LONGEST_QUERY:
        raise RefusedChange(Problem.of("E-TXT-LENGTH", n=LONGEST_QUERY, m=len(query)))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.user.pk)
        own = SavedView.objects.filter(user=by.user, plan=plan)
        if own.exclude(name=name).count() >= MOST:
            raise RefusedChange(Problem.of("E-NUM-RANGE", min=0, max=MOST))
        made, _ = own.update_or_create(
            name=name, defaults={"query": query}, create_defaults={
                "user": by.user, "plan": plan, "query": query,
            },
        )  # fmt: skip
        _log("view_saved", made, by)
    return made


def remove_view(pk: int, *, by: Actor) -> None:
    """One's own alone: that of another is not there. Raises NotThere."""
    with transaction.atomic():
        found = SavedView.objects.filter(pk=pk, user=by.user_id).first()
        if found is None:
            raise NotThere
        _log("view_removed", found, by)
        found.delete()


def _log(action: str, view: SavedView, by: Actor) -> None:
    change = Change(action=action, subject="view", key=str(view.pk), after={"name": view.name})
    audit.write(change, by=by)
