"""B5 holds: bytes do not depend on the machine, so the limits are tested as well."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser

from benchmarks import b5
from benchmarks.site import served
from indicators.models import Plan
from tests.services import free_port

if settings.DATABASE_GIVEN:  # a web server in production refuses SQLite

    def test_the_overview_is_light_and_whole(
        process_environment: dict[str, str], browser: Browser
    ) -> None:
        b5.load()
        with served(process_environment, port=free_port()) as address:
            found = b5.visit(browser, address)
        weights = found.weights()
        assert {
            name: weights[name] for name, limit in b5.LIMITS.items() if weights[name] > limit
        } == {}
        assert all(word in b5.table([found]) for word in ("median", "min", "max", "ratio", "×"))


@pytest.mark.django_db
def test_a_page_is_compressed_and_still_known_when_asked_for_again(client: Client) -> None:
    b5.load()
    compressed = {"Accept-Encoding": "gzip, br"}
    first = client.get(f"/{Plan.objects.get().slug}/", headers=compressed)
    assert first.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in first.headers["Vary"]
    known = {**compressed, "If-None-Match": first.headers["ETag"]}
    assert client.get(first.request["PATH_INFO"], headers=known).status_code == 304
