"""B8: the chart specs of the overview, against serialising the bare numbers of the same charts.

The floor writes the numbers each gauge shows as JSON; the work makes every gauge's spec and
writes that. Both begin with the dials as the page has them. Asserted: Plotly itself finds
every spec valid, the specs carry the numbers, and a web process that has served the pages
has not imported `plotly`, which takes longer than all of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

import plotly.graph_objects as go

import dev
from benchmarks.data import Data, load
from benchmarks.machine import machine
from benchmarks.pairs import Pairs, Step, in_turns
from benchmarks.sizes import SIZES
from indicators.charts.dial import Dial
from indicators.charts.gauges import gauge
from indicators.charts.wording import drawn
from indicators.models import Indicator
from indicators.queries.overview import standings
from indicators.queries.standing import dial_of

PAIRS: Final = 300


def main(*, size: str, pairs: int) -> None:
    data = load(SIZES[size])
    dials = dials_of_the_overview(data)
    print(f"\nB8 specs of {len(dials)} gauges against their numbers as JSON ({pairs} pairs)")
    print(f"{data}\n{machine()}\n{measure(dials, pairs=pairs).table()}")
    addresses = pages(data)
    if "plotly" in modules_of_a_web_process(addresses, os.environ):
        raise AssertionError("a web process imports plotly")
    print(f"plotly is not imported by a web process that has served {', '.join(addresses)}")


def dials_of_the_overview(data: Data) -> list[Dial]:
    headline = [row for row in standings(data.plan) if row.group == Indicator.Group.HEADLINE]
    return [dial_of(row) for row in headline]


def measure(dials: Sequence[Dial], *, pairs: int) -> Pairs:
    for dial in dials:
        _is_right(dial, gauge(dial))
    return in_turns(floor=floor(dials), work=work(dials), pairs=pairs, unmeasured=5)


def floor(dials: Sequence[Dial]) -> Step:
    return lambda: json.dumps([_numbers(dial) for dial in dials])


def work(dials: Sequence[Dial]) -> Step:
    return lambda: json.dumps([gauge(dial) for dial in dials], ensure_ascii=False)


def _numbers(dial: Dial) -> list[float | None]:
    shown = (dial.value, dial.baseline, dial.expected, dial.target)
    return [drawn(number) for number in shown]


def _is_right(dial: Dial, spec: Mapping[str, Any]) -> None:
    """Plotly raises where a name or a value is not one of its own."""
    (trace,) = go.Figure(data=spec["data"], layout=spec["layout"]).data
    reach = trace.gauge.axis.range
    shown = [trace.value, trace.gauge.threshold.value, reach[0], reach[1]]
    kept = [drawn(dial.value, dial.decimals), *_numbers(dial)[1:]]
    if shown[0] != kept[0] or not {*shown[1:]} & {*kept[1:]}:
        raise AssertionError(f"{dial.name.en}: the spec shows {shown}, the figures are {kept}")


def pages(data: Data) -> list[str]:
    plan = data.plan.slug
    return [f"/{plan}/", f"/{plan}/indicators/i01/"]


def modules_of_a_web_process(
    addresses: Sequence[str], environment: Mapping[str, str]
) -> frozenset[str]:
    """What the process of `benchmarks.web_process` has imported once it has served them."""
    command = [sys.executable, "-m", "benchmarks.web_process", *addresses]
    told = subprocess.run(
        command, cwd=dev.HOUSE, env=dict(environment), stdout=subprocess.PIPE, text=True, check=True
    )
    return frozenset(told.stdout.split())
