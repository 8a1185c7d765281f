"""Whatever is written into the file: it is stored and printed alike, or refused in words."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from areas.documents import read
from areas.entries import read_entries, read_what_stands
from areas.problems import ProblemsFound
from plan_tracker import planfile
from plan_tracker.planfile import PlanFile
from tests.planfile.plans import SMALL

CONTENT = yaml.safe_load(SMALL)

ONE_LINE = {"name", "name_en", "short_name", "place", "title", "issuer", "document"}
LONGER = {"summary", "scope", "definition", "wording", "text", "note"}
OPTIONAL = ("zones", "facts", "notes", "domains", "key_regions", "key_tasks", "safeguards")

LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=12).filter(str.strip)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
FIGURE = st.decimals(min_value="0.01", max_value="999999999999", places=2).map(str)
SCALAR = st.one_of(st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.none())


def written(content: Any) -> str:
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))


def replaced(node: Any, change: Callable[[str, Any], Any], key: str = "") -> Any:
    """A copy of `node` in which each leaf, known by its key, is what `change` makes of it."""
    if isinstance(node, dict):
        return {name: replaced(value, change, name) for name, value in node.items()}
    if isinstance(node, list):
        return [replaced(value, change, key) for value in node]
    return change(key, node)


def leaves(node: Any) -> int:
    """How many values there are in `node`."""
    if isinstance(node, dict | list):
        return sum(map(leaves, node.values() if isinstance(node, dict) else node))
    return 1


LEAVES = leaves(CONTENT)


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """A database in which what happens here has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@st.composite
def plans(draw: st.DrawFn) -> str:
    """The small plan in other words, with other figures, without some of what may be left out."""
    lines = itertools.cycle(draw(st.lists(LINE, min_size=5, max_size=5, unique_by=str.strip)))
    paragraphs = itertools.cycle(draw(st.lists(PARAGRAPH, min_size=3, max_size=3)))
    figures = itertools.cycle(draw(st.lists(FIGURE, min_size=3, max_size=3)))

    def change(key: str, value: Any) -> Any:
        if key in ONE_LINE:
            return next(lines)
        if key in LONGER:
            return next(paragraphs)
        return next(figures) if key == "value" else value

    left_out = draw(st.sets(st.sampled_from(OPTIONAL)))
    content = {name: part for name, part in CONTENT.items() if name not in left_out}
    content = replaced(content, change)
    content["indicators"][2]["targets"][0].pop("upper")
    return written(content)


@pytest.mark.django_db
@given(plans())
@settings(max_examples=6, deadline=None)
def test_any_plan_is_printed_as_it_was_read_and_loads_anywhere(text: str) -> None:
    with undone():
        printed = planfile.export(planfile.load(text)[0])
        assert not planfile.load(printed)[1]
    with undone():
        assert planfile.export(planfile.load(printed)[0]) == printed
    said, read_again = (read_entries(PlanFile, read(each)) for each in (text, printed))
    assert read_again == said


@given(st.text() | st.text("ab:-[]{}&*!|>'\"#%@, \n\t\\0x"))
@example("'\\ud800': \\ud800")
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    with contextlib.suppress(ProblemsFound):
        read_what_stands(PlanFile, read(text))


@pytest.mark.django_db
@given(st.data())
@settings(max_examples=20, deadline=None)
def test_any_value_in_any_place_is_stored_or_refused_in_words(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, LEAVES - 1))
    value: Any = data.draw(SCALAR | st.lists(SCALAR, max_size=2) | st.just({}))
    passed = itertools.count()
    content = replaced(CONTENT, lambda _, old: value if next(passed) == place else old)
    with undone(), contextlib.suppress(ProblemsFound):
        planfile.load(written(content))
