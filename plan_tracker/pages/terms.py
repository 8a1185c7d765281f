"""What a page that explains is made of: chapters of terms."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.charts.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One rule or quantity; `code` is its anchor, `formula` how it is worked out.

    `published`: who publishes it, and where.
    """

    code: str
    name: Text
    meaning: Text
    formula: Text | None = None
    published: tuple[Text, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    code: str
    heading: Text
    terms: tuple[Term, ...]
