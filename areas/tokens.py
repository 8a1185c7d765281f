"""接口令牌: made by whoever may have one, shown once, ended by their owner or an administrator."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.audit import Actor, Change
from accounts.models import Token, User
from areas.problems import Problem, ProblemsFound
from areas.rights import Rights

PREFIX: Final = "ptk_"
LONGEST: Final = 366
"""Days."""
MOST: Final = 10
"""Tokens one person may have at a time."""
RIGHTS: Final = {Token.Scope.READ: "read_token", Token.Scope.WRITE: "write_token"}


def make_token(name: str, scope: str, days: int, *, by: Actor, rights: Rights) -> tuple[Token, str]:
    """The token and its secret, which is known to nobody afterwards. Raises ProblemsFound."""
    if by.user is None:
        raise TypeError("a token is a person's")
    said = name.strip()
    if scope not in RIGHTS:
        raise ProblemsFound([Problem.of("E-PARAM", field="scope")])
    if not rights.may(RIGHTS[Token.Scope(scope)]):
        raise ProblemsFound([Problem.of("E-FORBIDDEN")])
    if not said or len(said) > 60:
        raise ProblemsFound([Problem.of("E-TXT-LENGTH", n=60, m=len(said))])
    if not 1 <= days <= LONGEST:
        raise ProblemsFound([Problem.of("E-NUM-RANGE", min=1, max=LONGEST)])
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        owner = User.objects.select_for_update().get(pk=by.user.pk)
        if len(living(owner)) >= MOST:
            raise ProblemsFound([Problem.of("E-NUM-RANGE", min=0, max=MOST)])
        made = Token.objects.create(
            user=owner, name=said, scope=scope, hint=secret[:9], digest=digest_of(secret),
            expires_at=timezone.now() + timedelta(days=days),
        )  # fmt: skip
        after = {"name": said, "scope": scope, "until": made.expires_at}
        audit.write(_change("token_made", made, after), by=by)
    return made, secret


def revoke(token: Token, *, by: Actor) -> None:
    """End it at once; a second time does nothing."""
    with transaction.atomic():
        held = Token.objects.select_for_update().get(pk=token.pk)
        if held.revoked_at is not None:
            return
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        audit.write(_change("token_revoked", held, {"name": held.name}), by=by)


def living(user: User) -> list[Token]:
    rows = Token.objects.filter(user=user, revoked_at=None, expires_at__gt=timezone.now())
    return list(rows)


def token_of(secret: str) -> Token | None:
    """The living token of somebody who may still sign in, and of a scope they may still have."""
    rows = Token.objects.select_related("user").filter(
        digest=digest_of(secret), revoked_at=None, expires_at__gt=timezone.now(),
        user__is_active=True,
    )  # fmt: skip
    found = rows.first()
    if found is not None and found.used_on != timezone.localdate():
        Token.objects.filter(pk=found.pk).update(used_on=timezone.localdate())
    return found


def digest_of(secret: str) -> str:
    """A secret is long and random: one round of a hash hides it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _change(action: str, token: Token, after: dict[str, object]) -> Change:
    return Change(action=action, subject="token", key=str(token.pk), after=after)
