"""Every address of the house. A plan's own pages begin with its slug."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from plan_tracker.api import api
from plan_tracker.pages import (
    about,
    compare,
    compare_csv,
    health,
    home,
    method,
    notes,
    people,
    places,
    search,
    tokens,
)
from reports.checking.pages import check_report
from reports.urls import files as report_files

plan_pages: list[URLPattern | URLResolver] = [
    path("", home.overview_page, name="overview"),
    path("places/", places.places, name="places"),
    path("places/<str:code>/", places.place, name="place"),
    path("compare/", compare.compare, name="compare"),
    path("about/", about.about, name="about"),
    path("method/", method.method, name="method"),
    path("search/", search.search, name="search"),
    path("", include("indicators.urls")),
    path("", include("domains.urls")),
    path("", include("regions.urls")),
    path("", include("tasks.urls")),
    path("", include("reports.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.start, name="start"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # Which language a reader sees is no secret and no harm; without a token a page is the same
    # for everybody and can be asked for again by its ETag.
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("work/", include("collection.urls")),
    path("work/people/", people.all_people, name="people"),
    path("work/people/<int:pk>/", people.one_person, name="person"),
    path("work/people/<int:pk>/unlock/", people.unlock_person, name="unlock_person"),
    path("work/people/<int:pk>/end-sessions/", people.end_sessions, name="end_sessions"),
    path("work/people/propose/", people.propose_change, name="propose_change"),
    path("work/people/changes/<int:pk>/", people.decide_change, name="decide_change"),
    path("api/", tokens.api_page, name="api_page"),
    path("api/v1/", api.urls),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("account/", include("accounts.urls")),
    path("work/check-report/", check_report, name="check_report"),
    path("files/", include("reports.exports.urls")),
    path("work/notes/", notes.all_notes, name="notes"),
    path("work/notes/<int:pk>/evidence/", notes.attach_to_note, name="attach_to_note"),
    path("work/notes/<int:pk>/<slug:action>/", notes.move_note, name="move_note"),
    path(
        "work/notes/<slug:plan>/<int:year>/<slug:kind>/<str:code>/<str:area>/",
        notes.note,
        name="note",
    ),
    path("<slug:plan>/", include(plan_pages)),
    path("<slug:plan>/", include("indicators.downloads.urls")),
    path("<slug:plan>/", include(report_files)),
    path("<slug:plan>/compare.csv", compare_csv.compare_csv, name="compare_csv"),
]

handler400 = "plan_tracker.pages.errors.unusable"
handler404 = "plan_tracker.pages.errors.not_there"
