"""Addresses of files below a plan."""

from django.urls import path

from indicators.downloads import views
from indicators.downloads.chart_names import CHART

urlpatterns = [
    path(f"indicators/<str:code>/<{CHART}:chart>.csv", views.chart_csv, name="chart_csv"),
    path("indicators/<str:code>/gauge.svg", views.gauge_svg, name="gauge_svg"),
]
