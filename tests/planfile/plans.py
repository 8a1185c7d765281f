"""A small invented plan, ways of editing its text, and what the database holds of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import apps

from areas.models import Area
from indicators.models import Measure, Plan, Unit

SMALL = (Path(__file__).parent / "small_plan.yaml").read_text(encoding="utf-8")
APPS = ("areas", "indicators", "domains", "regions", "tasks")


def edited(*edits: tuple[str, str], text: str = SMALL) -> str:
    """`text` with each first (it must stand there once) replaced by its second."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the plan"
        text = text.replace(old, new)
    return text


def line_of(part: str, text: str) -> int:
    """The line on which `part` begins, which must stand in the text once."""
    assert text.count(part) == 1, f"{part!r} stands {text.count(part)} times"
    return text.count("\n", 0, text.index(part)) + 1


def stored() -> dict[str, list[dict[str, Any]]]:
    """Everything the database holds, table by table."""
    models = [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    return {model._meta.label: sorted(model._default_manager.values(), key=str) for model in models}


def nothing_is_stored() -> bool:
    """Every other row belongs to one of these."""
    return not any(model._default_manager.exists() for model in (Area, Unit, Measure, Plan))
