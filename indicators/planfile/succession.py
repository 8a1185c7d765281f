"""How a plan follows an earlier one: what becomes of each of its indicators, so series go on."""

from __future__ import annotations

from collections.abc import Iterator

from areas.entries import twice_within
from areas.problems import Problem
from areas.sync import Changes, sync
from indicators.models import Indicator, Plan, Succession
from indicators.planfile.entries import IndicatorEntry, SucceedsEntry, SuccessionEntry
from indicators.planfile.sections import Sections

HERE = ("succeeds", "indicators")


def check_succession(sections: Sections) -> Iterator[Problem]:
    succeeds = sections.succeeds
    if succeeds is None:
        return
    earlier = Plan.objects.filter(slug=succeeds.plan).first()
    if earlier is None:
        yield Problem.of("E-REF", "succeeds", "plan", kind="plan", code=succeeds.plan)
        return
    yield from _order(sections, earlier)
    related = earlier.indicators.select_related("unit", "measure", "numerator", "denominator")
    stored = {row.code: row for row in related}
    yield from _mapped(succeeds, stored)
    heirs = {entry.code: entry for entry in sections.indicators}
    for n, entry in enumerate(succeeds.indicators):
        yield from _fate(n, entry)
        old, new = stored.get(entry.earlier), heirs.get(entry.heir or "")
        if entry.becomes == "same" and old and new and _series(old) != _series_of(new):
            yield Problem.of(
                "E-RULE",
                *(*HERE, n, "becomes"),
                reason_zh=f"“{entry.earlier}”与“{new.code}”的基础指标或计量单位不同，应写 redefined",
                reason_en=f"'{entry.earlier}' and '{new.code}' differ in measure or unit: "
                "write 'redefined'",
            )


def _order(sections: Sections, earlier: Plan) -> Iterator[Problem]:
    """Later than what it follows, and never round in a circle."""
    chain = [sections.plan.slug, earlier.slug]
    before: Plan | None = earlier
    while before is not None and before.slug != sections.plan.slug:
        before = before.succeeds
        if before is not None:
            chain.append(before.slug)
    if before is not None:
        yield Problem.of("E-CYCLE", "succeeds", "plan", chain=" → ".join(chain))
    elif sections.plan.target_year <= earlier.target_year:
        yield Problem.of(
            "E-YEARS",
            *("succeeds", "plan"),
            reason_zh=f"上一规划的目标年{earlier.target_year}不早于本规划的目标年",
            reason_en=f"the earlier plan runs to {earlier.target_year}, no less than this one",
        )


def _mapped(succeeds: SucceedsEntry, stored: dict[str, Indicator]) -> Iterator[Problem]:
    """Every indicator of the earlier plan is mapped, once, and nothing else is."""
    named = [entry.earlier for entry in succeeds.indicators]
    yield from twice_within(HERE, named, "earlier")
    heirs = {n: entry.heir for n, entry in enumerate(succeeds.indicators) if entry.heir}
    for n, heir in heirs.items():
        if heir in [other for m, other in heirs.items() if m < n]:
            yield Problem.of("E-DUP", *HERE, n, "indicator", what=heir)
    for n, code in enumerate(named):
        if code not in stored:
            yield Problem.of("E-REF", *HERE, n, "earlier", kind="indicator", code=code)
    if left := [code for code in stored if code not in named]:
        yield Problem.of("E-UNMAPPED", *HERE, codes=", ".join(left))


def _fate(n: int, entry: SuccessionEntry) -> Iterator[Problem]:
    if entry.becomes == "dropped" and entry.indicator is not None:
        yield Problem.of(
            "E-RULE",
            *(*HERE, n, "indicator"),
            reason_zh="不再设置的指标没有后续指标",
            reason_en="an indicator that is dropped has no other in its place",
        )
    if entry.becomes == "redefined" and not entry.reason:
        yield Problem.of("E-FILE-MISSING", *HERE, n, field="reason")


def _series(row: Indicator) -> tuple[str | None, ...]:
    parts = [part.code if part else None for part in (row.measure, row.numerator, row.denominator)]
    return (row.unit.symbol, *parts)


def _series_of(entry: IndicatorEntry) -> tuple[str | None, ...]:
    ratio = entry.ratio
    parts = (ratio.numerator, ratio.denominator) if ratio else (None, None)
    return (entry.unit, entry.measure, *parts)


def apply_succession(plan: Plan, sections: Sections) -> Changes:
    succeeds = sections.succeeds
    entries = succeeds.indicators if succeeds else []
    slug = succeeds.plan if succeeds else None
    earlier = dict(Indicator.objects.filter(plan__slug=slug).values_list("code", "id"))
    own = dict(plan.indicators.values_list("code", "id"))
    rows = [
        {
            **entry.model_dump(exclude={"earlier", "indicator"}),
            "earlier_id": earlier[entry.earlier],
            "indicator_id": own[entry.heir] if entry.heir else None,
            "order": n,
        }
        for n, entry in enumerate(entries)
    ]
    return sync(
        Succession.objects.filter(plan=plan),
        rows,
        key=("earlier_id",),
        what="succession of",
        drop=True,
        common={"plan": plan},
        codes={pk: code for code, pk in earlier.items()},
    )


def export_succession(plan: Plan) -> SucceedsEntry | None:
    if plan.succeeds is None:
        return None
    rows = plan.successions.select_related("earlier", "indicator")
    return SucceedsEntry(plan=plan.succeeds.slug, indicators=[_entry(row) for row in rows])


def _entry(row: Succession) -> SuccessionEntry:
    """The heir's code is left out where it is the earlier one's."""
    heir = row.indicator.code if row.indicator else None
    return SuccessionEntry(
        earlier=row.earlier.code,
        becomes=row.becomes,  # type: ignore[arg-type]
        indicator=None if heir == row.earlier.code else heir,
        reason=row.reason,
        reason_en=row.reason_en,
    )
