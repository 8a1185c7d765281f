"""The programming interface: the routers of the apps under one roof and one way of refusing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.params.models import QueryModel
from ninja.renderers import JSONRenderer

from areas.api import router as areas
from areas.interface.caller import KNOWN_NAMES
from areas.interface.faults import Refused, answer, invalid
from areas.interface.reading import StrictParser
from areas.problems import Problem, ProblemsFound
from collection.api import router as collection
from collection.refusals import Incomplete, RefusedChange
from indicators.api import figures
from indicators.api import router as plans
from reports.api import router as exports

logger = logging.getLogger(__name__)
ROUTERS: Final = (plans, figures, areas, collection, exports)
DESCRIPTION: Final = """
Figures are text, exact to the last place. Without a token the latest release is answered from;
a token has the rights of its owner and no more. A change asks for `If-Match` (428 without, 412
when somebody was faster) and takes an `Idempotency-Key`. Every refusal has one shape: `code`, `zh`,
`en`, `place` and, where there are several, `errors`.
"""


class Readable(JSONRenderer):
    """Chinese as it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Plan Tracker", version="1", description=DESCRIPTION, parser=StrictParser(),
    docs_url=None, renderer=Readable(), urls_namespace="api",
)  # fmt: skip
for router in ROUTERS:
    api.add_router("", router)


@api.exception_handler(Refused)
def refused(_: HttpRequest, error: Refused) -> HttpResponse:
    return answer(error)


@api.exception_handler(ValidationError)
def not_as_described(_: HttpRequest, error: ValidationError) -> HttpResponse:
    return answer(invalid(error))


@api.exception_handler(RefusedChange)
def not_changed(_: HttpRequest, error: RefusedChange) -> HttpResponse:
    """What is missing or wrong in which cell, where it is about cells."""
    cells = error.cells.items() if isinstance(error, Incomplete) else ()
    errors = [
        (code, Problem(error.problem.code, why.zh, why.en) if why else error.problem)
        for code, why in cells
    ]
    return answer(Refused(error.status, error.problem, errors=errors))


@api.exception_handler(ProblemsFound)
def several_problems(_: HttpRequest, error: ProblemsFound) -> HttpResponse:
    errors = [(problem.place, problem) for problem in error.problems]
    return answer(Refused(HTTPStatus.UNPROCESSABLE_ENTITY, error.problems[0], errors=errors))


@api.exception_handler(Http404)
def not_there(_: HttpRequest, __: Http404) -> HttpResponse:
    return answer(Refused(HTTPStatus.NOT_FOUND, Problem.of("E-NOTFOUND")))


@api.exception_handler(PermissionDenied)
def not_from_there(_: HttpRequest, __: PermissionDenied) -> HttpResponse:
    """Where a request comes from cannot be told: nothing is counted against nobody."""
    return answer(Refused(HTTPStatus.FORBIDDEN, Problem.of("E-FORBIDDEN")))


@api.exception_handler(AuthenticationError)
def not_known(_: HttpRequest, __: AuthenticationError) -> HttpResponse:
    return answer(Refused(HTTPStatus.UNAUTHORIZED, Problem.of("E-AUTH")))


@api.exception_handler(HttpError)
def unreadable(_: HttpRequest, error: HttpError) -> HttpResponse:
    """What the reader of the body found wrong comes wrapped in this."""
    if isinstance(error.__cause__, Refused):
        return answer(error.__cause__)
    return answer(Refused(error.status_code, Problem.of("E-BAD")))


def _names() -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """What may stand behind the question mark, by address and method."""
    for router in ROUTERS:
        for view in router.path_operations.values():
            for operation in view.operations:
                names = frozenset(
                    name
                    for model in operation.models
                    if issubclass(model, QueryModel)
                    for name in getattr(model, "__ninja_flatten_map__", {})
                )
                for method in operation.methods:
                    yield (str(operation.url_name), method), names
                    if method == "GET":
                        yield (str(operation.url_name), "HEAD"), names


KNOWN_NAMES.update(_names())
