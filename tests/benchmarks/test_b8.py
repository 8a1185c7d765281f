"""B8 holds at any speed: every spec is Plotly's own kind, and no web process needs Plotly for it."""

from __future__ import annotations

from benchmarks import b8
from benchmarks.data import Data


def test_the_specs_of_the_overview_are_valid_and_carry_its_figures(data: Data) -> None:
    dials = b8.dials_of_the_overview(data)
    assert len(dials) == 10
    assert len(b8.measure(dials, pairs=2).work) == 2


def test_a_web_process_does_not_import_plotly(
    data: Data, process_environment: dict[str, str]
) -> None:
    found = b8.modules_of_a_web_process(b8.pages(data), process_environment)
    assert "indicators.charts.gauges" in found
    assert "plotly" not in found
