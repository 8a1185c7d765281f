"""本年与上年比较清单: every figure of a return beside last year's, with the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from collection.checking import by_measure, checked
from collection.checks import Finding
from collection.models import Entry, Return
from collection.wants import wanted_in
from indicators.charts.wording import percent, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One measure; texts are empty where one of the two years has no figure."""

    entry: Entry
    last: str
    now: str
    change: str
    share: str
    findings: Sequence[Finding]


def compared(report: Return) -> list[Compared]:
    """In the order of the form."""
    entries = list(report.entries.select_related("measure__unit").order_by("measure"))
    wants = wanted_in(report)
    found = by_measure(checked(report, entries, wants))
    return [
        _compared(entry, wants[entry.measure_id].last, found.get(entry.measure_id, ()))
        for entry in entries
    ]


def _compared(entry: Entry, last: Decimal | None, findings: Sequence[Finding]) -> Compared:
    places, now = entry.measure.decimals, entry.value
    change = share = ""
    if now is not None and last is not None:
        change = f"{'+' if now > last else ''}{stated(now - last, places)}"
    if now is not None and last:
        by = (Fraction(now) - Fraction(last)) / abs(Fraction(last))
        share = f"{'+' if by > 0 else ''}{percent(by)}"
    return Compared(
        entry=entry,
        last=stated(last, places),
        now=stated(now, places),
        change=change,
        share=share,
        findings=findings,
    )
