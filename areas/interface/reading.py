"""Reading JSON without guessing: one encoding, no key twice, no number that is none."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from areas.interface.faults import Refused
from areas.problems import Problem

DEEPEST: Final = 50
LONGEST_NUMBER: Final = 40


class StrictParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        return read(request.body)


def read(content: bytes) -> Any:
    """Raises Refused (400) with the code of what is wrong."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Refused(400, Problem.of("E-CSV-ENC", line=line)) from error
    if _depth(text) > DEEPEST:
        raise Refused(400, Problem.of("E-PARAM", field="[…]"))
    try:
        found = json.loads(
            text, object_pairs_hook=_once, parse_constant=_not_finite, parse_int=_whole,
            parse_float=_decimal,
        )  # fmt: skip
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Refused(400, Problem.of("E-BAD"), place=place) from error
    _refuse_unkeepable(found, "")
    return found


def _refuse_unkeepable(value: Any, place: str) -> None:
    """No database keeps a NUL or half a letter."""
    if isinstance(value, dict):
        for name, each in value.items():
            _refuse_unkeepable(name, place)
            _refuse_unkeepable(each, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for n, each in enumerate(value):
            _refuse_unkeepable(each, f"{place}[{n}]")
    elif isinstance(value, str):
        bad = next((c for c in value if c == "\0" or "\ud800" <= c <= "\udfff"), None)
        if bad is not None:
            raise Refused(400, Problem.of("E-TXT-CONTROL", where=f"U+{ord(bad):04X}"), place=place)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Refused(400, Problem.of("E-PARAM", field=name), place=name)
        found[name] = value
    return found


def _not_finite(_: str) -> NoReturn:
    raise Refused(400, Problem.of("E-NUM-FINITE"))


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise Refused(400, Problem.of("E-NUM-LENGTH"))
    return int(text)


def _decimal(text: str) -> float:
    """No field takes one: figures are sent as text. What becomes of it is a refusal with a place."""
    if len(text) > LONGEST_NUMBER:
        raise Refused(400, Problem.of("E-NUM-LENGTH"))
    return float(text)


def _depth(text: str) -> int:
    """How deep lists and objects are nested; told before they are read. Brackets in texts count."""
    deepest = now = 0
    for character in text:
        if character in "[{":
            now += 1
            deepest = max(deepest, now)
        elif character in "]}":
            now -= 1
    return deepest
