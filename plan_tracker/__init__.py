"""The house itself: settings, addresses, commands, and the pages that combine apps."""

from plan_tracker.celery import app as celery_app

# Django imports this package first, and `@shared_task` binds to the app it finds then.
__all__ = ["celery_app"]
