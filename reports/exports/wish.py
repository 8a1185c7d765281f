"""What a file is asked for: of which plan and edition, what, in which format and language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from areas.models import Area
from indicators.models import Plan


class Stopped(Exception):
    """Nobody waits for the file any more, or another run makes it."""


class Progress(Protocol):
    """How a maker tells how far it is. Raises Stopped."""

    def due(self, number: int) -> None: ...

    def done(self, number: int) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`asked` is what its kind of file needs to know, as plain JSON. `name` is the file's."""

    plan: Plan
    kind: str
    format: str
    asked: Mapping[str, Any]
    language: str
    name: str
    right: str
    area: Area | None = None

    def fingerprint(self, version: object) -> str:
        """The same for the same file: `version` rises with whatever it is made of."""
        said = [
            self.plan.slug, self.plan.edition, self.kind, self.format, self.asked, self.language,
            repr(version),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


Maker = Callable[[Wish, BinaryIO, Progress], None]
