"""What a browser sent of a form, field by field; what does not belong there is refused by name."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from django.http import QueryDict

from areas.problems import Problem
from collection.entry import Typed
from collection.refusals import RefusedChange

FIELD = re.compile(r"(raw|mark|remark|version|confirmed)-(\d{1,9})")
ALWAYS = frozenset({"csrfmiddlewaretoken"})


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


def _typed(fields: Mapping[str, str]) -> Typed:
    return Typed(
        version=_whole(fields.get("version", "")),
        raw=fields.get("raw", ""),
        mark=fields.get("mark", ""),
        remark=fields.get("remark", "").strip(),
        confirmed=fields.get("confirmed") == "yes",
    )


def version_of(sent: QueryDict) -> int:
    return _whole(sent.get("version", ""))


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise RefusedChange(Problem.of("E-PARAM", field="version"))
    return int(text)
