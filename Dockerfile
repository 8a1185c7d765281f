# Web server, worker and beat run from this one image; docker-compose.yml says which is which.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PLAN_TRACKER_MODE=production

# For `manage.py backup` and `restore`.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /house
COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes -r requirements/base.txt
COPY . .

# Collecting needs no secret: none is built into the image. The state folder holds the
# collected files and the beat's timetable, and is all that the running user may write.
RUN python manage.py collectstatic --no-input --verbosity 0 \
    && useradd --system --uid 10001 --no-create-home tracker \
    && chown -R tracker var

USER tracker
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--no-ws", "--blocking-threads", "8", "plan_tracker.wsgi:application", "--host", "0.0.0.0", "--port", "8000"]
