"""Programs of 刘梅 (reporter of 安), 白 (reporter of 博), 王处长 and 郭分析, each with a token."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from accounts.models import Token
from areas.interface import caller
from areas.interface.limits import Limit
from areas.tokens import digest_of
from tests.areas.cast import person
from tests.collection.conftest import Office, office, standing_office, without_a_second_factor

__all__ = ["office", "standing_office", "without_a_second_factor"]
ROOT = "/api/v1"


def token(name: str, scope: str = "read") -> str:
    """A token of somebody, made without asking what they may have."""
    secret = f"ptk_{name}-{scope}"
    Token.objects.get_or_create(
        digest=digest_of(secret),
        defaults={
            "user": person(name), "name": scope, "scope": scope, "hint": secret[:9],
            "expires_at": timezone.now() + timedelta(days=1),
        },
    )  # fmt: skip
    return secret


@dataclass(frozen=True)
class Program:
    """Calls the interface; `secret` None: without a token."""

    secret: str | None = None

    def calls(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """`headers` with _ for -; a body that is bytes is sent as it is."""
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        said = {name.replace("_", "-"): text for name, text in headers.items()}
        if self.secret is not None:
            said.setdefault("Authorization", f"Bearer {self.secret}")
        return Client().generic(
            method, f"{ROOT}{path}", content or b"", content_type="application/json", headers=said
        )

    def gets(self, path: str, **headers: str) -> Any:
        return self.calls("GET", path, **headers)


def program(name: str | None = None, scope: str = "read") -> Program:
    return Program(None if name is None else token(name, scope))


def faults(response: HttpResponseBase) -> list[tuple[str, str]]:
    """Place and code of every single error."""
    return [(each["place"], each["code"]) for each in json_of(response)["errors"]]


def json_of(response: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(response.content)
    return found


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test may ask as often as it likes; how often is tested where that is tested."""
    monkeypatch.setattr(caller, "STRANGERS", Limit(10**6))
    monkeypatch.setattr(caller, "PROGRAMS", Limit(10**6))


@dataclass(frozen=True)
class Form:
    """安's form as its own system sees it."""

    office: Office
    program: Program

    @property
    def path(self) -> str:
        return f"/returns/{self.office.report().pk}"

    @property
    def etag(self) -> str:
        return str(self.program.gets(self.path).headers["ETag"])

    def sends(self, method: str, what: str, body: Any, **headers: str) -> Any:
        """With the present version unless another is given."""
        headers.setdefault("If_Match", self.etag)
        return self.program.calls(method, f"{self.path}{what}", body, **headers)

    def cells(self) -> dict[str, dict[str, Any]]:
        items = json_of(self.program.gets(f"{self.path}/entries"))["items"]
        return {each["measure"]: each for each in items}


@pytest.fixture
def form(office: Office) -> Form:
    return Form(office, program("liumei", "write"))
