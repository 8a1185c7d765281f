"""Idempotency-Key: what is sent twice is done once, and answered twice the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone

from accounts.audit import canonical
from accounts.models import OnceKey
from areas.interface.caller import Called
from areas.interface.faults import Refused
from areas.problems import Problem

KEY: Final = re.compile("[!-~]{8,100}")
HEADER: Final = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "description": "Sent twice with one key a change is made once and answered twice the same.",
    "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"},
}  # fmt: skip
LOST: Final = timedelta(seconds=60)
"""After so long without an answer whoever held the key is taken for dead."""
KEPT: Final = timedelta(days=2)


def once(
    request: Called, change: Callable[[], tuple[Any, str]], *, status: int = 200
) -> HttpResponse:
    """Carry out the change and answer with what it says and its ETag, or repeat the first answer.

    The answer is written with the change: there is one if and only if there is the other. What is
    refused gives the key back.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():
            said, etag = change()
        return _answer(status, canonical(said), etag)
    if not KEY.fullmatch(key):
        raise Refused(400, Problem.of("E-PARAM", field="Idempotency-Key"), place="Idempotency-Key")
    held = _hold(request, key)
    if held.status is not None:
        return _answer(held.status, held.answer, held.etag)
    try:
        with transaction.atomic():
            said, etag = change()
            text = canonical(said)
            OnceKey.objects.filter(pk=held.pk).update(status=status, answer=text, etag=etag)
    except Exception:
        OnceKey.objects.filter(pk=held.pk, status=None).delete()
        raise
    return _answer(status, text, etag)


def _hold(request: Called, key: str) -> OnceKey:
    """The row of the key, ours or answered already. Raises Refused: 422 for another body, 409."""
    now, user = timezone.now(), request.auth.user
    sent = f"{request.method} {request.path}\n".encode() + request.body
    digest = hashlib.sha256(sent).hexdigest()
    OnceKey.objects.filter(at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            return OnceKey.objects.create(user=user, key=key, digest=digest, at=now)
    except IntegrityError:
        found = OnceKey.objects.filter(user=user, key=key).first()
    if found is None:
        raise Refused(409, Problem.of("E-IDEM"))
    if found.digest != digest:
        raise Refused(422, Problem.of("E-IDEM"), place="Idempotency-Key")
    lost = OnceKey.objects.filter(pk=found.pk, status=None, at__lt=now - LOST)
    if found.status is None and not lost.update(at=now):
        raise Refused(409, Problem.of("E-IDEM"), headers={"Retry-After": "1"})
    return found


def _answer(status: int, text: str, etag: str) -> HttpResponse:
    response = HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
    if etag:
        response.headers["ETag"] = etag
    return response
