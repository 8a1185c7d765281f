"""What a reader is told when an address names something that is not there."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404

from indicators.charts.wording import Text


class NotThere(Http404):
    """Says what was asked for and, as (words, address) pairs, what exists instead."""

    def __init__(self, what: Text, instead: Sequence[tuple[Text, str]] = ()) -> None:
        super().__init__(what.zh)
        self.what = what
        self.instead = tuple(instead)
