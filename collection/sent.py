"""What a browser sent of a form, field by field; what does not belong there is refused by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Mapping
from datetime import date, datetime, time

from django.http import QueryDict
from django.utils import timezone

from areas.problems import Problem
from collection.entry import Typed
from collection.refusals import RefusedChange
from collection.texts import fault_in

FIELD = re.compile(r"(raw|mark|remark|source|version|confirmed)-(\d{1,9})")
ALWAYS = frozenset({"csrfmiddlewaretoken"})
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def cells_of(sent: QueryDict, known: Container[int]) -> dict[int, Typed]:
    """The cells, by measure, that came with a version. Raises RefusedChange for anything else."""
    found: dict[int, dict[str, str]] = {}
    for name in sent:
        field = FIELD.fullmatch(name)
        if field is None and name in ALWAYS:
            continue
        if field is None or int(field[2]) not in known:
            raise RefusedChange(Problem.of("E-PARAM", field=name[:60]))
        found.setdefault(int(field[2]), {})[field[1]] = str(sent[name])
    return {key: _typed(fields) for key, fields in found.items()}


def pairs_of(sent: QueryDict, names: Container[str]) -> Mapping[str, dict[int, int]]:
    """Fields such as `version-7`, by name and number; a ticked box counts as 1."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for name in sent:
        if name in ALWAYS:
            continue
        kind, _, key = name.rpartition("-")
        if kind not in names:
            raise RefusedChange(Problem.of("E-PARAM", field=name[:60]))
        said = str(sent[name])
        found[kind][whole(key, name[:60])] = 1 if said == "yes" else whole(said, name[:60])
    return found


def _typed(fields: Mapping[str, str]) -> Typed:
    return Typed(
        version=whole(fields.get("version", ""), "version"),
        raw=fields.get("raw", ""),
        mark=fields.get("mark", ""),
        remark=fields.get("remark", "").strip(),
        source=fields["source"].strip() if "source" in fields else None,
        confirmed=fields.get("confirmed") == "yes",
    )


def whole(text: str, field: str) -> int:
    """A number of at most nine digits, as our own pages send them."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise RefusedChange(Problem.of("E-PARAM", field=field))
    return int(text)


def words(text: str, *, most: int) -> str:
    """Without what stands around it; too long is refused, not cut."""
    said = text.strip()
    if fault := fault_in(said, most=most):
        raise RefusedChange(fault)
    return said


def moment_of(text: str, at: time) -> datetime:
    """A day as it was typed, at +08:00."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise RefusedChange(Problem.of("E-DATE")) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise RefusedChange(Problem.of("E-DATE-RANGE", min=FIRST_DAY, max=LAST_DAY))
    return timezone.make_aware(datetime.combine(day, at))
