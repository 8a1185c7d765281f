"""The example of the documentation, run as it stands, against a real server."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dev import HOUSE
from indicators import gauges
from tests.figures.cast import assemble


def example() -> str:
    text = (HOUSE / "docs/api.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    return str(code)


def test_the_page_shows_the_same_example() -> None:
    shown = (HOUSE / "templates/pages/_api_example.txt").read_text(encoding="utf-8")
    assert shown.strip() == example().strip()


@pytest.mark.django_db(transaction=True)
def test_it_puts_what_the_interface_answers_into_a_table(
    live_server: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    cast = assemble()
    for area, firms in (("an", "120"), ("bo", "30"), ("shu", "160")):
        cast.say(area, "firms", 2022, firms)
    gauges.drain()
    known = {"SITE": live_server.url, "PLAN": "shu-plan", "INDICATOR": "firms"}
    exec(compile(example(), "docs/api.md", "exec"), known)
    wide: Any = known["wide"]
    assert (wide.loc["an", 2022], wide.loc["shu", 2022]) == (120, 160)
    assert "2022" in capsys.readouterr().out
