"""重点领域: what the plan says of each domain, and how its indicators stand."""

from __future__ import annotations

from dataclasses import dataclass

from domains.models import Domain, Field, Special
from indicators.charts.wording import Text
from indicators.models import ChapterNote, Plan
from indicators.queries.absence import not_there
from indicators.queries.chapter_notes import NotesOfYear, notes_on
from indicators.queries.milestones import MilestoneRow, milestone_rows
from indicators.queries.overview import standings
from indicators.queries.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainCard:
    """`special` is the domain's 专栏, None where the plan has none."""

    domain: Domain
    fields: tuple[Field, ...]
    special: Special | None

    @property
    def missing(self) -> int:
        """How many fields the copy of the plan has no text for."""
        return sum(field.text_missing for field in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainPage:
    card: DomainCard
    milestones: tuple[MilestoneRow, ...]
    indicators: tuple[Standing, ...]
    notes: tuple[NotesOfYear, ...]


def domain_cards(plan: Plan) -> list[DomainCard]:
    rows = Domain.objects.filter(plan=plan).select_related("special").prefetch_related("fields")
    return [_card(domain) for domain in rows]


def domain_page(plan: Plan, code: str, *, year: int | None) -> DomainPage:
    found = Domain.objects.filter(plan=plan, code=code).select_related("special").first()
    if found is None:
        what = Text(
            f"本规划没有代码为“{code}”的重点领域。", f"This plan has no key domain “{code}”."
        )
        raise not_there(plan, what, route="domain", instead=Domain.objects.filter(plan=plan))
    rows = {row.code: row for row in standings(plan, year=year)}
    return DomainPage(
        card=_card(found),
        milestones=milestone_rows(found.milestones.select_related("area"), plan),
        indicators=tuple(rows[linked.code] for linked in found.indicators.all()),
        notes=notes_on(plan, ChapterNote.Kind.DOMAIN, [code]).get(code, ()),
    )


def _card(domain: Domain) -> DomainCard:
    return DomainCard(
        domain=domain,
        fields=tuple(domain.fields.all()),
        special=getattr(domain, "special", None),
    )
