"""The job runner: where Celery starts, and what it refuses to start with."""

import os
from typing import Any

from celery import Celery
from celery.loaders.app import AppLoader
from celery.signals import beat_init, worker_init

from plan_tracker.start import load_settings, refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plan_tracker.settings")


class SettingsLoader(AppLoader):  # type: ignore[misc]  # Celery carries no types
    """Celery's own loader would answer a wrong setting with a trace."""

    def config_from_object(self, obj: Any, silent: bool = False) -> Any:
        load_settings()
        return super().config_from_object(obj, silent=silent)


app = Celery("plan_tracker", loader="plan_tracker.celery:SettingsLoader")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")


@worker_init.connect  # type: ignore[untyped-decorator]
@beat_init.connect  # type: ignore[untyped-decorator]
def refuse_unsafe_jobs(**_: Any) -> None:
    """Celery offers no hook but its own signals before the first job is taken."""
    refuse_unsafe_start()
