"""What waits for a second person stands on the workbench of whoever may confirm it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from areas import administration
from collection import official
from collection.second_hand import proposed
from indicators import gauges, releases
from tests.areas.cast import seat
from tests.collection.conftest import YEAR, Office
from tests.collection.test_pages import read, signed_in


@pytest.fixture
def office(office: Office) -> Office:
    """Somebody has proposed each kind of thing there is."""
    shu = office.cast.areas["shu"]
    for name in ("admin1", "admin2"):
        seat(name, "accounts", shu)
    seat("li", "reviewer", shu)
    office.fills()
    for name, action in (("liumei", "submit"), ("chen", "send"), ("wang", "accept")):
        office.moves(name, action)
    gauges.drain()
    office.moves("wang", "revoke", reason="口径有误")
    fact = office.cast.said("an", "firms", YEAR)[0]
    official.propose_choice(
        fact, reason="以此为准", by=office.actor("wang"), rights=office.rights("wang")
    )
    table = SimpleUploadedFile("年鉴.csv", "地区,基础指标,年份,数值\nan,firms,2022,9\n".encode())
    signed_in("zhang").post(reverse("history"), {"file": table, "reason": "补录年鉴"})
    releases.propose(office.cast.plan, by=office.actor("zhang"), note="年度发布")
    administration.propose(
        administration.Kind.DISABLE, "bai", {}, reason="调离", by=office.actor("admin1"),
        rights=office.rights("admin1"),
    )  # fmt: skip
    return office


@pytest.mark.parametrize(
    ("who", "reasons"),
    [
        ("li", {"口径有误", "以此为准"}),
        ("sun", {"口径有误", "补录年鉴", "年度发布"}),
        ("admin2", {"调离"}),
        ("liumei", set()),
        ("guo", set()),
    ],
)
def test_everybody_sees_what_they_may_confirm(office: Office, who: str, reasons: set[str]) -> None:
    assert {each.reason for each in proposed(office.rights(who))} == reasons
    page = read(signed_in(who), "workbench")
    assert all(reason in page for reason in reasons)
    for each in proposed(office.rights(who)):
        assert signed_in(who).get(each.url.split("#")[0]).status_code == 200
