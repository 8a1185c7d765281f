"""Who asks for files, and a maker that does what it is told."""

from __future__ import annotations

from typing import Any, BinaryIO

import pytest

from indicators import gauges
from reports.exports import making
from reports.exports.makers import MAKERS
from reports.exports.wish import Progress, Wish
from reports.models import Export
from tests.areas.cast import seat
from tests.figures.cast import Cast, assemble

State = Export.State


@pytest.fixture
def cast(db: None) -> Cast:
    """刘梅 reports for 安, 白 for 博, 郭分析 reads everything accepted."""
    cast = assemble()
    cast.say("an", "firms", 2022, "120")
    gauges.drain()
    seat("liumei", "reporter", cast.areas["an"])
    seat("bai", "reporter", cast.areas["bo"])
    seat("guo", "analyst", cast.areas["shu"])
    return cast


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A maker that writes ten rows and does what it is told after each; what it saw."""
    seen: list[Any] = []

    def make(wish: Wish, file: BinaryIO, progress: Progress) -> None:
        progress.due(10)
        for n in range(10):
            file.write(f"{n}\n".encode())
            if seen and callable(seen[0]):
                seen[0](n)
            progress.done(n + 1)

    monkeypatch.setattr(making, "EVERY", 0)
    monkeypatch.setitem(MAKERS, "rows", make)
    return seen
