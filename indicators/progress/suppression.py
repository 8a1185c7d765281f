"""保密抑制: which figures are withheld so that nothing about a single unit can be read or worked out.

Primary: a figure of fewer than three units, or one that was marked as held by a single one.
Secondary: what would give a withheld figure away when the published total is taken into account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Final

LEAST_UNITS: Final = 3


def of_few_units(units: Mapping[int, Decimal]) -> frozenset[int]:
    """The places whose figure is that of one or two units; none at all gives nobody away."""
    return frozenset(area for area, n in units.items() if 0 < n < LEAST_UNITS)


def withheld(
    values: Mapping[int, Decimal],
    *,
    primary: Collection[int],
    totals: Mapping[int, int | None],
    units: Mapping[int, Decimal] | None = None,
    public: Collection[int] = (),
) -> frozenset[int]:
    """The areas whose figure of one measure and year is not published.

    `values` are the figures of the parts, `totals` which total each area joins (and each total
    the next; None or absent: none). Under a total that is published, either nothing is withheld
    or at least two figures, together of `LEAST_UNITS` units where `units` tells; the smallest of
    the others is withheld as well until that holds, and where it cannot, the total itself.
    Those in `public` are known elsewhere: to withhold them would hide nothing.
    """
    family = _family(values, totals)
    sums = {total: _sum(total, values, family) for total in family} | dict(values)
    counts = dict(units or {})
    hidden = {area for area in primary if area in values}
    while (more := _next(hidden, family, totals, sums, counts, public)) is not None:
        hidden.add(more)
    return frozenset(hidden)


def _family(
    values: Mapping[int, Decimal], totals: Mapping[int, int | None]
) -> dict[int, list[int]]:
    """The parts of every total that has some, each once."""
    found: dict[int, list[int]] = defaultdict(list)
    waiting, seen = sorted(values), set(values)
    for area in waiting:
        total = totals.get(area)
        if total is None:
            continue
        found[total].append(area)
        if total not in seen:
            seen.add(total)
            waiting.append(total)
    return dict(found)


def _sum(total: int, values: Mapping[int, Decimal], family: Mapping[int, list[int]]) -> Decimal:
    parts = (
        values[part] if part in values else _sum(part, values, family) for part in family[total]
    )
    return sum(parts, Decimal(0))


def _next(
    hidden: Collection[int],
    family: Mapping[int, list[int]],
    totals: Mapping[int, int | None],
    sums: Mapping[int, Decimal],
    units: Mapping[int, Decimal],
    public: Collection[int],
) -> int | None:
    """One more that has to be withheld; None: nothing gives a withheld figure away."""
    for total, parts in family.items():
        found = [part for part in parts if part in hidden]
        if total in hidden and found:
            continue
        if total not in hidden and (not found or _covered(found, units)):
            continue
        shown = (part for part in parts if part not in {*hidden, *public} and sums[part] > 0)
        smallest = min(shown, key=lambda part: (sums[part], part), default=None)
        if smallest is not None:
            return smallest
        # The last total is published whatever happens: then every part of it is withheld.
        if total not in hidden and totals.get(total) is not None:
            return total
    return None


def _covered(found: Iterable[int], units: Mapping[int, Decimal]) -> bool:
    """Whether those withheld hide one another: what is missing from the total is no single one's."""
    parts = list(found)
    if len(parts) < 2:
        return False
    known = [units[part] for part in parts if part in units]
    return len(known) < len(parts) or sum(known) >= LEAST_UNITS
