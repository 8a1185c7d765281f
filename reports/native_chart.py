"""A trend as a chart of a workbook, which Word's charts are too: of the figures in its cells."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from indicators.charts import theme
from reports.document import LineChart

FONT: Final = "仿宋"
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "actual": {"line": {"color": theme.BRAND, "width": 2.25},
               "marker": {"type": "circle", "size": 7, "fill": {"color": theme.BRAND}},
               "data_labels": {"value": True, "position": "above"}},
    "path": {"line": {"color": theme.PATH, "width": 1.25, "dash_type": "dash"}},
    "target": {"line": {"none": True},
               "marker": {"type": "diamond", "size": 9, "fill": {"color": theme.INK}},
               "data_labels": {"value": True, "position": "above"}},
}  # fmt: skip


def write_figures(sheet: Worksheet, part: LineChart, *, row: int, heading: Any = None) -> None:
    """Years down and the lines across, from the first column on; an unknown one stays empty."""
    for column, series in enumerate(part.series, 1):
        sheet.write_string(row, column, series.name, heading)
    for n, year in enumerate(part.years):
        sheet.write_string(row + 1 + n, 0, year)
        for column, series in enumerate(part.series, 1):
            if (value := series.values[n]) is not None:
                sheet.write_number(row + 1 + n, column, Decimal(value))


def chart_of(book: xlsxwriter.Workbook, sheet: Worksheet, part: LineChart, *, row: int) -> Any:
    """The chart of what `write_figures` wrote there."""
    chart = book.add_chart({"type": "line"})
    name, last = sheet.get_name(), row + len(part.years)
    for column, series in enumerate(part.series, 1):
        chart.add_series(
            {
                "name": [name, row, column],
                "categories": [name, row + 1, 0, last, 0],
                "values": [name, row + 1, column, last, column],
                **LOOKS[series.role],
            }
        )
    font = {"name": FONT, "size": 9}
    chart.show_blanks_as("gap")
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis(
        {"num_font": font, "name": part.unit, "name_font": {**font, "bold": False},
         "major_gridlines": {"visible": True, "line": {"color": theme.LINE, "width": 0.5}}}
    )  # fmt: skip
    return chart
