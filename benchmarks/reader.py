"""Eight readers on kept connections, as light as Python can make them: bytes out, bytes in.

Loopback only. Every batch is bounded: so many requests, and an end to waiting.
"""

from __future__ import annotations

import selectors
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit

CONNECTIONS: Final = 8
PATIENCE: Final = 30.0
"""Seconds without any answer before a batch is given up."""

END_OF_HEAD: Final = b"\r\n\r\n"


class Connection:
    """One connection; what it has received and not handed over yet."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""

    def receive(self) -> bytes | None:
        """A whole answer, or None as long as a part is missing."""
        found = self.socket.recv(1 << 18)
        if not found:
            raise AssertionError("the server has closed the connection")
        self._received += found
        head, end, body = self._received.partition(END_OF_HEAD)
        if not end or len(body) < _length(head):
            return None
        answer, self._received = self._received, b""
        return answer


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    if b" 304 " in head[:16]:
        return 0
    raise AssertionError(f"an answer without its length: {head!r}")


@contextmanager
def connected(address: str, *, count: int = CONNECTIONS) -> Iterator[list[Connection]]:
    connections = [Connection(address) for _ in range(count)]
    try:
        yield connections
    finally:
        for connection in connections:
            connection.socket.close()


def ask(connections: Iterable[Connection], requests: Iterable[bytes]) -> list[bytes]:
    """Send each request on the connection that is free first; the answers as they came in."""
    waiting, answers = iter(requests), []
    with selectors.DefaultSelector() as ready:
        for connection in connections:
            _send_next(connection, waiting, ready)
        while ready.get_map():
            found = ready.select(PATIENCE)
            if not found:
                raise AssertionError(f"no answer for {PATIENCE} seconds")
            for key, _ in found:
                if (answer := key.data.receive()) is not None:
                    answers.append(answer)
                    ready.unregister(key.fileobj)
                    _send_next(key.data, waiting, ready)
    return answers


def _send_next(
    connection: Connection, waiting: Iterator[bytes], ready: selectors.BaseSelector
) -> None:
    if (request := next(waiting, None)) is not None:
        connection.socket.sendall(request)
        ready.register(connection.socket, selectors.EVENT_READ, connection)


def get(path: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def parts(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by their name in small letters, body."""
    head, _, body = answer.partition(END_OF_HEAD)
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return int(status.split()[1]), {name.lower(): said for name, said in headers.items()}, body
