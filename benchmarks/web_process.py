"""The application as granian loads it: serves some addresses, then says what it has imported."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults

from plan_tracker.wsgi import application


def main(addresses: list[str]) -> None:
    for address in addresses:
        status, body = served(address)
        if status != "200 OK" or b"data-chart" not in body:
            sys.exit(f"{address}: {status}, or there is no chart on it")
    print(*sorted(sys.modules), sep="\n")


def served(address: str) -> tuple[str, bytes]:
    asked: dict[str, Any] = {"PATH_INFO": address, "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(asked)
    asked |= {"wsgi.input": io.BytesIO(), "HTTP_X_FORWARDED_PROTO": "https"}
    started: list[str] = []

    def start(status: str, *_: object) -> Callable[[bytes], object]:
        started.append(status)
        return lambda _: None

    body = b"".join(application(asked, start))
    return started[0], body


if __name__ == "__main__":
    main(sys.argv[1:])
