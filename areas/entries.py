"""The shapes that every part of a plan file shares.

An app that owns plan content describes its entries as subclasses of `Entry`;
pydantic reads them strictly and reports every error at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from areas.documents import Document
from areas.problem_texts import TEXTS
from areas.problems import Problem, ProblemsFound

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


def whole_number(least: int, most: int) -> BeforeValidator:
    """Reads a whole number between two bounds, both allowed."""

    def read(value: object) -> int:
        text = str(value).strip()
        if not re.fullmatch(r"-?[0-9]{1,12}", text):
            raise refuse("E-NUM-FORMAT")
        if not least <= int(text) <= most:
            raise refuse("E-NUM-RANGE", min=least, max=most)
        return int(text)

    return BeforeValidator(read)


def iso_day(value: object) -> date:
    """A day from its text, 2022-10-17; numbers and times of day are not guessed at."""
    text = str(value).strip()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise refuse("E-DATE")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise refuse("E-DATE") from error


def one_line(value: str) -> str:
    if "\n" in value:
        raise refuse("E-TXT-CONTROL", where="U+000A")
    return value


Figure = Annotated[Decimal, BeforeValidator(exact_number)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(one_line)]
Text = Annotated[str, Field(max_length=4000)]
Written = Annotated[str, Field(min_length=1, max_length=4000)]
"""A text that must not be left empty."""
Year = Annotated[int, whole_number(1949, 2100)]
Day = Annotated[date, BeforeValidator(iso_day)]
Number = Annotated[int, whole_number(1, 999)]
"""The number under which the plan lists an entry."""


MAY_FOLLOW = ("E-REF", "E-UNIT", "E-PROTECTED")
"""What is found where an entry is missing that others name."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[EntryT]):
    """What could be read of a document, and everything wrong with its shape.

    `entries` is None where not even a part could be read. Faulty entries are
    left out of it: `kept` says which remained (section → numbers in the file),
    `left_out` by what codes the others are named ("" for one without).
    """

    entries: EntryT | None
    problems: list[Problem]
    kept: dict[str, list[int]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)

    def renumbered(self, problem: Problem) -> Problem:
        """A problem found in what was kept, with the entry's number in the file."""
        match problem.path:
            case (str(section), int(n), *rest) if section in self.kept:
                return replace(problem, path=(section, self.kept[section][n], *rest))
        return problem

    def seen_in_the_file(self, problems: Iterable[Problem]) -> Iterable[Problem]:
        """The same for many, without what only follows from an entry that was left out."""
        for problem in problems:
            named = {"", *problem.subject.split()[-1:]}
            if problem.code not in MAY_FOLLOW or not named & self.left_out:
                yield self.renumbered(problem)


def read_entries(model: type[EntryT], document: Document) -> EntryT:
    """The whole document as entries. Raises ProblemsFound with all errors."""
    reading = read_what_stands(model, document)
    if reading.problems or reading.entries is None:
        raise ProblemsFound(document.placed(reading.problems))
    return reading.entries


def read_what_stands(model: type[EntryT], document: Document) -> Reading[EntryT]:
    """As much of the document as has a right shape, so that the rest of it can be checked too."""
    try:
        return Reading(model.model_validate(document.content), document.problems)
    except ValidationError as error:
        refused = {problem.path for problem in document.problems}
        errors = [details for details in error.errors() if details["loc"] not in refused]
        problems = [*document.problems, *map(_problem, errors)]
        faulty = {details["loc"][:2] for details in error.errors()}
    sections, kept = _without(faulty, document)
    left_out = {_name(document, path) for path in faulty}
    try:
        return Reading(model.model_validate(sections), problems, kept, left_out)
    except ValidationError:
        return Reading(None, problems)


def _without(
    faulty: set[tuple[str | int, ...]], document: Document
) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The sections without the faulty ones and without faulty entries, and what was kept."""
    sections = {
        name: section for name, section in document.content.items() if (name,) not in faulty
    }
    kept = {
        name: [n for n in range(len(section)) if (name, n) not in faulty]
        for name, section in sections.items()
        if isinstance(section, list)
    }
    return sections | {name: [sections[name][n] for n in kept[name]] for name in kept}, kept


def _name(document: Document, path: tuple[str | int, ...]) -> str:
    """By what others name the entry at `path`, or "" where it has no name."""
    part: Any = document.content
    for step in path:
        part = part.get(step) if isinstance(part, dict) else part[step]
    names = [part.get(key) for key in ("code", "symbol", "key")] if isinstance(part, dict) else []
    return next((str(name) for name in names if name), "")


def _problem(details: ErrorDetails) -> Problem:
    kind, path, context = details["type"], details["loc"], details.get("ctx", {})
    name = str(path[-1]) if path else ""
    if kind in TEXTS:
        return Problem.of(kind, *path, **context)
    if kind == "missing" or details["input"] is None:
        return Problem.of("E-FILE-MISSING", *path[:-1], field=name)
    if kind == "extra_forbidden":
        return Problem.of("E-FILE-UNKNOWN", *path, field=name)
    if kind == "string_too_long":
        length = len(str(details["input"]))
        return Problem.of("E-TXT-LENGTH", *path, n=context["max_length"], m=length)
    return Problem.of("E-PARAM", *path, field=f"{name} ({details['msg']})")


def twice(section: str, keys: Sequence[object], field: str = "code") -> Iterable[Problem]:
    """A problem for every key that stands more than once in a section."""
    yield from twice_within((section,), keys, field)


def twice_within(
    path: tuple[str | int, ...], keys: Sequence[object], *field: str
) -> Iterable[Problem]:
    """The same for a list that lies within an entry."""
    seen: set[object] = set()
    for n, key in enumerate(keys):
        if key in seen:
            yield Problem.of("E-DUP", *path, n, *field, what=key)
        seen.add(key)
