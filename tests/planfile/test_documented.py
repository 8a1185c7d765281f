"""docs/plan-file.md names everything a plan file can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest

from areas.entries import Entry
from dev import HOUSE
from plan_tracker.planfile import ORDER, PlanFile

TEXT = (HOUSE / "docs" / "plan-file.md").read_text(encoding="utf-8")
PROSE = "".join(TEXT.split("```")[::2])
ROWS = {
    label: set(re.findall(r"`([^`]+)`", row))
    for label, row in re.findall(r"^\| ([a-z ]+) \| (.+) \|$", PROSE, re.MULTILINE)
}
SECTIONS = set(re.findall(r"^\| `([a-z_]+)` \|", PROSE, re.MULTILINE))
WITHIN = {"function": "key region", "point": "safeguard"}
"""Entries of two keys are described in the row of what they belong to."""


def row_of(model: type[Entry]) -> str:
    """KeyRegionEntry has the row "key region"."""
    label = re.sub(r"(?<=.)(?=[A-Z])", " ", model.__name__.removesuffix("Entry")).lower()
    return WITHIN.get(label, label)


def parts(annotation: Any) -> Iterator[Any]:
    """The types an annotation is made of."""
    if get_origin(annotation) in (list, Annotated, Union, UnionType):
        for part in get_args(annotation):
            yield from parts(part)
    else:
        yield annotation


def entries(model: type[Entry]) -> Iterator[type[Entry]]:
    yield model
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            if isinstance(part, type) and issubclass(part, Entry):
                yield from entries(part)


def choices(model: type[Entry]) -> Iterator[str]:
    """The words a file may choose from."""
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            if get_origin(part) is Literal:
                yield from get_args(part)
            elif isinstance(part, type) and issubclass(part, StrEnum):
                yield from (member.value for member in part)


MODELS = [model for model in dict.fromkeys(entries(PlanFile)) if model is not PlanFile]
WORDS = {word for model in MODELS for word in choices(model)}


@pytest.mark.parametrize("model", MODELS, ids=row_of)
def test_every_key_is_documented_in_the_row_of_its_entry(model: type[Entry]) -> None:
    assert set(model.model_fields) - ROWS[row_of(model)] == set()


def test_every_word_to_choose_from_is_documented() -> None:
    assert WORDS - set(re.findall(r"`([^`]+)`", PROSE)) == set()


def test_every_section_is_documented_and_printed() -> None:
    assert set(PlanFile.model_fields) - SECTIONS == set()
    assert set(ORDER) == set(PlanFile.model_fields)
