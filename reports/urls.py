"""数据查询 and 报告, below a plan's slug: the pages, and the files that are fetched from them."""

from django.urls import URLPattern, URLResolver, path

from indicators.downloads.chart_names import CHART
from reports import explorer, explorer_files, pages, saved_views, standalone_pages
from reports.opendata import pages as opendata

urlpatterns: list[URLPattern | URLResolver] = [
    path("explore/", explorer.explore, name="explore"),
    path("reports/", pages.reports, name="reports"),
    path("open-data/", opendata.open_data, name="open_data"),
]
files: list[URLPattern | URLResolver] = [
    path("explore/save/", saved_views.save_view, name="save_view"),
    path("explore/views/<int:pk>/remove/", saved_views.remove_view, name="remove_view"),
    path(
        f"indicators/<str:code>/<{CHART}:chart>.html",
        standalone_pages.chart_page,
        name="chart_page",
    ),
    path("overview.html", standalone_pages.overview_file, name="overview_file"),
    path(f"embed/<str:code>/<{CHART}:chart>/", standalone_pages.embed_chart, name="embed_chart"),
    path("releases.<slug:suffix>", opendata.feed, name="release_feed"),
    path("releases/<int:number>/sdmx.json", opendata.sdmx_structure, name="sdmx_structure"),
    path(
        "releases/<int:number>/<slug:kind>.<slug:suffix>",
        opendata.release_file,
        name="release_file",
    ),
    path("explore.<slug:suffix>", explorer_files.explore_file, name="explore_file"),
    path("reports/ask/", pages.ask_report, name="ask_report"),
    path("reports/<slug:kind>/<int:year>.<slug:suffix>", pages.report_file, name="report_file"),
]
