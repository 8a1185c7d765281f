"""What a reader sees when an address leads nowhere or a request cannot be taken.

A request that is no use says nothing of who asks or in which language: those answers stand
alone, in both languages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from areas.interface.faults import is_called, said
from areas.problems import Problem
from collection.importing import MEGABYTES
from indicators.charts.wording import Text
from indicators.queries.absence import NotThere

NO_SUCH_PAGE = Text("这个地址没有页面。", "There is no page at this address.")
LONGEST_BODY: Final = (MEGABYTES + 2) * 2**20
"""Bytes: the largest file that is taken, and what stands around it."""
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_called(request):
        return said(Problem.of("E-NOTFOUND"), 404)
    known = isinstance(exception, NotThere)
    context = {
        "what": exception.what if known else NO_SUCH_PAGE,  # type: ignore[attr-defined]
        "instead": exception.instead if known else (),  # type: ignore[attr-defined]
    }
    return render(request, "404.html", context, status=404)


def unusable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django calls suspicious: a foreign host, too much of something."""
    code, status = "E-BAD", 400
    if isinstance(exception, TOO_LARGE):
        code, status = "E-SIZE", 413
    elif isinstance(exception, DisallowedHost):
        code = "E-HOST"
    return said(Problem.of(code), status) if is_called(request) else refused(code, status)


def expired(_request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The page was not made for this session: signed out meanwhile, or sent by another site.

    The `reason` Django names is for whoever configures the site, not for whoever sits before it.
    """
    return refused("E-CSRF", 403)


def refused(code: str, status: int, **facts: object) -> HttpResponse:
    return render(None, "refused.html", {"problem": Problem.of(code, **facts)}, status=status)


class Refusals:
    """Refuse before it is read what is too large or says no length; say that a method is not taken.

    The gateway (WSGI) hands over as much of a body as Content-Length says: of one in chunks it
    would hand over nothing, and a form would look as if it had been sent empty.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "Transfer-Encoding" in request.headers:
            return _without_length(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or len(length) > 12 or int(length) > LONGEST_BODY:
            return _too_large(request)
        response = self.answer(request)
        if response.status_code == 405 and (_bare(response) or is_called(request)):
            return _not_that_way(request, response.headers["Allow"])
        return response


def _bare(response: HttpResponse) -> bool:
    return not response.streaming and not response.content


def _not_that_way(request: HttpRequest, allowed: str) -> HttpResponse:
    called = is_called(request)
    answer = said(Problem.of("E-METHOD"), 405) if called else refused("E-METHOD", 405)
    answer.headers["Allow"] = allowed
    return answer


def _without_length(request: HttpRequest) -> HttpResponse:
    facts = {"field": "Transfer-Encoding"}
    called = is_called(request)
    answer = (
        said(Problem.of("E-PARAM", **facts), 400) if called else refused("E-PARAM", 400, **facts)
    )
    answer.headers["Connection"] = "close"
    return answer


def _too_large(request: HttpRequest) -> HttpResponse:
    """Only a form with a file comes in parts: then it is the file that is too large."""
    if is_called(request):
        return said(Problem.of("E-SIZE"), 413)
    with_file = request.content_type == "multipart/form-data"
    answer = refused("E-FILE-SIZE", 413, n=MEGABYTES) if with_file else refused("E-SIZE", 413)
    answer.headers["Connection"] = "close"
    return answer
