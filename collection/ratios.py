"""What is computed from the figures of a form, shown beside them and never entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from collection.models import Entry, Return
from collection.numbers import Wanted
from indicators.charts.wording import printed
from indicators.models import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """One ratio of the plan; None where a part of it is not there or the denominator is 0."""

    indicator: Indicator
    now: Fraction | None
    last: Fraction | None

    @property
    def shown(self) -> str:
        return printed(self.now, self.indicator.decimals)

    @property
    def shown_last(self) -> str:
        return printed(self.last, self.indicator.decimals)


def computed_in(
    report: Return, entries: Mapping[int, Entry], wants: Mapping[int, Wanted]
) -> list[Computed]:
    """The plan's ratios of which both parts are cells of the form, by measure."""
    rows = report.round.plan.indicators.filter(
        numerator__in=list(entries), denominator__in=list(entries)
    )
    now = {key: entry.value for key, entry in entries.items()}
    last = {key: wanted.last for key, wanted in wants.items()}
    return [
        Computed(
            indicator=row,
            now=_ratio(row, now, last if row.denominator_lag else now),
            last=None if row.denominator_lag else _ratio(row, last, last),
        )
        for row in _first_of_each(rows.select_related("unit").order_by("order"))
    ]


def _first_of_each(rows: Iterable[Indicator]) -> Iterator[Indicator]:
    """A ratio that two targets judge is told once."""
    seen: set[int] = set()
    for row in rows:
        if row.measure_id not in seen:
            seen.add(row.measure_id)
            yield row


def _ratio(
    row: Indicator, top: Mapping[int, Decimal | None], bottom: Mapping[int, Decimal | None]
) -> Fraction | None:
    numerator, denominator = top.get(row.numerator_id or 0), bottom.get(row.denominator_id or 0)
    if numerator is None or not denominator or row.factor is None or row.denominator_lag > 1:
        return None
    return Fraction(numerator) / Fraction(denominator) * Fraction(row.factor)
