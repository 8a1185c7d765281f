"""What a reader sees when an address leads nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.charts.wording import Text
from indicators.queries.absence import NotThere

NO_SUCH_PAGE = Text("这个地址没有页面。", "There is no page at this address.")


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    known = isinstance(exception, NotThere)
    context = {
        "what": exception.what if known else NO_SUCH_PAGE,  # type: ignore[attr-defined]
        "instead": exception.instead if known else (),  # type: ignore[attr-defined]
    }
    return render(request, "404.html", context, status=404)
