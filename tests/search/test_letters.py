"""How a text is compared: by its letters and digits, and by how it is read."""

from __future__ import annotations

import pytest

from plan_tracker.search.letters import fold, found_in, sounds


def hits(term: str, text: str) -> list[str]:
    letters = fold(text)
    return [text[start:end] for start, end in found_in(fold(term).folded, letters)]


def heard(term: str, text: str) -> list[str]:
    found = sounds(fold(text))
    return [] if found is None else [text[start:end] for start, end in found.found(term)]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        pytest.param("技术", "高新技术企业", ["技术"], id="Chinese: anywhere"),
        pytest.param("高企", "高新技术企业", [], id="not what is only similar"),
        pytest.param("Ｒ＆Ｄ", "R&D经费", ["R&D"], id="width and signs make no difference"),
        pytest.param(
            "绵阳科技城", "中国（绵阳）科技城", ["绵阳）科技城"], id="brackets in between"
        ),
        pytest.param("tech", "High-Tech, technology", ["Tech", "tech"], id="English: case"),
        pytest.param("ech", "High-tech", [], id="English: only where a word begins"),
        pytest.param("4+3", "“4+3”实验室体系", ["4+3"], id="figures"),
        pytest.param("2", "2.4与12", ["2"], id="a figure only where it begins"),
        pytest.param("aa", "aaaa", ["aa"], id="found once where it overlaps itself"),
    ],
)
def test_where_a_word_stands(term: str, text: str, expected: list[str]) -> None:
    assert hits(term, text) == expected


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        pytest.param("mianyang", "绵阳市", ["绵阳"], id="full"),
        pytest.param("my", "绵阳市", ["绵阳"], id="initials"),
        pytest.param("yangshi", "绵阳市", ["阳市"], id="from any syllable"),
        pytest.param("mianya", "绵阳市", ["绵阳"], id="the last syllable may be unfinished"),
        pytest.param("mi", "绵阳市", [], id="but not when little was typed"),
        pytest.param("ianyang", "绵阳市", [], id="not from the middle of a syllable"),
        pytest.param("chongqing", "重庆市", ["重庆"], id="the reading the word has"),
        pytest.param("leshan", "乐山高新区", ["乐山"], id="the reading the name has"),
        pytest.param("lvse", "绿色低碳", ["绿色"], id="ü is typed v"),
        pytest.param("zgmy", "中国（绵阳）科技城", ["中国（绵阳"], id="over brackets"),
        pytest.param("m", "绵阳市", [], id="one letter is too little"),
    ],
)
def test_where_a_word_is_heard(term: str, text: str, expected: list[str]) -> None:
    assert heard(term, text) == expected


def test_a_text_without_chinese_is_not_heard() -> None:
    assert sounds(fold("High-tech plan 2025")) is None
