"""Below the words of HTTP: what a server must not guess about where a request ends.

Spoken to a real web server through a bare socket, as no client of a library would let it pass.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import dev
from tests.cases import case
from tests.collection.conftest import set_up
from tests.interface.conftest import ROOT, token
from tests.services import free_port, wait_for_port

HOST = "127.0.0.1"
BODY = b'{"kind": "question"}'


@pytest.fixture
def port(process_environment: dict[str, str], tmp_path: Path) -> Iterator[int]:
    """Of a web server on this test's database, where 刘梅 has a token."""
    set_up()
    token("liumei", "write")
    found, log = free_port(), tmp_path / "web.log"
    web = [str(Path(sys.executable).parent / dev.WEB[0]), *dev.WEB[1:]]
    with log.open("ab") as file:
        streams: Any = {"stdout": file, "stderr": file, "start_new_session": True}
        command = [*web, "--host", HOST, "--port", str(found)]
        server = subprocess.Popen(command, cwd=dev.HOUSE, env=process_environment, **streams)
    try:
        wait_for_port(server, found, log)
        yield found
    finally:
        dev.stop(server)


def opened(port: int, *headers: str, body: bytes) -> socket.socket:
    head = [
        f"POST {ROOT}/exports HTTP/1.1", f"Host: {HOST}", "Content-Type: application/json",
        f"Authorization: Bearer {token('liumei', 'write')}", *headers,
    ]  # fmt: skip
    wire = socket.create_connection((HOST, port), timeout=30)
    wire.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    return wire


def answer(port: int, *headers: str, body: bytes = BODY) -> str:
    """All that comes back until the server closes; where it does not, the time is up."""
    found = b""
    with opened(port, *headers, body=body) as wire:
        while block := wire.recv(65_536):
            found += block
    return found.decode()


LENGTH = f"Content-Length: {len(BODY)}"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)


@case("A23")
def test_a_request_that_tells_its_end_twice_or_wrongly_is_refused_and_let_go(port: int) -> None:
    for said in (
        answer(port, LENGTH, "Transfer-Encoding: chunked", body=CHUNKS),
        answer(port, LENGTH, "Content-Length: 7"),
        answer(port, "Content-Length: -1"),
        answer(port, "Content-Length: 7", "Connection: close"),
    ):
        assert said.startswith("HTTP/1.1 400 "), said
        assert said.count("HTTP/1.1 ") == 1, said


@case("A23")
def test_one_who_leaves_before_the_end_leaves_the_server_at_work(port: int, tmp_path: Path) -> None:
    opened(port, f"Content-Length: {len(BODY) + 9}", body=BODY).close()
    assert answer(port, LENGTH, "Connection: close").startswith("HTTP/1.1 4")
    assert "Traceback" not in (tmp_path / "web.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [f"{ROOT}/plans", "/"])
def test_a_body_without_a_length_is_refused_with_the_reason(client: Client, path: str) -> None:
    response = client.post(path, headers={"Transfer-Encoding": "chunked"})
    assert response.status_code == 400
    assert response.headers["Connection"] == "close"
    assert "E-PARAM" in response.content.decode()
    assert "Transfer-Encoding" in response.content.decode()
