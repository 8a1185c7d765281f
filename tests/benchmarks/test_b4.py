"""B4 is right before it is fast: whichever way the overview is asked for, it is the right one."""

from __future__ import annotations

from django.conf import settings

from benchmarks import b4
from benchmarks.data import Data
from benchmarks.site import served
from tests.services import free_port

FEW = {"bare": 16, "warm": 16, "304": 16, "cold": 8}

if settings.DATABASE_GIVEN:  # a web server in production refuses SQLite

    def test_eight_readers_get_the_right_page(
        data: Data, process_environment: dict[str, str]
    ) -> None:
        with served(process_environment, port=free_port()) as address:
            rates = b4.measure(address, data.plan, rounds=1, requests=FEW)
        assert all(word in b4.table(rates) for word in ("median", "min", "max", "ratio", "304"))
