"""Which entries a query finds, and how well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.charts.wording import Text
from plan_tracker.search.letters import Letters, Sounds, fold, found_in, sounds

LONGEST_QUERY = 64
MOST_TERMS = 8
NOTHING = Text("", "")

WHOLE, BEGINS, WITHIN, SOUNDS_WHOLE, SOUNDS_LIKE, IN_DETAIL = range(6)
"""How well an entry fits, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of a plan that can be found, and the page or anchor where it stands.

    `place` is its 章节 and `context` what it belongs to; `also` are further names
    (short name, code), `detail` what the plan says of it.
    """

    kind: str
    name: Text
    url: str
    place: str = ""
    context: Text = NOTHING
    also: tuple[str, ...] = ()
    detail: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item ready to be compared. `sounds` are those of the Chinese name, then of the others."""

    item: Item
    zh: Letters
    en: Letters
    also: tuple[Letters, ...]
    details: tuple[Letters, ...]
    sounds: tuple[Sounds, ...]

    @property
    def names(self) -> tuple[Letters, ...]:
        return (self.zh, self.en, *self.also)


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for; `whole` is all of it without spaces, `terms` its words."""

    said: str
    whole: str
    terms: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.whole, *self.terms)))


def entry(item: Item) -> Entry:
    """The pinyin work is done here, once for each version of a plan."""
    zh, also = fold(item.name.zh), tuple(fold(name) for name in item.also)
    heard = (sounds(letters) for letters in (zh, *also))
    return Entry(
        item=item,
        zh=zh,
        en=fold(item.name.en),
        also=also,
        details=tuple(fold(said) for said in dict.fromkeys(item.detail) if said),
        sounds=tuple(each for each in heard if each is not None),
    )


def query(asked: str) -> Query:
    """Anything may be asked: what cannot be printed is a space, what is too long is cut."""
    plain = "".join(each if each.isprintable() else " " for each in asked)
    said = " ".join(plain.split())[:LONGEST_QUERY].strip()
    words = (fold(word).folded for word in said.split())
    terms = tuple(dict.fromkeys(word for word in words if word))[:MOST_TERMS]
    return Query(said, fold(said).folded, terms)


def matches(asked: Query, entries: Iterable[Entry]) -> list[tuple[int, Entry]]:
    """The entries that hold every word, the best first; else in the order of the plan."""
    found = ((rank(asked, each), each) for each in entries)
    kept = [(fit, each) for fit, each in found if fit is not None]
    return sorted(kept, key=lambda pair: (pair[0], len(pair[1].zh.folded)))


def rank(asked: Query, found: Entry) -> int | None:
    """As one word if it is one, else as well as its worst word; None if a word is missing."""
    if not asked.terms:
        return None
    whole = _fit(asked.whole, found)
    if whole is not None:
        return whole
    return _worst([_fit(term, found) for term in asked.terms])


def _worst(fits: Sequence[int | None]) -> int | None:
    known = [fit for fit in fits if fit is not None]
    return max(known) if len(known) == len(fits) else None


def _fit(term: str, found: Entry) -> int | None:
    named = _fit_of_names(term, found)
    if named is not None:
        return named
    heard = [each for each in found.sounds if next(each.found(term), None)]
    if any(term in (each.full, each.initials) for each in heard):
        return SOUNDS_WHOLE
    if heard:
        return SOUNDS_LIKE
    said = any(next(found_in(term, letters), None) for letters in found.details)
    return IN_DETAIL if said else None


def _fit_of_names(term: str, found: Entry) -> int | None:
    if any(letters.folded == term for letters in found.names):
        return WHOLE
    spans = [next(found_in(term, letters), None) for letters in found.names]
    starts = [
        span.start == letters.at[0]
        for span, letters in zip(spans, found.names, strict=True)
        if span is not None
    ]
    if not starts:
        return None
    return BEGINS if any(starts) else WITHIN
