"""Demo accounts: somebody in every role, and never where it matters."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.models import User
from areas.rights import rights_of
from tests.areas.cast import area, person


def said() -> list[str]:
    out = StringIO()
    call_command("load_demo_people", city="mianyang", stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    area("mianyang", parent=area("shu", "province"))


def test_somebody_sits_in_every_role_and_the_password_is_said() -> None:
    password = said()[-1].removeprefix("password of all: ")
    mianyang = area("mianyang")
    assert person("demo-reporter").check_password(password)
    assert rights_of(person("demo-reporter")).may("enter", area_id=mianyang.pk)
    assert rights_of(person("demo-head")).may("send", area_id=mianyang.pk)
    assert rights_of(person("demo-reviewer")).may("accept", area_id=mianyang.pk)
    assert rights_of(person("demo-planner-2")).may("publish")


def test_a_second_run_says_a_new_password_and_makes_nobody_twice() -> None:
    first, second = said()[-1], said()[-1]
    assert first != second
    assert User.objects.count() == 9


def test_demo_accounts_are_refused_in_production() -> None:
    with override_settings(PRODUCTION=True), pytest.raises(CommandError, match="refused"):
        said()
    assert not User.objects.exists()


def test_without_such_a_city_the_command_says_so() -> None:
    with pytest.raises(CommandError, match="no such city"):
        call_command("load_demo_people", city="nowhere")
