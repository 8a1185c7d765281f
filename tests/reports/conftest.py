"""The shipped plan with its published figures, and the small cast as officials and the public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from indicators import figurefile, gauges
from indicators.models import Plan
from indicators.queries.plans import plan_named
from plan_tracker import planfile
from reports.content.facts import Kind
from reports.content.kinds import report
from reports.document import Report
from tests.collection.conftest import undone

FIXTURES = Path(__file__).parents[2] / "fixtures"
TODAY = date(2026, 11, 28)
WHOLE = {Kind.ANNUAL: 2023, Kind.MIDTERM: 2023, Kind.FINAL: 2025}


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Plan]:
    """Loaded once for all tests of a module; no release yet."""
    with undone(django_db_blocker):
        planfile.load((FIXTURES / "sichuan-htp-14fyp.yaml").read_text(encoding="utf-8"))
        figurefile.load((FIXTURES / "published_figures.yaml").read_text(encoding="utf-8"))
        gauges.drain()
        yield plan_named("sichuan-htp-14fyp")


@pytest.fixture(scope="module")
def reports(shipped: Plan, django_db_blocker: DjangoDbBlocker) -> dict[Kind, Report]:
    """The three assessments and the brief, as they are written of the shipped figures."""
    with django_db_blocker.unblock():
        found: dict[Kind, Any] = {
            kind: report(shipped, kind, year, today=TODAY) for kind, year in WHOLE.items()
        }
        return found | {Kind.BRIEF: report(shipped, Kind.BRIEF, 2025, today=TODAY)}
