"""Starting safely: every door (command line, web, worker, beat) comes through here."""

import os
import sys

import django
from django.conf import settings
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured


def load_settings() -> None:
    """Read the settings; what is wrong with them is said in one line each, without a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plan_tracker.settings")
    try:
        settings.configured or settings.DEBUG  # noqa: B018 - the first access reads them
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))


def refuse_unsafe_start() -> None:
    """End the process where production would be unsafe, with one line for each reason."""
    load_settings()
    django.setup()
    if settings.MODE == "production":
        end_with(reasons_not_to_start())
