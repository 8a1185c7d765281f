"""What a reader sees of what was found: grouped by kind, with the words that were hit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from indicators.charts.wording import Language, Text
from plan_tracker.search.letters import Letters, Span, found_in
from plan_tracker.search.matching import Entry, Item, Query, matches

MOST_SHOWN = 6
"""Of one kind, until a reader asks for all of them."""
LANGUAGES = ("zh-CN", "en")
BEFORE, AFTER = 16, 48
"""Characters around the first hit in a long text."""


class Piece(NamedTuple):
    text: str
    hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """`name` in the reader's language, `other` in the other one where only that was hit."""

    item: Item
    name: tuple[Piece, ...]
    other: tuple[Piece, ...]
    detail: tuple[Piece, ...]
    other_language: str
    detail_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    kind: str
    words: Text
    hits: tuple[Hit, ...]
    more: int


def grouped(
    asked: Query,
    entries: Iterable[Entry],
    *,
    kinds: dict[str, Text],
    only: str | None,
    language: Language,
) -> list[Group]:
    """The kind with the best hit first; of each the first few, or all of the kind in `only`."""
    by_kind: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for fit, each in matches(asked, entries):
        by_kind[each.item.kind].append((fit, each))
    order = list(kinds)
    wanted = [kind for kind in by_kind if only in (None, kind)]
    wanted.sort(key=lambda kind: (by_kind[kind][0][0], order.index(kind)))
    groups = []
    for kind in wanted:
        found = [each for _, each in by_kind[kind]]
        shown = found if only else found[:MOST_SHOWN]
        hits = tuple(_hit(asked, each, language) for each in shown)
        more = len(found) - len(shown)
        groups.append(Group(kind=kind, words=kinds[kind], hits=hits, more=more))
    return groups


def _hit(asked: Query, found: Entry, language: Language) -> Hit:
    own, other = (found.zh, found.en) if language == "zh" else (found.en, found.zh)
    here, there = _spans(asked, own, found), _spans(asked, other, found)
    said = next((letters for letters in found.details if _plain(asked, letters)), None)
    return Hit(
        item=found.item,
        name=pieces(own.text, here),
        other=pieces(other.text, there) if there and not here else (),
        detail=() if said is None else _excerpt(said, _plain(asked, said)),
        other_language=LANGUAGES[language == "zh"],
        detail_language=LANGUAGES[said is not None and said.text == found.item.detail.en],
    )


def _plain(asked: Query, letters: Letters) -> list[Span]:
    return [span for part in asked.parts for span in found_in(part, letters)]


def _spans(asked: Query, letters: Letters, found: Entry) -> list[Span]:
    spans = _plain(asked, letters)
    if spans:
        return spans
    heard = [each for each in found.sounds if each.letters is letters]
    return [span for each in heard for part in asked.parts for span in each.found(part)]


def pieces(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The text cut where hits begin and end; hits that touch are one."""
    cut: list[Piece] = []
    at = 0
    for start, end in _joined(spans):
        cut += [Piece(text[at:start], hit=False), Piece(text[start:end], hit=True)]
        at = end
    return tuple(piece for piece in (*cut, Piece(text[at:], hit=False)) if piece.text)


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _excerpt(letters: Letters, spans: Sequence[Span]) -> tuple[Piece, ...]:
    first = min(spans)
    start = max(first.start - BEFORE, 0)
    end = min(max(first.end, start) + AFTER, len(letters.text))
    inside = [
        Span(span.start - start, span.end - start)
        for span in spans
        if start <= span.start and span.end <= end
    ]
    cut = pieces(letters.text[start:end], inside)
    before = (Piece("…", hit=False),) if start else ()
    after = (Piece("…", hit=False),) if end < len(letters.text) else ()
    return (*before, *cut, *after)


def examples(entries: Iterable[Entry]) -> list[str]:
    """Words that find something in this plan: a place by name, pinyin and initials, a domain."""
    by_kind: dict[str, list[Entry]] = defaultdict(list)
    for each in entries:
        by_kind[each.item.kind].append(each)
    heard = [each.sounds[-1] for each in by_kind["place"] if each.sounds]
    words = [each.item.name.zh for kind in ("domain", "task") for each in by_kind[kind][:1]]
    if heard:
        short = min(heard, key=lambda sounds: len(sounds.initials))
        words = [short.letters.text, short.full, short.initials, *words]
    return words
