"""The containers run what the tests run, with no secret of their own."""

import json
import re
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
import yaml

from dev import BEAT, HOUSE, WEB, WORKER
from plan_tracker import probe

COMPOSE: dict[str, Any] = yaml.safe_load((HOUSE / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
IMAGE = (HOUSE / "Dockerfile").read_text(encoding="utf-8").splitlines()


def instructions(name: str) -> list[str]:
    return [line.removeprefix(f"{name} ") for line in IMAGE if line.startswith(f"{name} ")]


def test_every_part_of_the_house_has_a_service() -> None:
    assert set(SERVICES) == {"postgres", "redis", *OURS}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_a_health_check(service: str) -> None:
    check = SERVICES[service]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert check["retries"] >= 1


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_nothing_works_before_the_migrations_have_succeeded(service: str) -> None:
    waits = SERVICES[service]["depends_on"]
    assert waits["migrate"]["condition"] == "service_completed_successfully"
    assert waits["redis"]["condition"] == "service_healthy"
    assert SERVICES["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"


@pytest.mark.parametrize(
    ("service", "command"),
    [
        pytest.param("web", WEB, id="web"),
        pytest.param("worker", WORKER, id="worker"),
        pytest.param("beat", BEAT, id="beat"),
        pytest.param("migrate", ("python", "manage.py", "migrate"), id="migrate"),
    ],
)
def test_a_container_runs_the_command_that_is_tested(
    service: str, command: tuple[str, ...]
) -> None:
    assert tuple(SERVICES[service]["command"][: len(command)]) == command


def test_the_worker_does_not_beat_and_there_is_one_beat() -> None:
    assert "-B" not in SERVICES["worker"]["command"]
    beating = [name for name, service in SERVICES.items() if "beat" in service.get("command", [])]
    assert beating == ["beat"]


def test_the_image_serves_the_site_as_an_unprivileged_user() -> None:
    (command,) = instructions("CMD")
    assert tuple(json.loads(command)[: len(WEB)]) == WEB
    assert instructions("USER") == ["tracker"]
    assert IMAGE.index("USER tracker") < IMAGE.index(f"CMD {command}")


def test_the_image_installs_only_what_is_locked() -> None:
    installing = [line for line in IMAGE if "pip install" in line]
    assert installing == ["RUN pip install --require-hashes -r requirements/base.txt"]


SECRET = re.compile(r"\$\{(\w*(?:PASSWORD|SECRET)\w*)([^}]*)\}")


def test_no_secret_has_a_default() -> None:
    text = (HOUSE / "docker-compose.yml").read_text(encoding="utf-8")
    secrets = SECRET.findall(text)
    needed = {"SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"}
    assert {name for name, _ in secrets} == {*needed, "NOTICE_HOOK_SECRET"}
    assert all(rest.startswith(":?set ") for name, rest in secrets if name in needed)
    assert all(rest == ":-" for name, rest in secrets if name not in needed), "it may be absent"


def test_no_secret_is_written_down() -> None:
    """Whatever is named like a secret is taken from outside, whole."""
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|AUTH", name):
                assert SECRET.fullmatch(value), name
    assert not [line for line in IMAGE if re.search("PASSWORD|SECRET", line)]


def test_only_the_web_server_can_be_reached_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_the_environment_given_is_documented() -> None:
    page = (HOUSE / "docs" / "deployment.md").read_text(encoding="utf-8")
    given = SERVICES["web"]["environment"]
    assert [name for name in given if f"| `{name}` |" not in page] == []


class OneName(BaseHTTPRequestHandler):
    """A site that answers to the name plan.example.cn only, as Django does."""

    def do_GET(self) -> None:
        self.send_response(200 if self.headers["Host"] == "plan.example.cn" else 400)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.mark.parametrize(
    ("hosts", "healthy"),
    [("plan.example.cn,b.cn", 0), (".plan.example.cn", 0), ("other.example.cn", 1)],
)
def test_the_health_check_asks_by_a_name_of_the_site(
    monkeypatch: pytest.MonkeyPatch, hosts: str, healthy: int
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    site = HTTPServer(("127.0.0.1", 0), OneName)
    Thread(target=site.handle_request, daemon=True).start()
    try:
        assert probe.main(f"http://127.0.0.1:{site.server_port}/healthz") == healthy
    finally:
        site.server_close()
    assert probe.main(f"http://127.0.0.1:{site.server_port}/healthz") == 1
