"""The shipped plan as export_plan prints it, loaded once for all tests that read it."""

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from areas.documents import read, read_file
from areas.entries import read_entries
from dev import HOUSE
from plan_tracker import planfile
from plan_tracker.planfile import PlanFile

FILE = HOUSE / "fixtures" / "sichuan-htp-14fyp.yaml"


@pytest.fixture(scope="session")
def printed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    with django_db_blocker.unblock(), transaction.atomic():
        text = planfile.export(planfile.load(read_file(FILE))[0])
        transaction.set_rollback(True)
    return text


@pytest.fixture(scope="session")
def shipped(printed: str) -> PlanFile:
    return read_entries(PlanFile, read(printed))
