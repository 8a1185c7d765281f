"""The ids of charts in addresses: another one leads nowhere."""

from typing import Final

from django.urls import register_converter

from indicators.downloads.charts import CHARTS


class ChartName:
    regex = "|".join(CHARTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        if value not in CHARTS:
            raise ValueError(value)
        return value


CHART: Final = "chart"
"""How an address speaks of it."""
register_converter(ChartName, CHART)
