"""B4: the overview, asked for on eight connections, against a bare view of the same server.

The production server (granian, PostgreSQL, collected files), every middleware, an
anonymous reader whose browser takes gzip. The floor is `/healthz`: two bytes from
a view that asks nothing. `warm`: a page others have asked for since the figures last
changed; `304`: a reader has it already; `cold`: an address nobody has asked for yet, so the
page is made. Requests a second; a ratio of 1 is a page as quick as the bare view.
"""

from __future__ import annotations

import gzip
import itertools
import os
import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from benchmarks.data import load
from benchmarks.machine import machine
from benchmarks.reader import CONNECTIONS, Connection, ask, connected, get, parts
from benchmarks.site import HOST, TLS_PROXY, served
from benchmarks.sizes import SIZES
from indicators.models import Plan
from indicators.queries.overview import overview
from tests.services import free_port

PAIRS: Final = 9
REQUESTS: Final = {"bare": 400, "warm": 400, "304": 400, "cold": 40}
TARGETS: Final = {"warm": 0.95, "304": 0.95, "cold": 0.30}
BROWSER: Final = {"Host": HOST, "Accept-Encoding": "gzip", "Accept-Language": "zh-CN", **TLS_PROXY}
STAMP: Final = re.compile(rb"\?nobody=\d+")

Rates = dict[str, list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How the overview is asked for, what a right answer holds, and numbers never used before."""

    page: str
    etag: str
    holds: Sequence[bytes]
    fresh: Iterator[int]

    def requests(self, way: str, count: int) -> list[bytes]:
        if way == "cold":
            return [get(f"{self.page}?nobody={next(self.fresh)}", BROWSER) for _ in range(count)]
        known = {"If-None-Match": self.etag} if way == "304" else {}
        path = "/healthz" if way == "bare" else self.page
        return [get(path, {**BROWSER, **known})] * count


def main(*, size: str, pairs: int) -> None:
    data = load(SIZES[size])
    with served(os.environ, port=free_port()) as address:
        rates = measure(address, data.plan, rounds=pairs)
    print(f"\nB4 the overview on {CONNECTIONS} connections, requests a second ({pairs} rounds)")
    print(f"{data}\n{machine()}\n{table(rates)}")


def measure(
    address: str, plan: Plan, *, rounds: int, requests: Mapping[str, int] = REQUESTS
) -> Rates:
    """Each way in turn, round by round, after one round that only warms up."""
    rates: Rates = {way: [] for way in requests}
    with connected(address) as connections:
        ways = _ways(connections, plan)
        for number in range(rounds + 1):
            for way, count in requests.items():
                rate = _rate(connections, ways, way, count)
                rates[way] += [rate] if number else []
    return rates


def _ways(connections: Sequence[Connection], plan: Plan) -> Ways:
    """What stands in the database is what the page must say: the sentence and every gauge."""
    page = f"/{plan.slug}/"
    _, headers, _ = parts(ask(connections[:1], [get(page, BROWSER)])[0])
    said = overview(plan, year=None, language="zh", today=timezone.localdate())
    holds = [said.sentence.zh.encode(), *(str(card.svg).encode() for card in said.headline)]
    return Ways(page=page, etag=headers["etag"], holds=holds, fresh=itertools.count())


def _rate(connections: Sequence[Connection], ways: Ways, way: str, count: int) -> float:
    requests = ways.requests(way, count)
    start = time.perf_counter()
    answers = ask(connections, requests)
    taken = time.perf_counter() - start
    _is_right(answers, ways, way)
    return count / taken


def _is_right(answers: Sequence[bytes], ways: Ways, way: str) -> None:
    """Every answer has its status; all pages are one and the same, and it is the right one."""
    found = [parts(answer) for answer in answers]
    expected = 304 if way == "304" else 200
    if wrong := {status for status, _, _ in found} - {expected}:
        raise AssertionError(f"{way}: answers {wrong}, not {expected}")
    bodies = CHECKS[way]({body for _, _, body in found})
    if len(bodies) != 1:
        raise AssertionError(f"{way}: {len(bodies)} different answers to one question")
    missing = (
        [] if way in ("bare", "304") else [part for part in ways.holds if part not in bodies[0]]
    )
    if missing:
        raise AssertionError(f"{way}: the page does not hold {missing[0].decode()}")


def _pages(bodies: set[bytes]) -> list[bytes]:
    """What was compressed, without the number in its own address."""
    return sorted({STAMP.sub(b"", gzip.decompress(body)) for body in bodies})


CHECKS: Final[Mapping[str, Callable[[set[bytes]], list[bytes]]]] = {
    "bare": sorted,
    "304": sorted,
    "warm": _pages,
    "cold": _pages,
}


def table(rates: Rates) -> str:
    lines = [
        f"{'':8}{'median':>10}{'min':>10}{'max':>10}{'ratio':>9}{'min':>8}{'max':>8}{'target':>8}"
    ]
    return "\n".join([*lines, *(_line(way, rates) for way in rates)])


def _line(way: str, rates: Rates) -> str:
    found, bare = rates[way], rates["bare"]
    seen = (statistics.median(found), min(found), max(found))
    line = f"{way:8}" + "".join(f"{number:8.0f}/s" for number in seen)
    if way not in TARGETS:
        return line
    each = [mine / floor for mine, floor in zip(found, bare, strict=True)]
    ratios = (seen[0] / statistics.median(bare), min(each), max(each))
    return f"{line} {''.join(f'{ratio:7.2f}×' for ratio in ratios)}{TARGETS[way]:8.2f}"
