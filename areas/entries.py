"""The shapes that every part of a plan file shares.

An app that owns plan content describes its entries as subclasses of `Entry`;
pydantic reads them strictly and reports every error at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from areas.documents import Document
from areas.problems import TEXTS, Problem, ProblemsFound

INTEGER_DIGITS = 12
DECIMALS = 6
EntryT = TypeVar("EntryT", bound="Entry")


class Entry(BaseModel):
    """One entry of a file: unknown keys are refused, text is trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @classmethod
    def from_row(cls, row: object) -> Self:
        """The entry of a stored row whose columns have the entry's names."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


def refuse(code: str, /, **facts: object) -> PydanticCustomError:
    """An error with a text of the catalogue, to be raised inside a validator."""
    english = TEXTS[code][1].format(**facts)
    return PydanticCustomError(code, "{english}", {"english": english, **facts})


def exact_number(value: object) -> Decimal:
    """A figure from its text: digits and a point, nothing rounded, nothing guessed."""
    text = str(value).strip()
    if text.lower().lstrip("+-") in ("nan", "snan", "inf", "infinity", ".nan", ".inf"):
        raise refuse("E-NUM-FINITE")
    if re.fullmatch(r"[+-]?\d+(\.\d+)?[eE][+-]?\d{3,}", text):
        raise refuse("E-NUM-FINITE")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise refuse("E-NUM-FORMAT")
    whole, _, fraction = text.lstrip("-").partition(".")
    if len(whole.lstrip("0")) > INTEGER_DIGITS:
        raise refuse("E-NUM-PRECISION", n=INTEGER_DIGITS)
    if len(fraction) > DECIMALS:
        raise refuse("E-NUM-SCALE", n=DECIMALS)
    return Decimal(text)


def clean_text(value: str) -> str:
    """Refuse control and invisible characters; they are never part of a name."""
    for character in value:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character != "\n":
            raise refuse("E-TXT-CONTROL", where=f"U+{ord(character):04X}")
    return value


Figure = Annotated[Decimal, BeforeValidator(exact_number)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean_text)]
Text = Annotated[str, Field(max_length=4000), AfterValidator(clean_text)]
Year = Annotated[int, Field(ge=1949, le=2100)]


def read_entries(model: type[EntryT], document: Document) -> EntryT:
    """The whole document as entries. Raises ProblemsFound with all errors."""
    try:
        return model.model_validate(document.content)
    except ValidationError as error:
        found = [_problem(details) for details in error.errors()]
        raise ProblemsFound(document.placed(found)) from error


def _problem(details: ErrorDetails) -> Problem:
    kind, path, context = details["type"], details["loc"], details.get("ctx", {})
    field = str(path[-1]) if path else ""
    if kind in TEXTS:
        return Problem.of(kind, *path, **context)
    if kind == "missing":
        return Problem.of("E-FILE-MISSING", *path[:-1], field=field)
    if kind == "extra_forbidden":
        return Problem.of("E-FILE-UNKNOWN", *path, field=field)
    if kind == "string_too_long":
        length = len(str(details["input"]))
        return Problem.of("E-TXT-LENGTH", *path, n=context["max_length"], m=length)
    if kind.startswith("date"):
        return Problem.of("E-DATE", *path)
    return Problem.of("E-PARAM", *path, field=f"{field} ({details['msg']})")


def twice(section: str, keys: Sequence[object], field: str = "code") -> Iterable[Problem]:
    """A problem for every key that stands more than once in a section."""
    seen: set[object] = set()
    for n, key in enumerate(keys):
        if key in seen:
            yield Problem.of("E-DUP", section, n, field, what=key)
        seen.add(key)
