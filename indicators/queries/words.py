"""The words, icon and tone of a status, as screens take them."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.charts.theme import Tone
from indicators.progress.status import STATUSES, Status


@dataclass(frozen=True, slots=True)
class StatusWords:
    """`rank` puts laggards first."""

    slug: str
    zh: str
    en: str
    icon: str
    tone: Tone
    rank: int


def words_of(slug: str) -> StatusWords:
    found = STATUSES[Status(slug)]
    return StatusWords(slug, found.zh, found.en, found.icon, found.tone, found.rank)
