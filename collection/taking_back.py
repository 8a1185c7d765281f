"""Taking back what one has proposed, as long as nobody has confirmed it."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.audit import Change
from collection.doors import Asked, signed_in
from collection.models import ChoiceProposal, MoveProposal
from collection.refusals import NotThere


@require_POST
@signed_in
def take_back_move(request: Asked, pk: int) -> HttpResponse:
    report_id = _take_back(request, MoveProposal, pk).report_id
    return HttpResponseRedirect(reverse("return", kwargs={"pk": report_id}))


@require_POST
@signed_in
def take_back_choice(request: Asked, pk: int) -> HttpResponse:
    _take_back(request, ChoiceProposal, pk)
    return HttpResponseRedirect(reverse("workbench"))


MadeT = TypeVar("MadeT", MoveProposal, ChoiceProposal)


def _take_back(request: Asked, kind: type[MadeT], pk: int) -> MadeT:
    """One's own alone: that of another is not there."""
    with transaction.atomic():
        rows = kind.objects.select_for_update(of=("self",)).filter(pk=pk, taken_back_at=None)
        made = rows.filter(by=request.actor.user).first()
        if made is None or getattr(made, "confirmed_by_id", None) is not None:
            raise NotThere
        made.taken_back_at = timezone.now()
        made.save(update_fields=["taken_back_at"])
        change = Change(
            action="proposal_taken_back", subject="proposal", key=str(made.pk), reason=made.reason
        )
        audit.write(change, by=request.actor)
    return made
