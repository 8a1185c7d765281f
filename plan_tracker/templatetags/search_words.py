"""What was found, with the words that were hit marked."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from plan_tracker.search.results import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """The text again, each hit in a <mark>; what the texts hold of markup is escaped."""
    return format_html_join("", "{}", ((_shown(piece),) for piece in pieces))


def _shown(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.hit else piece.text
