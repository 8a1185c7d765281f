"""Every address of the house. A plan's own pages begin with its slug."""

from django.urls import URLPattern, URLResolver, include, path

from plan_tracker.pages import health, home, places

plan_pages: list[URLPattern | URLResolver] = [
    path("", home.overview_page, name="overview"),
    path("places/", places.places, name="places"),
    path("", include("indicators.urls")),
    path("", include("tasks.urls")),
]

urlpatterns = [
    path("", home.start, name="start"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("<slug:plan>/", include(plan_pages)),
]

handler404 = "plan_tracker.pages.errors.not_there"
