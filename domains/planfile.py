"""The domains chapter of a plan file."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field as Bounds

from areas.entries import Code, Entry, Name, Number, Text, Written, twice, twice_within
from areas.problems import Problem
from areas.sync import Changes, sync
from domains.models import Domain, Field, Special
from indicators.links import apply_links, check_links, linked_codes
from indicators.models import Plan


class FieldEntry(Entry):
    no: Number
    name: Name
    name_en: Name
    summary: Text = ""
    text_missing: bool = False
    place: Name


class SpecialEntry(Entry):
    no: Number
    name: Name
    name_en: Name
    summary: Written
    place: Name


class DomainEntry(Entry):
    code: Code
    no: Number
    name: Name
    name_en: Name
    place: Name
    summary: Written
    indicators: list[Code] = []
    milestones: list[Code] = []
    special: SpecialEntry | None = None
    fields: list[FieldEntry] = Bounds(min_length=1)


def check(
    domains: list[DomainEntry], *, indicators: set[str], milestones: set[str]
) -> Iterable[Problem]:
    yield from twice("domains", [entry.code for entry in domains])
    yield from twice("domains", [entry.no for entry in domains], "no")
    yield from check_links("domains", domains, indicators=indicators, milestones=milestones)
    for n, domain in enumerate(domains):
        numbers = [field.no for field in domain.fields]
        yield from twice_within(("domains", n, "fields"), numbers, "no")
        for m, field in enumerate(domain.fields):
            if bool(field.summary) == field.text_missing:
                yield Problem.of(
                    "E-RULE",
                    *("domains", n, "fields", m),
                    reason_zh="原文缺失的方向不写摘要，其余必须有摘要",
                    reason_en="a field has a summary, or its text is missing: one of the two",
                )


def apply(plan: Plan, domains: list[DomainEntry]) -> Changes:
    plain = [
        {
            name: getattr(entry, name)
            for name in ("code", "no", "name", "name_en", "summary", "place")
        }
        for entry in domains
    ]
    changes = sync(
        Domain.objects.filter(plan=plan),
        plain,
        key=("code",),
        what="domain",
        drop=True,
        common={"plan": plan},
    )
    rows = {row.code: row for row in Domain.objects.filter(plan=plan)}
    for entry in domains:
        row = rows[entry.code]
        special = [entry.special.model_dump()] if entry.special else []
        changes += sync(
            Field.objects.filter(domain=row),
            [field.model_dump() for field in entry.fields],
            key=("no",),
            what=f"{entry.code} field",
            drop=True,
            common={"domain": row},
        )
        changes += sync(
            Special.objects.filter(domain=row),
            special,
            key=(),  # a domain has one at most
            what=f"{entry.code} special",
            drop=True,
            common={"domain": row},
        )
    return changes + apply_links(plan, domains, rows, what="domain")


def export(plan: Plan) -> list[DomainEntry]:
    rows = Domain.objects.filter(plan=plan).prefetch_related("fields", "indicators", "milestones")
    return [_entry(row) for row in rows.select_related("special")]


def _entry(row: Domain) -> DomainEntry:
    special = getattr(row, "special", None)
    return DomainEntry(
        **{
            name: getattr(row, name)
            for name in ("code", "no", "name", "name_en", "place", "summary")
        },
        **linked_codes(row),
        special=SpecialEntry.from_row(special) if special else None,
        fields=[FieldEntry.from_row(field) for field in row.fields.all()],
    )
