"""Files that are made in the background. A file's key says nothing to whoever may not have it."""

from django.urls import path

from reports.exports import pages

urlpatterns = [
    path("", pages.my_files, name="my_files"),
    path("<uuid:key>/", pages.export, name="export"),
    path("<uuid:key>/state/", pages.export_state, name="export_state"),
    path("<uuid:key>/file/", pages.export_file, name="export_file"),
    path("<uuid:key>/<slug:action>/", pages.act_on_export, name="act_on_export"),
]
