"""Addresses below a plan that are about its key domains."""

from django.urls import path

from domains import views

urlpatterns = [
    path("domains/", views.domains, name="domains"),
    path("domains/<str:code>/", views.domain, name="domain"),
]
