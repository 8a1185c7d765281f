"""The first entry of the log: a digest of what was there before anybody could change it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from django.apps import apps
from django.core import serializers
from django.db.models import Model

LOADED: Final = ("areas", "indicators", "domains", "regions", "tasks")
"""The apps whose rows come from files at the machine, before there is a log."""
APART: Final = ("gauge", "duefigure", "dueindicator", "drainlock", "heartbeat", "currentfigure")
"""Made again from the others, at any moment."""


def digest_of_what_is_there() -> str:
    """SHA-256 of every row, model by model, in one order."""
    digest = hashlib.sha256()
    for model in _models():
        rows = model._default_manager.order_by("pk").iterator(chunk_size=1000)
        for row in rows:
            digest.update(serializers.serialize("json", [row]).encode())
    return digest.hexdigest()


def _models() -> Iterator[type[Model]]:
    for label in LOADED:
        for model in sorted(apps.get_app_config(label).get_models(), key=lambda m: m.__name__):
            if model._meta.model_name not in APART:
                yield model
