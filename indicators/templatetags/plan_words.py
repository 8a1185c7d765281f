"""Texts in the reader's language and figures as they are printed."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from indicators.charts.wording import Language, Number, Text, printed, printed_computed

register = template.Library()


def language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "zh"


@register.filter
def said(text: Text | None) -> str:
    return "" if text is None else text.said(language())


@register.filter
def figure(value: Number | None, decimals: int) -> str:
    return printed(value, decimals)


@register.filter
def computed(value: Number | None, decimals: int) -> str:
    return printed_computed(value, decimals)


@register.filter
def percent(ratio: Number | None) -> str:
    """A ratio as a percentage with one decimal; an unknown one is a dash."""
    return "—" if ratio is None else f"{printed(ratio * 100, 1)}%"


@register.filter
def named(row: object) -> str:
    """The name of a row of the plan (`name`, `name_en`) in the reader's language."""
    return str(getattr(row, "name_en" if language() == "en" else "name", ""))
