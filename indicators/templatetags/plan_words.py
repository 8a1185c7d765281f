"""Texts in the reader's language and figures as they are printed."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from areas.models import Area
from indicators.charts.wording import (
    Language,
    Number,
    Text,
    bounds,
    computed_places,
    printed,
    stated,
    stated_computed,
)
from indicators.charts.wording import amount as amount_of
from indicators.charts.wording import percent as percent_of
from indicators.models import Indicator, Measure, Plan, Target
from indicators.queries.growth import Change
from indicators.queries.plans import title_of
from indicators.queries.promise_words import target_words
from indicators.queries.standing import Standing
from indicators.queries.standing_words import (
    goal_words,
    interim_words,
    progress_words,
    when_words,
)
from indicators.queries.words import unit_words

register = template.Library()


def language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "zh"


@register.filter
def said(text: Text | None) -> str:
    return "" if text is None else text.said(language())


@register.filter
def figure(value: Number | None, decimals: int) -> str:
    return stated(value, decimals)


@register.filter
def amount(value: Number | None, row: Standing) -> str:
    """A figure in the unit of the row's indicator."""
    return said(amount_of(value, row.decimals, row.unit))


@register.filter
def computed(value: Number | None, row: Standing) -> str:
    """A computed figure in the unit of the row's indicator."""
    return said(amount_of(value, computed_places(row.decimals), row.unit))


@register.filter
def computed_figure(value: Number | None, decimals: int) -> str:
    return stated_computed(value, decimals)


@register.filter
def ratio(value: Number | None) -> str:
    """A pure number with two places."""
    return printed(value, 2)


@register.filter
def goal(row: Standing) -> str:
    return said(goal_words(row))


@register.filter
def level(row: Standing) -> str:
    """The level the target asks for, without its unit: ≥16,000, or 12—14 for a range."""
    if row.target is None:
        return "—"
    return bounds(row.target, row.upper, row.decimals, row.operator)


@register.filter
def asked(target: Target, row: Standing) -> str:
    """What one target of the row's indicator asks for, as the plan puts it."""
    return said(target_words(row, target))


@register.filter
def when(row: Standing) -> str:
    return said(when_words(row))


@register.filter
def interim(row: Standing) -> str:
    return said(interim_words(row))


@register.filter
def progress(row: Standing) -> str:
    return said(progress_words(row))


@register.filter
def change(found: Change | None) -> str:
    return "—" if found is None else said(found.words)


@register.filter
def percent(ratio: Number | None) -> str:
    return percent_of(ratio)


@register.filter
def titled(plan: Plan) -> str:
    return said(title_of(plan))


@register.filter
def named(row: object) -> str:
    """The name of a row of the plan (`name`, `name_en`) in the reader's language."""
    return str(getattr(row, "name_en" if language() == "en" else "name", ""))


@register.filter
def in_unit(row: Measure | Indicator) -> str:
    """The unit of what is measured, in the reader's language."""
    return said(unit_words(row.unit))


@register.filter
def short(area: Area) -> str:
    """A place's name as short as it is usually said."""
    return area.name_en.split(" ")[0] if language() == "en" else area.short_name
