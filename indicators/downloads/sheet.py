"""A chart's table as CSV that a spreadsheet opens as it stands."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from indicators.charts.chart import Chart
from indicators.charts.wording import MINUS

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the local Chinese encoding."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FIGURE = re.compile(r"[+-]?[\d,]+(\.\d+)?%?")
Line = Sequence[str]


def sheet(head: Sequence[Line], chart: Chart) -> bytes:
    """The lines of `head`, an empty line, and exactly the headings and rows of the chart."""
    headings = [heading for heading, _ in chart.headings]
    rows = [[cell for cell, _ in row] for row in chart.rows]
    written = io.StringIO()
    out = csv.writer(written)
    out.writerows([safe(cell) for cell in line] for line in (*head, (), headings, *rows))
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def safe(cell: str) -> str:
    """The text, kept from being run as a formula; a negative figure is one a spreadsheet reads."""
    plain = cell.replace(MINUS, "-", 1)
    if FIGURE.fullmatch(plain):
        return plain
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_typed(cell: str) -> str:
    """What `safe` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
