"""Every Chinese word a template writes has its English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
WRITTEN = re.compile(r"""\{% translate (["'])(.+?)\1|\{% blocktranslate[^%]*%\}(.+?)\{% end""")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_text_of_a_template_has_an_english_one(path: Path) -> None:
    found = [
        text or re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", block)
        for _, text, block in WRITTEN.findall(path.read_text())
    ]
    with override("en"):
        assert [text for text in found if gettext(text) == text] == []


def test_the_compiled_texts_are_those_of_the_readable_file() -> None:
    source = (ROOT / "locale/en/LC_MESSAGES/django.po").read_text()
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE)
    assert len(pairs) > 80
    with override("en"):
        assert [said for said, english in pairs if gettext(said) != english] == []
