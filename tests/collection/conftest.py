"""A round of the small plan: who reports, who checks, who accepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.audit import Actor
from accounts.profiles import PROFILES
from areas.rights import Rights, rights_of
from collection import entry, review, rounds
from collection.entry import Kept, Typed
from collection.models import Entry, Return, Round
from collection.states import Action
from collection.wants import wanted_in
from indicators import gauges, record
from tests.areas.cast import person, seat
from tests.figures.cast import END, Cast, assemble

YEAR = END - 1


@dataclass(frozen=True)
class Office:
    """The cast at work: everybody acts under their own name and with their own seats."""

    cast: Cast
    round: Round

    def actor(self, name: str) -> Actor:
        return Actor(user=person(name), name=name, address="10.0.0.1")

    def rights(self, name: str) -> Rights:
        return rights_of(person(name))

    def report(self, area: str = "an") -> Return:
        return Return.objects.get(round=self.round, area__code=area)

    def cell(self, measure: str, area: str = "an") -> Entry:
        return Entry.objects.get(report=self.report(area), measure__code=measure)

    def enters(
        self, name: str, figures: Mapping[str, str], *, area: str = "an", **more: Any
    ) -> dict[str, Kept]:
        """Type the figures at the versions they stand at now."""
        report = self.report(area)
        rows = {e.measure.code: e for e in report.entries.select_related("measure")}
        typed = {
            rows[code].measure_id: Typed(**{"version": rows[code].version, "raw": raw, **more})
            for code, raw in figures.items()
        }
        kept = entry.keep_cells(
            report.pk,
            typed,
            wanted=wanted_in(report),
            by=self.actor(name),
            rights=self.rights(name),
        )
        codes = {row.measure_id: code for code, row in rows.items()}
        return {codes[measure]: answer for measure, answer in kept.items()}

    def fills(self, name: str = "liumei", area: str = "an") -> None:
        codes = self.report(area).entries.values_list("measure__code", flat=True)
        self.enters(name, dict.fromkeys(codes, "120"), area=area)

    def moves(self, name: str, action: str, *, area: str = "an", **more: Any) -> Return:
        report = self.report(area)
        options = {"version": report.version, **more}
        return review.move(
            report.pk, Action(action), by=self.actor(name), rights=self.rights(name), **options
        )


@pytest.fixture(autouse=True)
def without_a_second_factor(settings: Any) -> None:
    """What it takes to sign in is tested where people sign in."""
    settings.PASSWORD_PROFILE = PROFILES["asvs"]


def set_up() -> Office:
    """安 and 博 report to 蜀: 刘梅 enters, 陈主任 heads, 王处长 reviews, 张规划 and 孙规划 plan."""
    cast = assemble()
    record.plan_changed(cast.plan)
    gauges.drain()
    shu, an, bo = (cast.areas[code] for code in ("shu", "an", "bo"))
    for name, role, place in (
        ("liumei", "reporter", an),
        ("chen", "head", an),
        ("bai", "reporter", bo),
        ("wang", "reviewer", shu),
        ("zhang", "planner", shu),
        ("sun", "planner", shu),
        ("guo", "analyst", shu),
    ):
        seat(name, role, place)
    now = timezone.now()
    made = rounds.open_round(
        cast.plan,
        year=YEAR,
        vintage="annual",
        dates=rounds.Dates(
            opens=now - timedelta(days=1),
            due=now + timedelta(days=20),
            closes=now + timedelta(days=30),
        ),
        by=Actor(user=person("zhang"), name="zhang"),
        rights=rights_of(person("zhang")),
    )
    return Office(cast, made)


@contextmanager
def undone(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Whatever is done to the database within is undone."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def standing_office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """Set up once for all tests of a module; each finds it as it was."""
    with undone(django_db_blocker):
        yield set_up()


@pytest.fixture
def office(standing_office: Office, db: None) -> Office:
    return standing_office
