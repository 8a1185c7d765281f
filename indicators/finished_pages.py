"""Pages as they were made, kept in the process for the next reader who asks for the same.

The key is the page's ETag, which tells of every change of what the page is made of: nothing is
ever shown that a page made now would not show. What was last asked for longest ago makes room.
"""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from threading import Lock
from typing import Final, NamedTuple

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

LIMIT: Final = 16 * 2**20
"""Bytes of compressed pages a process keeps."""

ACCEPTS_GZIP: Final = re.compile(r"\bgzip\b")


class Page(NamedTuple):
    """Compressed once; there is no secret on it that the length could tell."""

    headers: dict[str, str]
    compressed: bytes


class _Kept:
    """Several threads of a web process share what is kept."""

    lock: Final = Lock()
    pages: Final[OrderedDict[str, Page]] = OrderedDict()
    size: int = 0


def keep(etag: str, request: HttpRequest, response: HttpResponse) -> None:
    """Keep the page for others; not what was read in a transaction that may yet be undone."""
    if settings.DEBUG or connection.in_atomic_block or not _for_everybody(request, response):
        return
    found = Page(dict(response.headers), gzip.compress(response.content, 6))
    with _Kept.lock:
        _forget(etag)
        _Kept.pages[etag] = found
        _Kept.size += len(found.compressed)
        while _Kept.size > LIMIT:
            _forget(next(iter(_Kept.pages)))


def _for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    alone = response.streaming or response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return request.method == "GET" and response.status_code == 200 and not alone


def _forget(etag: str) -> None:
    if (found := _Kept.pages.pop(etag, None)) is not None:
        _Kept.size -= len(found.compressed)


def kept(etag: str, request: HttpRequest) -> HttpResponse | None:
    """The page, compressed for a reader who takes it so."""
    with _Kept.lock:
        if (found := _Kept.pages.get(etag)) is None:
            return None
        _Kept.pages.move_to_end(etag)
    if not ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        return HttpResponse(gzip.decompress(found.compressed), headers=found.headers)
    response = HttpResponse(found.compressed, headers=found.headers)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = f"W/{etag}"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
