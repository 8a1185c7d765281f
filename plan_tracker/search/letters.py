"""Texts as they are compared: letters and digits only, without case and width, and by sound."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pypinyin import lazy_pinyin

SHORTEST_SOUND = 2
FREE_ENDING = 4
"""From so many letters on the last syllable may still be unfinished."""


class Span(NamedTuple):
    """A stretch of the text as it is shown, from `start` to before `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Letters:
    """`folded` keeps the letters and digits of `text`; `at` says where each of them stands.

    `starts` are the positions in `folded` where a word may begin: every Chinese
    character, and the first letter of a Latin word or number.
    """

    text: str
    folded: str
    at: tuple[int, ...]
    starts: frozenset[int]

    def span(self, start: int, end: int) -> Span:
        return Span(self.at[start], self.at[end - 1] + 1)


def fold(text: str) -> Letters:
    folded: list[str] = []
    at: list[int] = []
    starts: set[int] = set()
    inside = False
    for position, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character).casefold().replace("ü", "v")
        kept = [each for each in plain if each.isalnum()]
        latin = bool(kept) and kept[0].isascii()
        if kept and not (latin and inside):
            starts.add(len(folded))
        inside = latin
        folded += kept
        at += [position] * len(kept)
    return Letters(text, "".join(folded), tuple(at), frozenset(starts))


def found_in(term: str, letters: Letters) -> Iterator[Span]:
    """Where the folded `term` stands; one that begins in Latin only where a word begins."""
    anywhere = not term[:1].isascii()
    for start in _places(term, letters.folded):
        if anywhere or start in letters.starts:
            yield letters.span(start, start + len(term))


def _places(term: str, text: str) -> Iterator[int]:
    start = text.find(term) if term else -1
    while start >= 0:
        yield start
        start = text.find(term, start + len(term))


@dataclass(frozen=True, slots=True)
class Sounds:
    """How a text is read: pinyin without tones, and the initials, a syllable for each letter."""

    letters: Letters
    initials: str
    full: str
    begins: tuple[int, ...]
    """Where each syllable begins in `full`; at the end, where the last one ends."""

    def found(self, term: str) -> Iterator[Span]:
        """Where `term` is read: whole syllables from a syllable's start, or their initials."""
        if len(term) < SHORTEST_SOUND or not (term.isascii() and term.isalpha()):
            return
        yield from self._spans(self.initials, term, lambda start, end: (start, end))
        yield from self._spans(self.full, term, self._syllables)

    def _spans(
        self, text: str, term: str, place: Callable[[int, int], tuple[int, int] | None]
    ) -> Iterator[Span]:
        for start in _places(term, text):
            found = place(start, start + len(term))
            if found is not None:
                yield self.letters.span(*found)

    def _syllables(self, start: int, end: int) -> tuple[int, int] | None:
        if start not in self.begins:
            return None
        whole = end in self.begins
        if not whole and end - start < FREE_ENDING:
            return None
        last = sum(begin < end for begin in self.begins)
        return self.begins.index(start), last


def sounds(letters: Letters) -> Sounds | None:
    """None for a text without a Chinese character. Costs pinyin work: for an index only."""
    if letters.folded.isascii():
        return None
    # Its types forget that a list may be handed back: here each letter as a syllable of its own.
    syllables = lazy_pinyin(letters.folded, errors=list)  # type: ignore[arg-type]
    begins = [0]
    for syllable in syllables:
        begins.append(begins[-1] + len(syllable))
    return Sounds(
        letters=letters,
        initials="".join(syllable[:1] for syllable in syllables),
        full="".join(syllables),
        begins=tuple(begins),
    )
