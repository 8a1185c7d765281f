"""A form key against double clicks: the page carries a new one each time it is made."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from accounts.audit import Actor
from areas.problems import Problem
from collection.doors import Asked
from collection.models import SentForm
from collection.refusals import RefusedChange

FIELD: Final = "form_key"
KEPT: Final = timedelta(days=2)


class SentAlready(Exception):
    """The first click has done it, or is about to."""


def new_key() -> str:
    return secrets.token_hex(16)


def key_in(request: Asked) -> str:
    """The key of the form that was sent; empty where a page has none."""
    key = str(request.POST.get(FIELD, ""))
    if key and not re.fullmatch(r"[0-9a-f]{32}", key):
        raise RefusedChange(Problem.of("E-PARAM", field=FIELD))
    return key


def use_up(key: str, *, by: Actor) -> None:
    """In the transaction of the change: where that is refused, the key may be used again.

    Raises SentAlready for one that was used, and waits for one that is being used.
    """
    if not key or by.user is None:
        return
    try:
        with transaction.atomic():
            SentForm.objects.create(key=key, by=by.user)
    except IntegrityError as error:
        raise SentAlready from error


def sweep(now: datetime) -> None:
    """Forget keys nobody can still have a page of."""
    SentForm.objects.filter(at__lt=now - KEPT).delete()
