"""Every answer against the description of the interface: requests that a machine makes up.

Half of them name a plan, a place and a form that exist, with the version that stands.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import schemathesis
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from schemathesis.checks import CHECKS

from plan_tracker.wsgi import application
from tests.cases import case
from tests.collection.conftest import Office
from tests.interface.conftest import Form, program

REQUESTS = {"postgresql": 2_000, "sqlite": 500}
"""The whole number on one database: the description is the same."""
KNOWN = {"plan": "shu-plan", "code": "firms", "number": 1}
CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


def from_here(environ: dict[str, Any], start_response: Any) -> Any:
    """As a server that takes the request from this machine."""
    return application({"REMOTE_ADDR": "127.0.0.1", **environ}, start_response)


@pytest.fixture
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two requests the connection is not closed: what the test made is not committed."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


@case("A28")
def test_every_answer_is_as_described_and_none_is_a_fault_of_ours(
    office: Office, one_connection: None
) -> None:
    form = Form(office, program("liumei", "write"))
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", from_here)
    found: list[Any] = list(schema.get_all_operations())
    operations = [each.ok() for each in found]
    checks = CHECKS.get_by_names(list(CHECKED))
    seen: Counter[int] = Counter()
    requests = REQUESTS[connection.vendor]

    for operation in operations:

        @given(sent=operation.as_strategy(), known=some.booleans())
        @settings(
            max_examples=-(-requests // len(operations)), deadline=None, derandomize=True,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None,
        )  # fmt: skip
        def answers(sent: Any, known: bool) -> None:
            headers = {
                "Authorization": f"Bearer {form.program.secret}",
                "Accept-Encoding": "identity",
            }
            if known:
                names = {**KNOWN, "key": office.report().pk}
                for name in sent.path_parameters or {}:
                    sent.path_parameters[name] = names.get(name, sent.path_parameters[name])
                headers["If-Match"] = form.etag
            response = sent.call(headers=headers)
            sent.validate_response(response, checks=checks)
            seen[response.status_code] += 1

        answers()
    assert seen.total() >= requests * 0.9
    assert not [status for status in seen if status >= 500]
    assert {200, 400, 404} <= set(seen)
