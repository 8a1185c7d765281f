"""What can be run or asked for is written down, and what is written down is there."""

import re

from django.urls import get_resolver

from dev import HOUSE
from tests.addresses import names


def table_rows(document: str, column: int) -> set[str]:
    """The first code word of a column in the tables of a document."""
    text = (HOUSE / document).read_text(encoding="utf-8")
    lines = re.findall(r"^\| .*\|$", text, flags=re.MULTILINE)
    cells = [line.strip("|").split(" | ")[column].strip() for line in lines if "---" not in line]
    return {found.group(1) for cell in cells if (found := re.match(r"`(\w+)", cell))}


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
