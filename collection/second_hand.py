"""待第二人确认: everything one person proposed and another may confirm, whatever it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.urls import reverse

from accounts.models import User
from areas.administration import right_of
from areas.models import PersonChange
from areas.rights import Rights
from collection.access import visible
from collection.figure_cells import Cell
from collection.models import ChoiceProposal, HistoryUpload, MoveProposal
from collection.publishing import open_proposal
from collection.states import STEPS, Action
from indicators.charts.wording import Text
from indicators.queries.plans import newest_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One of them: `what` is done and to `whom`, why, by whom, and where it is confirmed."""

    whom: Text
    what: Text
    reason: str
    by: User
    at: datetime
    url: str


def proposed(rights: Rights) -> list[Proposed]:
    """The oldest first."""
    found = [
        each for ask in (_moves, _choices, _history, _releases, _people) for each in ask(rights)
    ]
    return sorted(found, key=lambda each: each.at)


def _moves(rights: Rights) -> Iterator[Proposed]:
    rows = MoveProposal.objects.filter(
        report__in=visible(rights), version=F("report__version"), taken_back_at=None
    )
    for row in rows.select_related("report__round", "report__area", "by"):
        step, report = STEPS[Action(row.action)], row.report
        if not rights.may(step.right, area_id=report.area_id):
            continue
        kind = report.round.kind
        yield Proposed(
            whom=Text(
                f"{report.area.name}{report.round.year}年{kind.zh}",
                f"{report.area.name_en}, {report.round.year}, {kind.en}",
            ),
            what=Text(step.zh, step.en), reason=row.reason, by=row.by, at=row.at,
            url=f"{reverse('return', kwargs={'pk': report.pk})}#moves",
        )  # fmt: skip


def _choices(rights: Rights) -> Iterator[Proposed]:
    if not rights.may("revise"):
        return
    rows = ChoiceProposal.objects.filter(confirmed_by=None, taken_back_at=None)
    for row in rows.select_related("actual__area", "actual__measure", "by"):
        fact = row.actual
        yield Proposed(
            whom=Text(
                f"{fact.area.name}{fact.year}年{fact.measure.name}",
                f"{fact.area.name_en}, {fact.year}, {fact.measure.name_en}",
            ),
            what=Text("确定采用数", "Which figure counts"), reason=row.reason, by=row.by, at=row.at,
            url=Cell(area=fact.area, measure=fact.measure, year=fact.year).address,
        )  # fmt: skip


def _history(rights: Rights) -> Iterator[Proposed]:
    if not rights.may("upload_history"):
        return
    rows = HistoryUpload.objects.filter(confirmed_by=None, taken_back_at=None)
    for row in rows.select_related("by").defer("lines"):
        yield Proposed(
            whom=Text(row.file_name, row.file_name), what=Text("往年数据", "Earlier years"),
            reason=row.reason, by=row.by, at=row.at,
            url=reverse("one_history", kwargs={"pk": row.pk}),
        )  # fmt: skip


def _releases(rights: Rights) -> Iterator[Proposed]:
    if not rights.may("publish"):
        return
    plan = newest_plan()
    if (row := open_proposal(plan)) is not None and plan is not None:
        yield Proposed(
            whom=Text(plan.short_title, plan.short_name_en), what=Text("发布", "Publish"),
            reason=row.note, by=row.by, at=row.at, url=reverse("releases"),
        )  # fmt: skip


def _people(rights: Rights) -> Iterator[Proposed]:
    for row in PersonChange.objects.filter(confirmed=None).select_related("by"):
        if rights.may(right_of(PersonChange.Kind(row.kind), row.content)):
            yield Proposed(
                whom=Text(row.username, row.username),
                what=Text("人员变更", "Change of a person"), reason=row.reason, by=row.by,
                at=row.at, url=reverse("people"),
            )  # fmt: skip
