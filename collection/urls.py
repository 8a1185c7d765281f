"""Addresses of those who report, check and accept."""

from django.urls import path, register_converter

from collection import log_page, publishing, views
from collection.states import STEPS


class ActionName:
    """An action of the table of states; an address with another one leads nowhere."""

    regex = "|".join(STEPS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ActionName, "action")

urlpatterns = [
    path("", views.workbench, name="workbench"),
    path("rights/", views.my_rights, name="my_rights"),
    path("rounds/", views.all_rounds, name="rounds"),
    path("rounds/<int:pk>/", views.one_round, name="round"),
    path("audit/", log_page.audit_log, name="audit_log"),
    path("audit.csv", log_page.audit_csv, name="audit_csv"),
    path("releases/", publishing.all_releases, name="releases"),
    path("returns/<int:pk>/", views.report, name="return"),
    path("returns/<int:pk>/cells/", views.save_cells, name="save_cells"),
    path("returns/<int:pk>/<action:action>/", views.move_return, name="move_return"),
]
