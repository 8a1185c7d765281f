"""The checks of a plan file: what figures that come in must satisfy, or explain."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pydantic import Field

from areas.entries import Code, Entry, Figure, twice
from areas.problems import Problem
from areas.sync import Changes, sync
from collection.checks import Kind
from collection.models import CheckRule
from indicators.models import Measure, Plan


class CheckEntry(Entry):
    code: Code
    kind: Kind
    measure: Code | None = None
    whole: Code | None = None
    limit: Figure | None = None
    floor: Figure = Field(default=Decimal(0))


NEEDS = {
    Kind.PART: ("measure", "whole"),
    Kind.SLIP: ("limit",),
    Kind.JUMP: ("limit",),
    Kind.FALLING: ("measure",),
}


def check(checks: list[CheckEntry], *, measures: set[str]) -> Iterable[Problem]:
    yield from twice("checks", [entry.code for entry in checks])
    for n, entry in enumerate(checks):
        for field in NEEDS[entry.kind]:
            if getattr(entry, field) is None:
                yield Problem.of("E-FILE-MISSING", "checks", n, field, field=field)
        for field in ("measure", "whole"):
            code = getattr(entry, field)
            if code is not None and code not in measures:
                yield Problem.of("E-REF", "checks", n, field, kind="measure", code=code)
        for field in ("limit", "floor"):
            if (value := getattr(entry, field)) is not None and value < 0:
                yield Problem.of("E-NUM-RANGE", "checks", n, field, min=0, max="…")


def apply(plan: Plan, checks: list[CheckEntry]) -> Changes:
    ids = dict(Measure.objects.values_list("code", "id"))
    rows = [
        {
            "code": entry.code,
            "order": n,
            "kind": entry.kind.value,
            "measure_id": ids[entry.measure] if entry.measure else None,
            "whole_id": ids[entry.whole] if entry.whole else None,
            "limit": entry.limit,
            "floor": entry.floor,
        }
        for n, entry in enumerate(checks)
    ]
    mine = CheckRule.objects.filter(plan=plan)
    return sync(mine, rows, key=("code",), what="check", drop=True, common={"plan": plan})


def export(plan: Plan) -> list[CheckEntry]:
    rows = CheckRule.objects.filter(plan=plan).select_related("measure", "whole")
    return [
        CheckEntry(
            code=row.code,
            kind=Kind(row.kind),
            measure=row.measure.code if row.measure else None,
            whole=row.whole.code if row.whole else None,
            limit=row.limit,
            floor=row.floor,
        )
        for row in rows
    ]
