"""Besides the usual cast one person a role."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from pytest_django import DjangoDbBlocker

from accounts.models import User
from collection import filetypes
from collection.workbook import limited
from tests.areas.cast import seat
from tests.collection.conftest import Office, set_up, undone
from tests.collection.rights.walk import ROLES, sign_everybody_in

READ_ONCE = cache(limited.read_pdf)


@pytest.fixture(scope="module")
def standing_office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """Besides the usual cast one person a role, who has touched nothing yet."""
    with undone(django_db_blocker):
        found = set_up()
        for role in ROLES:
            place = "shu" if role not in ("reporter", "head") else "an"
            seat(f"one-{role}", role, found.cast.areas[place])
        seat("disabled", "reporter", found.cast.areas["an"])
        sign_everybody_in()
        User.objects.filter(username="disabled").update(is_active=False)
        yield found


@pytest.fixture(autouse=True)
def pdf_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file is brought again and again; that it is read apart is tested with evidence."""
    monkeypatch.setattr(filetypes, "read_pdf", READ_ONCE)
