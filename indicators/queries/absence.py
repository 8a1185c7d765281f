"""What a reader is told when an address names something that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.http import Http404
from django.urls import reverse

from indicators.charts.wording import Text
from indicators.models import Plan


class Named(Protocol):
    code: str
    name: str
    name_en: str


class NotThere(Http404):
    """Says what was asked for and, as (words, address) pairs, what exists instead."""

    def __init__(self, what: Text, instead: Sequence[tuple[Text, str]] = ()) -> None:
        super().__init__(what.zh)
        self.what = what
        self.instead = tuple(instead)


def not_there(plan: Plan, what: Text, *, route: str, instead: Iterable[Named]) -> NotThere:
    """That a plan has no such thing, and the pages at `route` of those it has."""
    return NotThere(
        what,
        [
            (Text(row.name, row.name_en), reverse(route, args=(plan.slug, row.code)))
            for row in instead
        ],
    )
