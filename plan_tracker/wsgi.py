"""Where the web server (granian) finds the application."""

from django.core.wsgi import get_wsgi_application

from plan_tracker.start import refuse_unsafe_start

refuse_unsafe_start()
application = get_wsgi_application()
