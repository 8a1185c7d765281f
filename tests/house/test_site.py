"""What every answer of the site carries, and how it writes."""

import json
import logging
import threading

import pytest
from celery import current_app
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client

from plan_tracker.logs import logging_config
from tests.cases import case

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/no-such-plan/", "/no/such/place/at/all"])
@case("W44")
def test_every_answer_carries_the_strict_policy(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert {part.strip() for part in headers["Content-Security-Policy"].split(";")} == POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@case("W25")
def test_a_foreign_host_name_is_refused_not_answered(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
def test_chinese_comes_first(client: Client) -> None:
    assert client.get("/no-such-plan/").headers["Content-Language"] == "zh-hans"


def test_there_is_no_admin_to_change_figures_unrecorded() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_people_are_the_projects_own_user_model() -> None:
    assert get_user_model()._meta.label == "accounts.User"


@case("S25")
def test_jobs_travel_as_json_and_survive_a_lost_worker() -> None:
    conf = current_app.conf
    assert (conf.accept_content, conf.task_serializer) == (["json"], "json")
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost) == (True, True)
    assert conf.worker_prefetch_multiplier == 1
    assert conf.task_soft_time_limit < conf.task_time_limit


def test_work_is_ended_before_redis_hands_it_to_another_worker() -> None:
    options = settings.REDIS_TRANSPORT_OPTIONS
    assert options["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT
    assert options["socket_timeout"] == options["socket_connect_timeout"] == 2


def test_the_beat_rings_only_jobs_that_exist() -> None:
    current_app.loader.import_default_modules()
    rung = {entry["task"] for entry in current_app.conf.beat_schedule.values()}
    assert rung == {
        "indicators.sweep",
        "collection.remind",
        "collection.send_notices",
        "reports.sweep_exports",
    }
    assert rung <= set(current_app.tasks)


def test_two_writers_wait_for_each_other(transactional_db: None) -> None:
    """With Django's own SQLite settings one of them would fail with "database is locked"."""
    user = get_user_model().objects.create(username="0")
    failures: list[Exception] = []
    threads = [threading.Thread(target=_count, args=(user.pk, failures)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    user.refresh_from_db()
    assert user.username == "100"


def _count(pk: int, failures: list[Exception]) -> None:
    """Read, then write, 25 times: the order in which SQLite's default mode deadlocks."""
    people = get_user_model().objects
    try:
        for _ in range(25):
            with transaction.atomic():
                found = people.select_for_update().get(pk=pk)
                people.filter(pk=pk).update(username=str(int(found.username) + 1))
    except Exception as failure:  # noqa: BLE001 - whatever went wrong is the finding
        failures.append(failure)
    finally:
        connection.close()


@case("S22")
def test_production_writes_one_json_object_a_line() -> None:
    formatter = logging_config(as_json=True, level="INFO")["formatters"]["line"]
    made = formatter["()"](**{name: part for name, part in formatter.items() if name != "()"})
    record = logging.makeLogRecord(
        {
            "name": "indicators",
            "levelname": "WARNING",
            "levelno": 30,
            "msg": "%s迟到",
            "args": ("成都",),
        }
    )
    written = json.loads(made.format(record))
    assert "\n" not in made.format(record)
    assert (written["event"], written["level"]) == ("成都迟到", "warning")
    assert written["logger"] == "indicators"
    assert written["timestamp"].endswith("Z")
