"""What a query finds and in which order, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.wording import Text
from plan_tracker.search.matching import LONGEST_QUERY, MOST_TERMS, Item, entry, matches, query
from plan_tracker.search.results import MOST_SHOWN, Piece, examples, grouped

KINDS = {"place": Text("地区", "Places"), "note": Text("说明", "Notes")}


def item(zh: str, en: str, kind: str = "place", **more: object) -> Item:
    return Item(kind=kind, name=Text(zh, en), url="/", **more)  # type: ignore[arg-type]


ENTRIES = [
    entry(each)
    for each in (
        item("绵阳高新技术产业开发区", "Mianyang High-Tech Zone"),
        item("绵阳市", "Mianyang", also=("绵阳", "510700")),
        item("民用航空", "Civil aviation", kind="note"),
        item("口径", "Scope", kind="note", detail=Text("绵阳的数含安州区，其余同上。", "")),
    )
]


def found(asked: str) -> list[str]:
    return [each.item.name.zh for _, each in matches(query(asked), ENTRIES)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(
            "绵阳", ["绵阳市", "绵阳高新技术产业开发区", "口径"], id="name, beginning, text"
        ),
        pytest.param("my", ["绵阳市", "民用航空", "绵阳高新技术产业开发区"], id="initials"),
        pytest.param("mian yang shi", ["绵阳市"], id="pinyin with spaces"),
        pytest.param("zone mianyang", ["绵阳高新技术产业开发区"], id="all words, in any order"),
        pytest.param("绵阳 高新", ["绵阳高新技术产业开发区"], id="Chinese words"),
        pytest.param("510700", ["绵阳市"], id="code"),
        pytest.param("绵阳 没有的", [], id="one word missing"),
        pytest.param("", [], id="nothing"),
        pytest.param("（）、", [], id="nothing but signs"),
        pytest.param("\x00绵\x07阳\u200b 市", ["绵阳市"], id="control characters are spaces"),
        pytest.param("绵阳\x00", ["绵阳市", "绵阳高新技术产业开发区", "口径"], id="NUL"),
    ],
)
def test_what_is_found(asked: str, expected: list[str]) -> None:
    assert found(asked) == expected


@given(st.text(max_size=300))
def test_whatever_is_typed_is_bounded_and_printable(asked: str) -> None:
    made = query(asked)
    assert len(made.said) <= LONGEST_QUERY
    assert len(made.terms) <= MOST_TERMS
    assert made.said.isprintable()
    for group in grouped(made, ENTRIES, kinds=KINDS, only=None, language="zh"):
        for hit in group.hits:
            assert "".join(piece.text for piece in hit.name) == hit.item.name.zh


def test_the_hit_is_cut_out_of_the_name() -> None:
    (places, notes) = grouped(query("绵阳"), ENTRIES, kinds=KINDS, only=None, language="zh")
    assert places.hits[0].name == (Piece("绵阳", hit=True), Piece("市", hit=False))
    assert Piece("绵阳", hit=True) in notes.hits[0].detail


def test_a_hit_in_the_other_language_shows_that_name_too() -> None:
    (places,) = grouped(query("zone"), ENTRIES, kinds=KINDS, only=None, language="zh")
    assert Piece("Zone", hit=True) in places.hits[0].other
    assert places.hits[0].other_language == "en"


def test_a_long_list_is_cut_and_says_how_many_more() -> None:
    many = [entry(item(f"第{n}区", f"Zone {n}")) for n in range(20)]
    (short,) = grouped(query("区"), many, kinds=KINDS, only=None, language="zh")
    assert (len(short.hits), short.more) == (MOST_SHOWN, 20 - MOST_SHOWN)
    (whole,) = grouped(query("区"), many, kinds=KINDS, only="place", language="zh")
    assert (len(whole.hits), whole.more) == (20, 0)


def test_each_example_finds_something() -> None:
    words = examples(ENTRIES)
    assert words[:3] == ["绵阳", "mianyang", "my"]
    assert all(found(word) for word in words)
