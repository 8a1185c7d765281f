"""The number cases through the interface's door come to the same end as typed on the page."""

from __future__ import annotations

from typing import Any

from tests.collection.test_doors import Asked, Form, form
from tests.interface.conftest import faults, program

__all__ = ["form"]


def sends(form: Form, asked: list[Asked], **more: Any) -> Any:
    path = f"/returns/{form.clerk.pk}"
    writer = program("liumei", "write")
    body = {"entries": [{"measure": e.code, "value": e.typed, **more} for e in asked]}
    etag = writer.gets(path).headers["ETag"]
    return writer.calls("PATCH", f"{path}/entries", body, If_Match=etag)


def test_every_refused_or_asked_one_is_named_with_its_reason_and_nothing_is_kept(
    form: Form,
) -> None:
    response = sends(form, list(form.asked))
    assert response.status_code == 422
    due = {f"entries[{n}].value": e for n, e in enumerate(form.asked) if e.comes in "RQ"}
    found = dict(faults(response))
    assert set(found) == set(due)
    for place, code in found.items():
        assert code in due[place].problems, due[place]
    assert set(form.figures().values()) == {None}


def test_what_is_kept_and_what_is_confirmed_comes_to_the_same_figures(form: Form) -> None:
    kept = [each for each in form.asked if each.comes in "ABQ"]
    assert sends(form, kept, confirmed=True).status_code == 200
    assert form.figures() == form.due()
