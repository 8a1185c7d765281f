"""Short ways to ask for a file, to fetch it, and to see how it stands."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.audit import Actor
from areas.rights import rights_of
from indicators.queries.plans import plan_named
from reports.exports import asking
from reports.exports.wish import Wish
from reports.models import Export
from tests.areas.cast import person
from tests.figures.cast import Cast

State = Export.State


def wish(cast: Cast, *, right: str = "report_all", **more: Any) -> Wish:
    plan = plan_named(cast.plan.slug)
    fields = {"kind": "rows", "format": "csv", "asked": {}, "language": "zh-hans", "name": "表.csv"}
    return Wish(plan=plan, right=right, **{**fields, **more})


def asks(name: str, wanted: Wish) -> Export:
    user = person(name)
    return asking.ask(wanted, by=Actor(user=user, name=name), rights=rights_of(user))


def fetched(name: str | None, made: Export) -> Any:
    client = Client()
    if name is not None:
        client.force_login(person(name))
    return client.get(reverse("export_file", kwargs={"key": made.key}))


def now(made: Export) -> Export:
    made.refresh_from_db()
    return made
