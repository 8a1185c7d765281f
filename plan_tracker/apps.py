from django.apps import AppConfig
from django.core.checks import Tags, register

from plan_tracker.checks import unsafe_settings


class PlanTrackerConfig(AppConfig):
    name = "plan_tracker"

    def ready(self) -> None:
        register(unsafe_settings, Tags.security, deploy=True)
