"""Starting safely: every door (command line, web, worker, beat) comes through here."""

import os
import sys

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from plan_tracker.checks import reasons_not_to_start


def load_settings() -> str:
    """Read the settings and return the mode; what is wrong is said without a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plan_tracker.settings")
    try:
        return str(settings.MODE)
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))


def refuse_unsafe_start() -> None:
    """End the process where production would be unsafe, with one line for each reason."""
    if load_settings() != "production":
        return
    django.setup()
    reasons = reasons_not_to_start()
    if reasons:
        # Celery's beat has put its log in the place of sys.stderr by then.
        print("Plan Tracker does not start:", *reasons, sep="\n", file=sys.__stderr__)
        sys.exit(1)
