"""意见 on a form and its cells, and the security log beside the log of changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.lockout import Kind, note
from accounts.models import AuditEntry
from collection.log_words import EVENTS
from collection.models import Comment
from tests.areas.cast import seat
from tests.collection.conftest import Office
from tests.collection.test_pages import read, signed_in


def says(office: Office, name: str, text: str, measure: str = "") -> Any:
    key = str(office.cell(measure).measure_id) if measure else ""
    address = reverse("comment", kwargs={"pk": office.report().pk})
    return signed_in(name).post(address, {"text": text, "measure": key})


def test_what_is_said_of_a_cell_stays_with_the_form_for_both_sides(office: Office) -> None:
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    assert says(office, "wang", "请说明口径", "firms").status_code == 302
    assert says(office, "liumei", "按统计年报口径").status_code == 302
    for name in ("liumei", "wang"):
        page = read(signed_in(name), "return", pk=office.report().pk)
        assert "请说明口径" in page
        assert "按统计年报口径" in page
    assert Comment.objects.first().measure == office.cell("firms").measure  # type: ignore[union-attr]
    assert AuditEntry.objects.filter(action="commented").count() == 2


def test_a_first_reviewer_remarks_and_decides_nothing(office: Office) -> None:
    seat("qin", "first_reviewer", office.cast.areas["shu"])
    office.fills()
    office.moves("liumei", "submit")
    office.moves("chen", "send")
    assert says(office, "qin", "建议退回核实").status_code == 302
    page = read(signed_in("qin"), "return", pk=office.report().pk)
    assert "发表意见" in page
    assert "审核通过</button>" not in page


def test_nothing_said_is_refused(office: Office) -> None:
    assert says(office, "liumei", " ").status_code == 422
    assert not Comment.objects.exists()


def test_a_remark_is_changed_by_nobody(office: Office) -> None:
    says(office, "liumei", "情况说明")
    made = Comment.objects.get()
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(TypeError):
        made.delete()


def test_every_kind_of_event_has_words() -> None:
    assert set(EVENTS) == set(Kind)


@pytest.mark.parametrize(
    ("query", "shown"),
    [("?who=liumei", True), ("?kind=failed", True), ("?kind=signed_out", False), ("?who=bai", False),
     ("?since=2020-01-01", True), ("?until=2020-01-01", False)],
)  # fmt: skip
def test_an_event_is_found_by_who_what_and_when(office: Office, query: str, shown: bool) -> None:
    seat("zhou", "auditor", office.cast.areas["shu"])
    note(Kind.FAILED, "liumei", "10.9.8.7")
    page = signed_in("zhou").get(reverse("security_log") + query).content.decode()
    assert ("10.9.8.7" in page) is shown
