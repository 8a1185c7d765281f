"""接口令牌: one's own, made and ended here; the secret is shown once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Token
from areas import tokens as granting
from areas.problems import Problem, ProblemsFound
from collection.doors import Asked, signed_in
from collection.refusals import NotYours
from collection.sent import whole
from indicators.queries.plans import newest_plan

DAYS = (30, 90, 180, 365)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: Asked) -> HttpResponse:
    offered = [scope for scope, right in granting.RIGHTS.items() if request.rights.may(right)]
    if not offered:
        raise NotYours(Problem.of("E-FORBIDDEN"))
    problems, made, secret = list[Problem](), None, ""
    if request.method == "POST":
        try:
            made, secret = granting.make_token(
                request.POST.get("name", ""), request.POST.get("scope", ""),
                whole(request.POST.get("days", ""), "days"), by=request.actor,
                rights=request.rights,
            )  # fmt: skip
        except ProblemsFound as error:
            problems = error.problems
    more = {
        "tokens": Token.objects.filter(user=request.actor.user_id, revoked_at=None),
        "offered": offered,
        "days": DAYS,
        "problems": problems,
        "made": made,
        "secret": secret,
        "name": "" if made else request.POST.get("name", ""),
    }
    return render(request, "pages/tokens.html", more, status=422 if problems else 200)


@require_POST
@signed_in
def revoke_token(request: Asked, pk: int) -> HttpResponse:
    found = Token.objects.filter(pk=pk, user=request.actor.user_id).first()
    if found is None:
        raise Http404
    granting.revoke(found, by=request.actor)
    return HttpResponseRedirect(reverse("tokens"))


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """What the interface is for, with examples that can be copied."""
    site = f"{request.scheme}://{request.get_host()}"
    more = {"site": site, "example_plan": newest_plan()}
    return render(request, "pages/api.html", more)
