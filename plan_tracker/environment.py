"""Settings read strictly from environment variables: a misspelt value is never guessed at."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")


class Environment:
    """Reads each variable once and keeps a sentence for every one that is wrong.

    A wrong variable yields its default, so that `refuse_if_wrong` can name all
    of them at once. An empty variable counts as absent, as in a compose file.
    """

    def __init__(self) -> None:
        self._variables = environ.Env()
        self.wrong: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        return str(self._variables.str(name, default="")).strip() or default

    def flag(self, name: str, default: bool) -> bool:
        words = {"true": True, "false": False}
        return self._read(name, default, words.__getitem__, "use 'true' or 'false'")

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        words = {choice: choice for choice in choices}
        spoken = " or ".join(repr(choice) for choice in choices)
        return self._read(name, default, words.__getitem__, f"use {spoken}")

    def whole_number(self, name: str, default: int) -> int:
        return self._read(name, default, _whole_number, "use a whole number, 0 or more")

    def listed(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def database(self, name: str, default: str) -> dict[str, Any]:
        advice = "use postgres://user:password@host:5432/name or sqlite:////path/to/file"
        return self._read(name, _database(default), _database, advice, secret=True)

    def broker(self, name: str) -> str:
        advice = "use redis://:password@host:6379/0 (rediss:// with TLS)"
        return self._read(name, "", _redis_address, advice, secret=True)

    def mail(self, name: str) -> dict[str, Any]:
        """Django's own settings of a mail server; empty where there is none."""
        nothing: dict[str, Any] = {}
        advice = "use smtp+tls://user:password@host:587 or smtp+ssl://user:password@host:465"
        return self._read(name, nothing, _mail, advice, secret=True)

    def web_address(self, name: str) -> str:
        return self._read(name, "", _web_address, "use https://host/path", secret=True)

    def refuse_if_wrong(self) -> None:
        if self.wrong:
            raise ImproperlyConfigured("\n".join(self.wrong))

    def _read(
        self,
        name: str,
        default: T,
        convert: Callable[[str], T],
        advice: str,
        *,
        secret: bool = False,
    ) -> T:
        """The value of a variable; `secret` keeps a password out of the refusal."""
        text = self.text(name)
        if not text:
            return default
        try:
            return convert(text)
        except (KeyError, ValueError):
            said = "cannot be read" if secret else f"is {text!r}"
            self.wrong.append(f"{name} {said}; {advice}")
            return default


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _database(address: str) -> dict[str, Any]:
    scheme = address.partition("://")[0]
    if scheme not in {"postgres", "postgresql", "sqlite"}:
        raise ValueError(scheme)
    config: dict[str, Any] = environ.Env.db_url_config(address)
    if not config["NAME"]:
        raise ValueError("no database name")
    return config


def _mail(address: str) -> dict[str, Any]:
    if address.partition("://")[0] not in {"smtp", "smtp+tls", "smtp+ssl"}:
        raise ValueError(address)
    config: dict[str, Any] = environ.Env.email_url_config(address)
    if not config["EMAIL_HOST"]:
        raise ValueError("no host")
    return config


def _web_address(address: str) -> str:
    scheme, _, rest = address.partition("://")
    if scheme not in {"http", "https"} or not rest:
        raise ValueError(scheme)
    return address


def _redis_address(address: str) -> str:
    scheme, _, rest = address.partition("://")
    if scheme not in {"redis", "rediss", "redis+socket"} or not rest:
        raise ValueError(scheme)
    return address
