"""B5: what the overview weighs on a first visit, in bytes.

The shipped plan with its published and demo figures, served as in production
and opened by a real Chromium that has nothing of it yet. Bodies are counted as
they cross the wire; headers are told apart. The floor is the limit set for each
part, so a ratio of at most 1 keeps it. Bytes do not depend on the machine.
"""

from __future__ import annotations

import io
import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.core.management import call_command
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

import dev
from benchmarks.machine import machine
from benchmarks.site import TLS_PROXY, chromium, served
from indicators import gauges
from tests.services import free_port

PAIRS: Final = 5
LIMITS: Final = {"document": 15_000, "all but the bundle": 60_000, "chart bundle": 390_000}
BUNDLE: Final = "plotly-plan"
NOT_DRAWN: Final = "[data-chart]:not(:has(.js-plotly-plot))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One answer of the server."""

    address: str
    kind: str
    body: int
    headers: int
    encoding: str

    @property
    def is_bundle(self) -> bool:
        return BUNDLE in self.address


@dataclass(frozen=True, slots=True)
class Visit:
    pieces: Sequence[Piece]

    def weights(self) -> dict[str, int]:
        return {
            "document": sum(piece.body for piece in self.pieces if piece.kind == "document"),
            "all but the bundle": sum(piece.body for piece in self.pieces if not piece.is_bundle),
            "chart bundle": sum(piece.body for piece in self.pieces if piece.is_bundle),
            "headers": sum(piece.headers for piece in self.pieces),
        }


def main(*, size: str, pairs: int) -> None:
    del size  # the shipped plan has the size it has
    load()
    with served(os.environ, port=free_port()) as address, chromium() as browser:
        visits = [visit(browser, address) for _ in range(pairs)]
    print(f"\nB5 weight of the overview, first visit ({pairs} visits)\n{machine()}")
    print(table(visits))


def load() -> None:
    for command in dev.DEMO_DATA:
        call_command(*command, stdout=io.StringIO())
    gauges.drain()


def visit(browser: Browser, address: str) -> Visit:
    """Open the overview with an empty cache, and show that it is whole and came from here alone."""
    context = browser.new_context(extra_http_headers=TLS_PROXY)
    page = context.new_page()
    requests: list[Request] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108 - it is marked
    page.on("console", lambda said: complaints.extend(_complaint(said)))
    page.goto(address, wait_until="networkidle")
    found = Visit([_piece(request) for request in requests])
    _is_whole(page, found, address, complaints)
    context.close()
    return found


def _complaint(said: ConsoleMessage) -> list[str]:
    return [said.text] if said.type in ("error", "warning") else []


def _piece(request: Request) -> Piece:
    sizes, response = request.sizes(), request.response()
    # Asked for a second time on one page: answered from memory, counted as less than nothing.
    body = max(0, sizes["responseBodySize"])
    return Piece(
        address=request.url,
        kind=request.resource_type,
        body=body,
        headers=sizes["responseHeadersSize"],
        encoding=(response.header_value("content-encoding") or "") if response else "",
    )


def _is_whole(page: Page, found: Visit, address: str, complaints: list[str]) -> None:
    outside = [piece.address for piece in found.pieces if _host(piece.address) != _host(address)]
    charts = page.locator("[data-chart]").count()
    bundle = page.locator(f"script[src*='{BUNDLE}']")
    text = page.evaluate("source => fetch(source).then(answer => answer.text())", _source(page))
    wrong = {
        f"asked for from outside: {outside}": outside,
        f"the console complains: {complaints}": complaints,
        "there is no chart": charts == 0,
        "a chart was not drawn": page.locator(NOT_DRAWN).count(),
        "the chart bundle holds up the page": bundle.get_attribute("defer") is None,
        "the bundle is not the file of the tree": text != _bundle_of_the_tree(),
        "an answer is not compressed": any(
            not piece.encoding for piece in found.pieces if piece.body > 1000
        ),
    }
    if any(wrong.values()):
        raise AssertionError("; ".join(words for words, true in wrong.items() if true))


def _host(address: str) -> str:
    return urlsplit(address).netloc


def _source(page: Page) -> str:
    return page.locator(f"script[src*='{BUNDLE}']").get_attribute("src") or ""


def _bundle_of_the_tree() -> str:
    (file,) = Path(dev.HOUSE, "static").rglob(f"{BUNDLE}.min.js")
    return file.read_text(encoding="utf-8")


def table(visits: Sequence[Visit]) -> str:
    weights = [found.weights() for found in visits]
    lines = [f"{'':20}{'median':>10}{'min':>10}{'max':>10}{'limit':>10}{'ratio':>8}"]
    for name in weights[0]:
        bytes_ = [each[name] for each in weights]
        median = statistics.median(bytes_)
        numbers = "".join(f"{number:10,.0f}" for number in (median, min(bytes_), max(bytes_)))
        limit = f"{LIMITS[name]:10,}{median / LIMITS[name]:7.2f}×" if name in LIMITS else ""
        lines.append(f"{name:20}{numbers}{limit}")
    pieces = sorted(visits[0].pieces, key=lambda piece: -piece.body)
    lines += [
        f"  {piece.body:8,}  {piece.encoding or '–':5} {urlsplit(piece.address).path}"
        for piece in pieces
    ]
    return "\n".join(lines)
