"""`manage.py verify`: green after any amount of work, and each kind of damage is named."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.db import connection

from indicators import gauges
from indicators.models import Gauge
from plan_tracker.verify import INVARIANTS
from tests.areas.cast import person, seat
from tests.collection.conftest import YEAR, Office


def verified(*, as_json: bool = True) -> dict[str, list[str]]:
    """What is broken, by invariant; the exit code says the same."""
    out, code = StringIO(), 0
    try:
        call_command("verify", as_json=as_json, stdout=out)
    except SystemExit as end:
        code = int(str(end.code))
    found = {name: faults for name, faults in json.loads(out.getvalue()).items() if faults}
    assert bool(found) is (code == 1)
    return found


def tampered(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def worked(office: Office) -> Office:
    """One form accepted, after it was returned once; another only begun."""
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    office.moves("wang", "return", reason="请核实", cells=[office.cell("firms").measure_id])
    office.enters("liumei", {"firms": "121"})
    for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, action)
    office.enters("bai", {"firms": "5"}, area="bo")
    gauges.drain()
    guo = person("guo")
    UserSession.objects.create(user=guo, session_key="s", ip="10.0.0.1", user_agent="")
    seat("zhang", "auditor", office.cast.areas["an"], days=-1)
    return office


def test_after_ordinary_work_everything_holds(worked: Office) -> None:
    assert verified() == {}


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        pytest.param("UPDATE accounts_auditentry SET reason='x' WHERE number=3", "audit-chain", id="a changed log"),
        pytest.param("UPDATE collection_entry SET version=9 WHERE raw='121'", "audit-versions", id="a version out of nothing"),
        pytest.param("UPDATE collection_move SET begins='accepted' WHERE version=2", "workflow", id="a step that is none"),
        pytest.param("UPDATE collection_entry SET value=1000000 WHERE raw='121'", "unchanged", id="a figure changed after acceptance"),
        pytest.param("UPDATE collection_entry SET value=1000000 WHERE raw='121'", "facts", id="and not on record"),
        pytest.param("UPDATE indicators_gauge SET value='7' WHERE edition=0 AND status='missing'", "gauges", id="a gauge nobody computed"),
        pytest.param("UPDATE accounts_user SET is_active=(1=0) WHERE username='guo'", "rights", id="a disabled one signed in"),
        pytest.param("UPDATE areas_seat SET ends=NULL WHERE role='auditor'", "rights", id="both halves in one hand"),
        pytest.param("INSERT INTO indicators_dueindicator (indicator_id, bumps, since) SELECT id, 1, '2020-01-01' FROM indicators_indicator WHERE code='firms'", "waiting", id="work that was left lying"),
        pytest.param("UPDATE indicators_gauge SET edition=77 WHERE edition<>0", "releases", id="an edition of no release"),
    ],
)  # fmt: skip
def test_damage_is_named(worked: Office, sql: str, code: str) -> None:
    tampered(sql)
    assert code in verified()


def test_looking_changes_nothing(worked: Office) -> None:
    before = list(Gauge.objects.order_by("area_id", "indicator_id", "year", "edition").values())
    verified()
    assert before == list(
        Gauge.objects.order_by("area_id", "indicator_id", "year", "edition").values()
    )
    assert worked.cast.said("an", "firms", YEAR)[-1].value == 121


def test_whoever_runs_it_by_hand_reads_a_line_for_each(worked: Office) -> None:
    out = StringIO()
    call_command("verify", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == len(INVARIANTS) == 13
    assert all(line.startswith("holds") for line in lines)
