"""The checks of a return, put to its figures as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from collection.checks import Figures, Finding, Kind, Rule, findings
from collection.models import CheckRule, Entry, Return
from collection.numbers import Wanted
from collection.refusals import Incomplete
from collection.wants import wanted_in
from indicators.charts.wording import Text, stated
from indicators.models import Mark

LEAST_EXPLANATION = 2


def checked(report: Return, entries: Sequence[Entry], wants: Mapping[int, Wanted]) -> list[Finding]:
    """What the plan's rules say of the figures; entries come with their measures."""
    rows = CheckRule.objects.filter(plan=report.round.plan_id)
    rules = [
        Rule(
            code=row.code,
            kind=Kind(row.kind),
            measure=row.measure_id,
            whole=row.whole_id,
            limit=row.limit,
            floor=row.floor,
        )
        for row in rows
    ]
    disputed = [*_disputed(entries)]
    if not rules:
        return disputed
    return disputed + findings(
        rules,
        Figures(
            now={e.measure_id: value for e in entries if (value := _value(e)) is not None},
            last={key: each.last for key, each in wants.items() if each.last is not None},
            names={e.measure_id: Text(e.measure.name, e.measure.name_en) for e in entries},
            decimals={e.measure_id: e.measure.decimals for e in entries},
        ),
    )


def _disputed(entries: Sequence[Entry]) -> Iterator[Finding]:
    """提出异议: another figure than the province has put before the cell needs a reason."""
    for entry in entries:
        if entry.preset is None or not entry.filled or entry.value == entry.preset:
            continue
        shown = stated(entry.preset, entry.measure.decimals)
        words = Text(
            f"与省级预置数（{shown}）不一致，请填写异议理由",
            f"Not what the province has ({shown}); please say why",
        )
        yield Finding(measure=entry.measure_id, rule="preset", hard=False, said=words)


def by_measure(found: Sequence[Finding]) -> Mapping[int, list[Finding]]:
    grouped: dict[int, list[Finding]] = {}
    for finding in found:
        grouped.setdefault(finding.measure, []).append(finding)
    return grouped


def refuse_unchecked(report: Return, entries: Sequence[Entry]) -> None:
    """Raises Incomplete for empty cells, failed checks and explanations that are missing."""
    if empty := {e.measure.name: None for e in entries if not e.filled}:
        raise Incomplete("E-INCOMPLETE", empty)
    found = checked(report, entries, wanted_in(report))
    names = {e.measure_id: e.measure.name for e in entries}
    if hard := {names[each.measure]: each.said for each in found if each.hard}:
        raise Incomplete("E-CHECK", hard)
    explained = {e.measure_id for e in entries if len(e.remark.strip()) >= LEAST_EXPLANATION}
    soft = {names[each.measure]: each.said for each in found if each.measure not in explained}
    if soft:
        raise Incomplete("E-EXPLAIN", soft)


def _value(entry: Entry) -> Decimal | None:
    return Decimal(0) if entry.mark == Mark.TINY else entry.value
