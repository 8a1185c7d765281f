"""What every page of the collection asks first: who is it, and how a refusal is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from accounts.acting import actor_of, address_of
from accounts.audit import Actor
from accounts.lockout import Kind, note
from accounts.models import User
from areas.problems import Problem
from areas.rights import Rights, rights_in
from collection.refusals import Incomplete, NotYours, RefusedChange

View = Callable[..., HttpResponse]


class Asked(HttpRequest):
    """A request of somebody signed in."""

    actor: Actor
    rights: Rights


def signed_in(view: View) -> View:
    """Give the view who acts and with what rights; answer a refusal in words, never with a trace."""

    @wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            if request.method in ("GET", "HEAD"):
                return redirect_to_login(request.get_full_path())
            return HttpResponse(status=401)
        request.actor, request.rights = actor_of(request), rights_in(request)
        try:
            _refuse_nul(request)
            return view(request, *args, **kwargs)
        except RefusedChange as refused:
            return _refusal(request, refused)

    return answer


def _refuse_nul(request: HttpRequest) -> None:
    """No form sends one, and PostgreSQL keeps none."""
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            if any("\0" in text for text in (name, *map(str, values))):
                raise RefusedChange(Problem.of("E-TXT-CONTROL", where="U+0000"))


def _refusal(request: HttpRequest, refused: RefusedChange) -> HttpResponse:
    if isinstance(refused, NotYours):
        detail = f"{request.method} {request.path} {refused.problem.code}"
        note(Kind.REFUSED, str(request.user.get_username()), address_of(request), detail)
    problem = refused.problem
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"problem": problem.said()}, status=refused.status)
    cells = refused.cells if isinstance(refused, Incomplete) else {}
    context = {"problem": problem, "cells": cells.items()}
    return render(request, "collection/refused.html", context, status=refused.status)
