"""What is written for users in two languages says the same in both."""

from __future__ import annotations

import re

import pytest

from dev import HOUSE

TWINS = [("README.md", "README.zh-CN.md"), ("docs/user-guide.md", "docs/user-guide.zh-CN.md")]
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")


def read(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """The lines of the code blocks, without what is said of them."""
    blocks = re.findall(r"^```\n(.+?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]


def first_cells(text: str) -> list[list[str]]:
    """The code words of each table row's first cell; of a heading none."""
    rows = re.findall(r"^\| (.+?) \| .+ \|$", text, flags=re.MULTILINE)
    return [re.findall(r"`([^`]+)`", cell) for cell in rows]


def outline(text: str) -> list[tuple[str, int]]:
    """Headings by level, with how many points and steps stand below each."""
    parts = re.split(r"^(#+) .+$", text, flags=re.MULTILINE)[1:]
    return [
        (level, len(re.findall(r"^(?:- |\d\. )", body, flags=re.MULTILINE)))
        for level, body in zip(parts[::2], parts[1::2], strict=True)
    ]


def links(text: str) -> set[str]:
    return {link.replace(".zh-CN", "") for link in re.findall(r"\]\(([^)]+)\)", text)}


@pytest.mark.parametrize(("english", "chinese"), TWINS)
def test_both_have_the_same_commands_tables_and_outline(english: str, chinese: str) -> None:
    one, other = read(english), read(chinese)
    assert commands(one) == commands(other)
    assert first_cells(one) == first_cells(other)
    assert outline(one) == outline(other)
    assert links(one) == links(other)


@pytest.mark.parametrize(("english", "chinese"), TWINS)
def test_every_link_leads_somewhere(english: str, chinese: str) -> None:
    for name in (english, chinese):
        folder = (HOUSE / name).parent
        found = re.findall(r"\]\(([^)]+)\)", read(name))
        assert [link for link in found if not (folder / link).exists()] == []


@pytest.mark.parametrize("chinese", [chinese for _, chinese in TWINS])
def test_chinese_has_chinese_punctuation(chinese: str) -> None:
    prose = re.sub(r"```.+?```|`[^`]*`|\]\([^)]*\)", "", read(chinese), flags=re.DOTALL)
    assert HALF_WIDTH.findall(prose) == []


def test_the_readme_shows_commands_and_tables() -> None:
    assert "python3 dev.py demo" in commands(read("README.md"))
    assert len(first_cells(read("README.md"))) > 10
