"""What is news among statements that are only ever added: figures of a cell, steps of a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Said(NamedTuple):
    """`voice` is who speaks of the cell, and of what state of it; `words` what is said."""

    cell: Hashable
    voice: Hashable
    words: Hashable


def news(told: Iterable[tuple[T, Said]], *, on_record: Iterable[Said]) -> list[tuple[T, int]]:
    """Those told that are news, each with its sequence number in its cell.

    No news is what repeats the last word of the same voice on the same cell;
    what is corrected and corrected back is news each time.
    """
    last: dict[tuple[Hashable, Hashable], Hashable] = {}
    sequence: Counter[Hashable] = Counter()
    for cell, voice, words in on_record:
        sequence[cell] += 1
        last[cell, voice] = words
    found = []
    for each, (cell, voice, words) in told:
        if last.get((cell, voice)) == words:
            continue
        last[cell, voice] = words
        sequence[cell] += 1
        found.append((each, sequence[cell]))
    return found
