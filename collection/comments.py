"""意见: said by whoever works on a form, kept with it, changed by nobody."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.audit import Actor, Change
from areas.problems import Problem
from areas.rights import Rights
from collection.access import return_for
from collection.doors import Asked, signed_in
from collection.entry import LONGEST_REMARK
from collection.models import Comment
from collection.once import SentAlready, key_in, use_up
from collection.refusals import NotThere, NotYours, refuse_reasonless
from collection.sent import whole, words


@require_POST
@signed_in
def comment(request: Asked, pk: int) -> HttpResponse:
    measure = request.POST.get("measure", "")
    with suppress(SentAlready):
        say(
            pk,
            whole(measure, "measure") if measure else None,
            words(request.POST.get("text", ""), most=LONGEST_REMARK),
            by=request.actor,
            rights=request.rights,
            key=key_in(request),
        )
    return HttpResponseRedirect(f"{reverse('return', kwargs={'pk': pk})}#comments")


def say(
    report_id: int, measure_id: int | None, text: str, *, by: Actor, rights: Rights, key: str = ""
) -> Comment:
    """Raises NotThere, NotYours, RefusedChange for nothing said, SentAlready for a second click."""
    if by.user is None:
        raise TypeError("a remark is a person's")
    report = return_for(rights, report_id)
    if not rights.may("comment", area_id=report.area_id):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    refuse_reasonless(text)
    if measure_id is not None and not report.entries.filter(measure=measure_id).exists():
        raise NotThere
    with transaction.atomic():
        use_up(key, by=by)
        made = Comment.objects.create(report=report, measure_id=measure_id, text=text, by=by.user)
        change = Change(
            action="commented", subject="comment", key=str(made.pk), reason=text,
            after={"return": report.pk, "measure": measure_id}, place=report.area.code,
        )  # fmt: skip
        audit.write(change, by=by)
    return made
