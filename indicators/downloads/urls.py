"""Addresses of files below a plan."""

from django.urls import path, register_converter

from indicators.downloads import views
from indicators.downloads.charts import CHARTS


class ChartName:
    """The id of a chart that can be taken away; an address with another one leads nowhere."""

    regex = "|".join(CHARTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        if value not in CHARTS:
            raise ValueError(value)
        return value


register_converter(ChartName, "chart")

urlpatterns = [
    path("indicators/<str:code>/<chart:chart>.csv", views.chart_csv, name="chart_csv"),
    path("indicators/<str:code>/gauge.svg", views.gauge_svg, name="gauge_svg"),
]
