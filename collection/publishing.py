"""The page of releases: what the public sees, and how two people publish what stands now."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from areas.problems import Problem
from collection.doors import Asked, signed_in
from collection.refusals import NotYours, WrongState
from collection.sent import whole, words
from indicators.models import Plan, Proposal, Release
from indicators.queries.plans import newest_plan
from indicators.releases import CannotPublish, propose, publish


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def all_releases(request: Asked) -> HttpResponse:
    if not request.rights.may("publish"):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    plan = newest_plan()
    if request.method == "POST" and plan is not None:
        _act(request, plan)
        return HttpResponseRedirect(reverse("releases"))
    rows = Release.objects.filter(plan=plan).select_related("proposed_by", "published_by")
    open_now = open_proposal(plan)
    context = {
        "release_plan": plan,
        "releases": rows,
        "proposal": open_now,
        "own": open_now is not None and open_now.by_id == request.actor.user_id,
    }
    return render(request, "collection/releases.html", context)


def _act(request: Asked, plan: Plan) -> None:
    """Propose, or confirm the proposal that was shown."""
    try:
        if shown := request.POST.get("proposal", ""):
            found = Proposal.objects.filter(plan=plan, pk=whole(shown, "proposal"))
            if (proposal := found.select_related("plan", "by").first()) is None:
                raise WrongState(Problem.of("E-NOTFOUND"))
            publish(proposal, by=request.actor)
        else:
            propose(plan, by=request.actor, note=words(request.POST.get("note", ""), most=200))
    except CannotPublish as refused:
        raise WrongState(refused.problem) from refused


def open_proposal(plan: Plan | None) -> Proposal | None:
    """The last one, unless it was published."""
    last = Proposal.objects.filter(plan=plan).select_related("by").first()
    if last is None or Release.objects.filter(plan=plan, digest=last.digest).exists():
        return None
    return last
