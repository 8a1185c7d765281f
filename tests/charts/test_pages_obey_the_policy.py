"""Nothing inline in a template or picture: the content security policy forbids it."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import brotli
import pytest

from indicators.charts.svg import gauge_svg
from tests.cases import case

from .figures import ENTERPRISES

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
PICTURES = sorted((ROOT / "static" / "img").glob("*.svg"))
INLINE = re.compile(
    r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)
OUTSIDE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/2000/svg)[a-z0-9-]+\.[a-z]", re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES + PICTURES, ids=lambda path: path.name)
@case("S02")
def test_nothing_inline_and_nothing_from_outside(path: Path) -> None:
    text = path.read_text()
    assert not INLINE.search(text)
    assert not OUTSIDE.search(text)


def test_the_rule_above_would_notice() -> None:
    for bad in ('<p style="x">', "<script>", '<a onclick="x">', "<STYLE>"):
        assert INLINE.search(f" {bad}")
    assert OUTSIDE.search("https://cdn.example.org/x.js")
    assert not INLINE.search('<script src="/static/js/charts.js" defer></script>')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_is_at_most_120_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_at_most_80_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 80


def test_ten_gauges_weigh_little_on_the_wire() -> None:
    ten = [
        replace(ENTERPRISES, value=Decimal(10500 + 700 * step), expected=Decimal(11000 + 90 * step))
        for step in range(10)
    ]
    page = "".join(gauge_svg(dial) for dial in ten).encode()
    assert len(brotli.compress(page, quality=5)) <= 1500
