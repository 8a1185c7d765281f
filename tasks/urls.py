"""Addresses below a plan that are about key tasks."""

from django.urls import path

from tasks import views

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<str:code>/", views.task, name="task"),
    path("safeguards/", views.safeguards, name="safeguards"),
]
