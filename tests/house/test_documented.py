"""What can be run or asked for is written down, and what is written down is there."""

import re

from django.urls import get_resolver

from dev import HOUSE
from indicators.progress import STATUS_WORDS
from tests.addresses import names


def table_rows(document: str, column: int) -> set[str]:
    """The first code word of a column in the tables of a document."""
    text = (HOUSE / document).read_text(encoding="utf-8")
    lines = re.findall(r"^\| .*\|$", text, flags=re.MULTILINE)
    cells = [line.strip("|").split(" | ")[column].strip() for line in lines if "---" not in line]
    return {found.group(1) for cell in cells if (found := re.match(r"`([\w-]+)", cell))}


def test_every_command_is_in_the_readme() -> None:
    commands = {
        path.stem
        for path in HOUSE.glob("*/management/commands/*.py")
        if not path.stem.startswith("_")
    }
    assert commands
    assert commands - table_rows("README.md", 0) == set()


def test_every_address_is_documented_and_every_documented_address_is_there() -> None:
    assert set(names(get_resolver().url_patterns)) == table_rows("docs/addresses.md", 1)


def test_every_status_is_in_the_book_of_the_look_as_it_is_shown() -> None:
    text = (HOUSE / "docs/look.md").read_text(encoding="utf-8")
    for said in STATUS_WORDS.values():
        assert f"| {said.zh} | {said.en} | `{said.icon}` | `{said.tone}` |" in text


def test_the_colours_and_spaces_of_the_look_are_those_of_the_stylesheet() -> None:
    text = (HOUSE / "docs/look.md").read_text(encoding="utf-8")
    css = (HOUSE / "static/css/plan.css").read_text(encoding="utf-8")
    colours = re.findall(r"^\| `([a-z-]+)` \| (#[0-9a-f]{6}) \|", text, flags=re.MULTILINE)
    spaces = re.findall(r"^\| `(space-\d)` \| ([\d.]+) \|", text, flags=re.MULTILINE)
    assert (len(colours), len(spaces)) == (9, 6)
    for name, value in [*colours, *((name, f"{rem}rem") for name, rem in spaces)]:
        assert f"--{name}: {value};" in css


def test_every_shared_piece_is_in_the_book_of_the_look() -> None:
    pieces = {path.name for path in (HOUSE / "templates/components").glob("*.html")}
    text = (HOUSE / "docs/look.md").read_text(encoding="utf-8")
    assert {piece for piece in pieces if f"`{piece}`" not in text} == set()
