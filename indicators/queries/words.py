"""The words, icon and tone of a status, as screens take them."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.charts.theme import Tone
from indicators.progress import FINAL, STATUS_WORDS, Status


@dataclass(frozen=True, slots=True)
class StatusWords:
    """`rank` puts laggards first; `final` is said in the target year and after it."""

    slug: str
    zh: str
    en: str
    icon: str
    tone: Tone
    rank: int
    final: bool

    @property
    def judged(self) -> bool:
        return self.tone != "none"


def words_of(slug: str) -> StatusWords:
    status = Status(slug)
    said = STATUS_WORDS[status]
    return StatusWords(
        slug, said.zh, said.en, said.icon, said.tone, said.rank, final=status in FINAL
    )
