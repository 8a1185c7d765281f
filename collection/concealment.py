"""不予公开: the province keeps a single figure out of releases, and lets it in again."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.audit import Actor, Change
from areas.problems import Problem
from areas.rights import Rights
from collection.doors import Asked, signed_in
from collection.entry import LONGEST_REMARK
from collection.figure_cells import Cell, cell_of
from collection.refusals import (
    NotThere,
    NotYours,
    RefusedChange,
    WrongState,
    refuse_reasonless,
)
from collection.sent import words
from indicators import disclosure
from indicators.models import Concealment


@require_POST
@signed_in
def conceal_figure(request: Asked) -> HttpResponse:
    _refuse(request.rights)
    cell = cell_of(request.GET)
    if cell is None:
        raise NotThere
    reason = words(request.POST.get("reason", ""), most=LONGEST_REMARK)
    conceal(cell, reason=reason, by=request.actor, rights=request.rights)
    return HttpResponseRedirect(f"{cell.address}#disclosure")


@require_POST
@signed_in
def reveal_figure(request: Asked, pk: int) -> HttpResponse:
    made = reveal(pk, by=request.actor, rights=request.rights)
    cell = Cell(area=made.area, measure=made.measure, year=made.year)
    return HttpResponseRedirect(f"{cell.address}#disclosure")


def concealment_of(cell: Cell) -> Concealment | None:
    """The one that stands."""
    rows = Concealment.objects.filter(
        area=cell.area, measure=cell.measure, year=cell.year, lifted_at=None
    )
    return rows.select_related("by").first()


def can_be_concealed(cell: Cell) -> bool:
    """The whole is released whatever happens; what would give a place away is hidden below it."""
    return cell.area.kind in disclosure.PLACES


def conceal(cell: Cell, *, reason: str, by: Actor, rights: Rights) -> Concealment:
    """From the next release on the figure is not shown. Raises NotYours, RefusedChange."""
    _refuse(rights)
    refuse_reasonless(reason)
    if not can_be_concealed(cell):
        raise RefusedChange(
            Problem.of(
                "E-RULE",
                reason_zh="全省数始终发布，只有市（州）数值可以不公开",
                reason_en="figures of the whole are always released; only those of places are not",
            )
        )
    if by.user is None:
        raise TypeError("a figure is concealed by a person")
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Concealment.objects.create(
                    area=cell.area, measure=cell.measure, year=cell.year, reason=reason, by=by.user
                )
        except IntegrityError as error:
            raise WrongState(Problem.of("E-DUP", what=cell.name)) from error
        _log("concealed", made, by)
    return made


def reveal(pk: int, *, by: Actor, rights: Rights) -> Concealment:
    """From the next release on it is shown again. Raises NotYours, NotThere."""
    _refuse(rights)
    with transaction.atomic():
        rows = Concealment.objects.select_for_update(of=("self",)).filter(pk=pk, lifted_at=None)
        made = rows.select_related("area", "measure").first()
        if made is None:
            raise NotThere
        made.lifted_by, made.lifted_at = by.user, timezone.now()
        made.save(update_fields=["lifted_by", "lifted_at"])
        _log("revealed", made, by)
    return made


def _refuse(rights: Rights) -> None:
    if not rights.may("enter_official"):
        raise NotYours(Problem.of("E-FORBIDDEN"))


def _log(action: str, made: Concealment, by: Actor) -> None:
    change = Change(
        action=action, subject="figure", place=made.area.code, reason=made.reason,
        key=Cell(area=made.area, measure=made.measure, year=made.year).name,
    )  # fmt: skip
    audit.write(change, by=by)
