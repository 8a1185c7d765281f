"""Addresses below a plan that are about its key regions."""

from django.urls import path

from regions import views

urlpatterns = [
    path("regions/", views.regions, name="regions"),
    path("regions/<str:code>/", views.region, name="region"),
]
