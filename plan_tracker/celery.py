"""The job runner: where Celery starts, and what it refuses to start with."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init

from plan_tracker.start import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plan_tracker.settings")

app = Celery("plan_tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")


@worker_init.connect
@beat_init.connect
def refuse_unsafe_jobs(**_: Any) -> None:
    """Celery offers no hook but its own signals before the first job is taken."""
    refuse_unsafe_start()
