"""The words, icon and tone of a status, and the words of a unit, as screens take them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from indicators.charts.theme import Tone
from indicators.charts.wording import Text
from indicators.models import Unit
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


def unit_words(unit: Unit) -> Text:
    return Text(unit.symbol, "%" if unit.symbol == "%" else unit.name_en)


@cache
def words_of(slug: str) -> StatusWords:
    status = Status(slug)
    said = STATUS_WORDS[status]
    return StatusWords(
        slug, said.zh, said.en, said.icon, said.tone, said.rank, final=status in FINAL
    )
