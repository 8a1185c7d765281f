"""Addresses below a plan that are about indicators."""

from django.urls import path

from indicators import views

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<str:code>/", views.indicator, name="indicator"),
]
